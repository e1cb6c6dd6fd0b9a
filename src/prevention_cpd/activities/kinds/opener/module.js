// Opener: what do you already think? Agree, unsure or disagree; then what the module will say. No right or wrong.
import { button, fill, h, verdict } from "./dom.js";
import { controls } from "./controls.js";
import { frame } from "./frame.js";

const CHOICES = ["agree", "unsure", "disagree"];

function build({ data, strings, answer, save, say }) {
  const options = CHOICES.map((id) => ({ id, text: strings[id] }));
  const quiet = { ...strings, pick_one: "" };
  const places = new Map();

  function fillNotes() {
    const marks = answer().marks ?? {};
    for (const item of data.statements) {
      places.get(item.id).replaceChildren(h("div", { class: "cpd-note" },
        h("p", { class: "cpd-hint" }, marks[item.id] ? fill(strings.you_said, { mark: strings[marks[item.id]] }) : strings.no_mark),
        h("div", { html: item.note })));
    }
  }

  function reveal() {
    save({ shown: true, done: true });
    fillNotes();
    const missing = data.statements.filter((item) => !answer().marks?.[item.id]).length;
    say(verdict("info", strings.notes_shown), missing > 0 && h("p", { class: "cpd-hint" }, fill(strings.some_open, { n: missing })));
  }

  const list = data.statements.map((item) => {
    const place = h("div", {});
    places.set(item.id, place);
    const question = { id: item.id, kind: "single", stem: item.text, options };
    const fields = controls(question, answer().marks?.[item.id] ?? null, (mark) => {
      save({ marks: { ...answer().marks, [item.id]: mark } });
      if (answer().shown) fillNotes();
    }, quiet);
    return h("div", { class: "cpd-statement" }, fields, place);
  });
  if (answer().shown) fillNotes();
  return [h("div", { class: "cpd-row-options" }, list),
    h("div", { class: "cpd-actions" }, button(strings.show_notes, reveal, "cpd-check"))];
}

export default { render: (context) => frame(context, build) };
