// Writing with feedback: facts and a task, one's own text, then a model answer and a rubric to mark oneself by.
import { announce, button, fill, focusOn, h, liveRegion } from "./dom.js";
import { frame } from "./frame.js";
import { ownText } from "./owntext.js";
import { pageButtons } from "./savepage.js";

function build(tools) {
  const { data, strings, answer, save, level } = tools;
  const heading = (text) => h(`h${Math.min(level + 1, 6)}`, { class: "cpd-step-title" }, text);
  const region = liveRegion("cpd-kept");
  const place = h("div", {});
  const own = ownText(tools, {
    label: strings.your_text, hint: strings.care, value: answer().texts?.own, rows: 8,
    keep: (text) => save({ texts: text.trim() ? { own: text } : {} }),
    count: (n) => fill(strings.room_for, { n, ...data.words }),
  });

  function open() {
    if (!own.text().trim()) {
      announce(region, h("p", { class: "cpd-hint" }, strings.write_first));
      return;
    }
    own.keepNow();
    save({ shown: true, done: true });
    place.replaceChildren(...feedback());
    announce(region, h("p", { class: "cpd-hint" }, strings.model_shown));
    focusOn(place.querySelector(".cpd-step-title"));
  }

  function feedback() {
    const ticked = new Set(Array.isArray(answer().ticks) ? answer().ticks : []);
    const count = h("p", { class: "cpd-hint", role: "status" });
    const show = () => { count.textContent = fill(strings.ticked, { n: data.rubric.filter((row) => ticked.has(row.id)).length, total: data.rubric.length }); };
    const tick = (row) => h("label", { class: "cpd-option" }, h("input", {
      type: "checkbox", checked: ticked.has(row.id), onchange(event) {
        if (event.target.checked) ticked.add(row.id);
        else ticked.delete(row.id);
        save({ ticks: data.rubric.map((each) => each.id).filter((id) => ticked.has(id)) });
        show();
      },
    }), h("span", {}, h("strong", { html: row.criterion }), " ", h("span", { html: row.look_for })));
    show();
    return [
      heading(strings.model), h("div", { class: "cpd-note" }, h("div", { html: data.model }), h("p", { class: "cpd-hint" }, strings.model_note)),
      h("fieldset", { class: "cpd-question" }, h("legend", { class: "cpd-stem" }, strings.rubric_ask), data.rubric.map(tick)), count,
      h("div", { class: "cpd-note", html: data.closing }),
      pageButtons(tools, () => [h("div", { html: data.task }), h("p", { class: "cpd-own", dir: "auto" }, own.text()),
        h("ul", {}, data.rubric.map((row) => h("li", {}, ticked.has(row.id) ? "☑ " : "☐ ", h("span", { html: row.criterion })))) ]),
    ];
  }

  if (answer().shown) place.append(...feedback());
  return [
    h("p", { class: "cpd-hint" }, strings.facts), h("ul", { class: "cpd-facts" }, data.facts.map((fact) => h("li", { html: fact }))),
    h("div", { class: "cpd-task", html: data.task }), own.element,
    h("div", { class: "cpd-actions" }, button(strings.compare_text, open, "cpd-check")), region, place,
  ];
}

export default { render: (context) => frame(context, build) };
