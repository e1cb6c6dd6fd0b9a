// A plan of one's own: prompts with room to write. The text stays on the device; a private one leaves it only if added.
import { h, inline } from "./dom.js";
import { frame } from "./frame.js";
import { ownText } from "./owntext.js";
import { pageButtons } from "./savepage.js";

const LONGEST = 5000; // characters of one answer

function build(tools) {
  const { data, strings, answer, save } = tools;
  // My progress leaves everything under this name out of the study record until its writer adds it.
  const place = data.private ? "private" : "texts";
  const textOf = (item) => (typeof answer()[place]?.[item.id] === "string" ? answer()[place][item.id] : "");

  function keep(item, text) {
    const { [item.id]: _old, ...others } = answer()[place] ?? {};
    save({ [place]: text.trim() ? { ...others, [item.id]: text } : others });
  }

  const fields = data.prompts.map((item) => ({ item, own: ownText(tools, {
    label: item.label, hint: item.hint, value: textOf(item), rows: item.rows, longest: LONGEST, keep: (text) => keep(item, text),
  }) }));
  const prompt = ({ item, own }) => h("div", { class: "cpd-plan-prompt" }, own.element,
    item.examples?.length > 0 && h("details", { class: "cpd-examples cpd-no-print" }, h("summary", {}, strings.examples),
      h("ul", {}, item.examples.map((each) => h("li", { html: each })))));
  const keepNow = () => fields.forEach(({ own }) => own.keepNow());
  const finished = h("input", { type: "checkbox", checked: answer().done === true, onchange: () => { keepNow(); save({ done: finished.checked }); } });
  const page = () => fields.map(({ item, own }) => h("div", { class: "cpd-note" },
    h("p", {}, h("strong", { html: inline(item.label) })), h("p", { class: "cpd-own", dir: "auto" }, own.text() || "–")));
  return h("div", { class: data.private ? "cpd-private" : null },
    h("p", { class: "cpd-hint" }, data.private ? strings.private : strings.own),
    fields.map(prompt),
    data.closing && h("div", { class: "cpd-note", html: data.closing }),
    h("label", { class: "cpd-option cpd-finished cpd-no-print" }, finished, h("span", {}, strings.finished)),
    pageButtons(tools, page));
}

export default { render: (context) => frame(context, build) };
