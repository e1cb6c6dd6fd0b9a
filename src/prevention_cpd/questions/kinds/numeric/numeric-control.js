// Controls for a numeric question: a text field that takes 12.5 and 12,5, and says so when it cannot read a number.
import { fieldset, hint } from "./fields.js";
import { fill, h, uid } from "./dom.js";

const SPACES = /(?<=\d)[\s\u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))/g; // 1 234 and 1'234
const PLAIN = /^[+-]?\d+(?:[.,]\d+)?$/;

/** The signs that a language writes between thousands and before a fraction. */
function signsOf(language) {
  try {
    const parts = new Intl.NumberFormat(language).formatToParts(1234567.5);
    const sign = (type) => parts.find((part) => part.type === type)?.value;
    return { group: sign("group") === "." ? "." : ",", decimal: sign("decimal") };
  } catch {
    return { group: ",", decimal: "." };
  }
}

/**
 * The number that a text means; null for nothing, undefined for what cannot be read.
 * `unit` may stand behind it. "1,234" is read as the language writes it; "12,5" and "12.5" are clear in any.
 */
export function readNumber(text, { unit = "", language = "en" } = {}) {
  let bare = text.normalize("NFKC").trim().replace(/^[\u2212\u2013]/, "-").toLowerCase();
  const units = [unit.toLowerCase(), ...(/^(%|per ?cent)$/i.test(unit) ? ["%", "per cent", "percent"] : [])];
  const said = units.find((each) => each && bare.endsWith(each));
  if (said) bare = bare.slice(0, -said.length).trim();
  if (bare === "") return said ? undefined : null;
  bare = bare.replace(SPACES, "");
  const { group } = signsOf(language);
  const grouped = group === "." ? /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/ : /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
  if (grouped.test(bare)) bare = bare.replaceAll(group, "");
  return PLAIN.test(bare) ? Number(bare.replace(",", ".")) : undefined;
}

/** value: a number, or null where there is none; then `onChange` is told as well whether something stands there. */
export function numericControls(question, value, onChange, strings) {
  const id = uid("numeric");
  const form = hint(strings.number_form);
  if (form) form.id = `${id}-form`;
  const error = h("p", { class: "cpd-error", id: `${id}-error`, role: "alert" });
  const read = () => readNumber(field.value, { unit: question.unit, language: field.closest("[lang]")?.lang || "en" });
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
