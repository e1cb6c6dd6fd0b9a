// Opener: what do you already think? Agree, unsure or disagree; then what the module will say. No right or wrong.
import { button, fill, h, inline, verdict } from "./dom.js";
import { controls } from "./controls.js";
import { frame } from "./frame.js";

const CHOICES = ["agree", "unsure", "disagree"];

function build({ data, strings, answer, save, say }) {
  const options = CHOICES.map((id) => ({ id, text: strings[id] }));
  const quiet = { ...strings, pick_one: "" };
  // Below the button: what appears must not push it, or the reader's place, away.
  const notes = h("div", {});

  function fillNotes() {
    const marks = answer().marks ?? {};
    notes.replaceChildren(...data.statements.map((item) => h("div", { class: "cpd-note" },
      h("p", {}, h("strong", { html: inline(item.text) }), " ",
        h("span", { class: "cpd-hint" }, marks[item.id] ? fill(strings.you_said, { mark: strings[marks[item.id]] }) : strings.no_mark)),
      h("div", { html: item.note }))));
  }

  function reveal() {
    save({ shown: true, done: true });
    fillNotes();
    const missing = data.statements.filter((item) => !answer().marks?.[item.id]).length;
    say(verdict("info", strings.notes_shown), missing > 0 && h("p", { class: "cpd-hint" }, fill(strings.some_open, { n: missing })));
  }

  const list = data.statements.map((item) => {
    const question = { id: item.id, kind: "single", stem: item.text, options };
    const fields = controls(question, answer().marks?.[item.id] ?? null, (mark) => {
      save({ marks: { ...answer().marks, [item.id]: mark } });
      if (answer().shown) fillNotes();
    }, quiet);
    return h("div", { class: "cpd-statement" }, fields);
  });
  if (answer().shown) fillNotes();
  return [h("div", { class: "cpd-row-options" }, list),
    h("div", { class: "cpd-actions" }, button(strings.show_notes, reveal, "cpd-check")), notes];
}

export default { render: (context) => frame(context, build) };
