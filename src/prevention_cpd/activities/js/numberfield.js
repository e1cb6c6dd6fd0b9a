// A field for one number, taken as people write it; what cannot be taken is told with the form that is wanted.
import { fill, h } from "./dom.js";
import { numberFrom } from "./numbers.js";

/**
 * `spec` is { id, name (for screen readers, where no label names it), min, max, step, unit, value, strings }; step 1
 * takes whole numbers only. `onNumber(number)` is told of each that can be taken. Gives back { field, error, set(value) }.
 */
export function numberField({ id, name, min, max, step, unit, value, strings }, onNumber) {
  const language = document.documentElement.lang;
  const shown = (number) => number.toLocaleString(language || undefined);
  const error = h("p", { class: "cpd-error", id: `${id}-error`, role: "alert" });
  const field = h("input", {
    id, type: "text", class: "cpd-number", inputmode: "decimal", autocomplete: "off", dir: "auto", "aria-label": name, "aria-describedby": `${id}-error`,
    value: Number.isFinite(value) ? String(value) : "",
    oninput() {
      const number = read();
      if (number === undefined) return;
      tell("");
      onNumber(number);
    },
    onchange: () => tell(read() === undefined && field.value.trim() !== "" ? fill(strings.number_wanted, { min: shown(min), max: shown(max) }) : ""),
  });

  function read() {
    const number = numberFrom(field.value, { language: language || "en", unit });
    const fits = typeof number === "number" && number >= min && number <= max && (step !== 1 || Number.isInteger(number));
    return fits ? number : undefined;
  }

  function tell(text) {
    error.textContent = text;
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  function set(number) {
    field.value = String(number);
    tell("");
  }

  return { field, error, set };
}
