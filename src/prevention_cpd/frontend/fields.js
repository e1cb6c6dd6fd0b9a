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
