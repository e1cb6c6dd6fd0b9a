// Controls for a multiple choice: checkboxes. value: a list of option ids.
import { fieldset, hint, tick } from "./fields.js";
import { uid } from "./dom.js";

export function multipleControl(question, value, onChange, strings) {
  const name = uid("multiple");
  const ticked = new Set(Array.isArray(value) ? value : []);
  const change = (id) => (event) => {
    if (event.target.checked) ticked.add(id);
    else ticked.delete(id);
    // In the order of the page, so that the same ticks are always the same answer.
    onChange(question.options.map((option) => option.id).filter((each) => ticked.has(each)));
  };
  return fieldset(question, hint(strings.pick_many), question.options.map((option) =>
    tick("checkbox", question, option, name, ticked.has(option.id), change(option.id))));
}
