// Controls for a single choice: radio buttons. value: an option id, or null.
import { fieldset, hint, tick } from "./fields.js";
import { uid } from "./dom.js";

export function singleControl(question, value, onChange, strings) {
  const name = uid("single");
  return fieldset(question, hint(strings.pick_one), question.options.map((option) =>
    tick("radio", question, option, name, value === option.id, () => onChange(option.id))));
}
