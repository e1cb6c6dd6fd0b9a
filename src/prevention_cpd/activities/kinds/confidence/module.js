// Confidence: a mark from 1 to 5 for each statement. A later survey names an earlier one and shows what has moved.
import { announce, fill, h, inline, listen, liveRegion, uid, verdict } from "./dom.js";
import { frame } from "./frame.js";

const MARKS = [1, 2, 3, 4, 5];

function scale(item, mark, strings, onPick) {
  const name = uid("scale");
  return h("fieldset", { class: "cpd-question cpd-scale" },
    h("legend", { class: "cpd-stem", html: inline(item.text) }),
    h("div", { class: "cpd-scale-row" }, MARKS.map((each) => h("label", { class: "cpd-scale-mark" },
      h("input", { type: "radio", name, value: String(each), checked: mark === each, onchange: () => onPick(each) }),
      h("span", {}, String(each), h("span", { class: "cpd-sr" }, `: ${strings.scale[each - 1]}`))))));
}

/** Before and now in a table, the change in words. */
function comparison(data, strings, before, now) {
  const change = (was, is) => {
    if (!was || !is) return strings.no_mark;
    if (was === is) return strings.same;
    return fill(is > was ? strings.up : strings.down, { n: Math.abs(is - was) });
  };
  return h("div", { class: "cpd-scroll", tabindex: "0", role: "region", "aria-label": strings.compare },
    h("table", {}, h("caption", {}, strings.compare),
      h("thead", {}, h("tr", {}, [strings.statement, strings.before, strings.now, strings.change].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, data.statements.map((item) => h("tr", {}, h("th", { scope: "row", html: inline(item.text) }),
        h("td", {}, String(before[item.id] ?? "–")), h("td", {}, String(now[item.id] ?? "–")),
        h("td", {}, change(before[item.id], now[item.id])))))));
}

function build({ model, data, strings, answer, save, onCleanup }) {
  const earlier = () => data.compare && model.get("records")?.[`activity:${data.compare}`]?.marks;
  const region = liveRegion("cpd-feedback");
  const table = h("div", {});

  function show(live) {
    const marks = answer().marks ?? {};
    const given = data.statements.filter((item) => marks[item.id]).length;
    const all = given === data.statements.length;
    const words = all ? verdict("ok", strings.all_marked) : h("p", { class: "cpd-hint" }, fill(strings.marked, { n: given, total: data.statements.length }));
    if (live) announce(region, words);
    // What else is kept on the page is no news here: the same words are not put anew, and so not read again.
    else if (region.textContent.trim() !== words.textContent.trim()) region.replaceChildren(words);
    table.replaceChildren(...(earlier() && given ? [comparison(data, strings, earlier(), marks)] : []));
  }

  const list = data.statements.map((item) => scale(item, answer().marks?.[item.id], strings, (mark) => {
    const marks = { ...answer().marks, [item.id]: mark };
    save({ marks, done: data.statements.every((each) => marks[each.id]) });
    show(true);
  }));
  show(false);
  onCleanup(listen(model, "change:records", () => show(false)));
  return [h("p", { class: "cpd-hint" }, strings.scale.map((word, index) => `${index + 1} ${word}`).join(" · ")), list, region, table];
}

export default { render: (context) => frame(context, build) };
