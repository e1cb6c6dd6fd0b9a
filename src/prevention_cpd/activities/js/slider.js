// One number to set in two ways: a slider, and a field beside it.
import { h, uid } from "./dom.js";
import { numberField } from "./numberfield.js";

/**
 * `spec` is { label, hint, number (what the field is called), min, max, step, unit, value, strings,
 * words(value) for screen readers }. Gives back the element and `set(value)`.
 */
export function slider(spec, onInput) {
  const id = uid("slider");
  const range = h("input", {
    type: "range", id, min: spec.min, max: spec.max, step: spec.step, "aria-describedby": spec.hint ? `${id}-hint` : null,
    oninput() {
      number.set(Number(range.value));
      take(Number(range.value));
    },
  });
  const number = numberField({ ...spec, id: `${id}-number`, name: spec.number }, take);
  const words = h("span", { class: "cpd-slider-words" });

  function show(value) {
    range.value = String(value);
    words.textContent = spec.words(value);
    range.setAttribute("aria-valuetext", spec.words(value));
  }

  function take(value) {
    show(value);
    onInput(value);
  }

  show(spec.value);
  const element = h("div", { class: "cpd-slider" },
    h("label", { for: id }, spec.label), words, range, number.field, number.error,
    spec.hint && h("p", { class: "cpd-hint", id: `${id}-hint` }, spec.hint));
  return { element, set: (value) => { number.set(value); show(value); } };
}
