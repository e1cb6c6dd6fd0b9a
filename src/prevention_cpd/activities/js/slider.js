// One number to set in two ways: a slider, and a field beside it. Both are native, so keys and screen readers know them.
import { h, uid } from "./dom.js";

/**
 * `spec` is { label, hint, number (what the field is called), min, max, step, value, words(value) for screen readers }.
 * Gives back the element and `set(value)`.
 */
export function slider(spec, onInput) {
  const id = uid("slider");
  const range = h("input", { type: "range", id, min: spec.min, max: spec.max, step: spec.step, "aria-describedby": spec.hint ? `${id}-hint` : null, oninput: () => take(range, field) });
  const field = h("input", {
    type: "number", class: "cpd-number", min: spec.min, max: spec.max, step: "any", inputmode: "decimal", "aria-label": spec.number,
    oninput: () => take(field, range), onchange: () => show(Number(range.value)),
  });
  const words = h("span", { class: "cpd-slider-words" });

  function show(value, except) {
    for (const each of [range, field]) if (each !== except) each.value = String(value);
    words.textContent = spec.words(value);
    range.setAttribute("aria-valuetext", spec.words(value));
  }

  function take(from, to) {
    const value = Number(from.value);
    // Half-typed or out of range: the last sound value stands until the field is left.
    if (from.value === "" || !Number.isFinite(value) || value < spec.min || value > spec.max) return;
    to.value = String(value);
    show(value, from);
    onInput(value);
  }

  show(spec.value);
  const element = h("div", { class: "cpd-slider" },
    h("label", { for: id }, spec.label), words, range, field,
    spec.hint && h("p", { class: "cpd-hint", id: `${id}-hint` }, spec.hint));
  return { element, set: (value) => show(value) };
}
