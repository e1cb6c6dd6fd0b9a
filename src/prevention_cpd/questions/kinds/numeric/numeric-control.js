// Controls for a numeric question: a text field that takes 12.5 and 12,5, and says so when it cannot read a number.
import { fieldset, hint } from "./fields.js";
import { fill, h, uid } from "./dom.js";
import { numberFrom } from "./numbers.js";

/** value: a number, or null where there is none; then `onChange` is told as well whether something stands there. */
export function numericControl(question, value, onChange, strings) {
  const id = uid("numeric");
  const form = hint(strings.number_form);
  if (form) form.id = `${id}-form`;
  const error = h("p", { class: "cpd-error", id: `${id}-error`, role: "alert" });
  const read = () => numberFrom(field.value, { unit: question.unit, language: field.closest("[lang]")?.lang || "en" });
  const field = h("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", class: "cpd-number", "aria-describedby": form ? `${form.id} ${id}-error` : `${id}-error`,
    value: typeof value === "number" ? String(value) : "",
    oninput() {
      const number = read();
      if (number !== undefined) tell("");
      onChange(number ?? null, number === undefined);
    },
    onchange: () => tell(read() === undefined ? strings.not_a_number : ""),
  });

  function tell(text) {
    error.textContent = text;
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  const label = question.unit ? fill(strings.your_number_in, { unit: question.unit }) : strings.your_number;
  return fieldset(question, h("label", { for: id }, label), form, field, error);
}
