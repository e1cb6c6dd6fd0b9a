// The parts that the controls of every kind of question share.
import { h, inline } from "./dom.js";

/** A fieldset whose legend is the stem. */
export function fieldset(question, ...children) {
  return h("fieldset", { class: `cpd-question cpd-${question.kind}`, "data-question": question.id },
    h("legend", { class: "cpd-stem", html: inline(question.stem) }), children);
}

export function hint(text) {
  return text ? h("p", { class: "cpd-hint" }, text) : null;
}

/** One option with its radio button or checkbox. */
export function tick(type, question, option, name, checked, onchange) {
  return h("label", { class: "cpd-option", "data-option": option.id },
    h("input", { type, name, value: option.id, checked, onchange }),
    h("span", { class: "cpd-option-text", html: inline(option.text) }));
}
