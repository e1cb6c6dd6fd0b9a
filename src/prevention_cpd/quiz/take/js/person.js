// Who hands in: asked where the host cannot know.
import { h, uid } from "./dom.js";

const FIELDS = [["name", "name"], ["id", "username"]]; // and what a browser may fill in

/** The fields; `value()` gives { name, id } as typed, `correct(field)` marks the one that is wrong and goes to it. */
export function personFields(known, strings) {
  const inputs = Object.fromEntries(FIELDS.map(([name, autocomplete]) =>
    [name, h("input", { id: uid(name), autocomplete, spellcheck: "false", maxlength: "100", required: true, value: known[name] })]));
  const hint = h("p", { id: uid("hint") }, strings.person_hint);
  inputs.id.setAttribute("aria-describedby", hint.id);
  const rows = FIELDS.map(([name]) => h("div", {}, h("label", { for: inputs[name].id }, strings[`person_${name}`]), inputs[name]));
  const box = h("div", { class: "cpd-quiz-person" }, rows, hint);

  function value() {
    return Object.fromEntries(FIELDS.map(([name]) => [name, inputs[name].value]));
  }

  function correct(field) {
    for (const [name] of FIELDS) inputs[name].setAttribute("aria-invalid", String(name === field));
    inputs[field]?.focus();
  }

  return { box, value, correct };
}
