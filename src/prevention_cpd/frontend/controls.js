// Accessible controls for a question: one module a kind, in prevention_cpd/questions/kinds.
// `question` is what prevention_cpd.questions.public() gives. Texts are HTML, criteria are plain.
import { fill, h } from "./dom.js";
import { CONTROLS } from "./kinds-control.js";

/**
 * The controls of a question as one element; `onChange(value)` is called with the raw answer at each change.
 * What a value looks like stands with each kind. A second argument of true says that what stands in the field is no answer.
 */
export function controls(question, value, onChange, strings) {
  const build = CONTROLS[question.kind];
  if (!build) return h("p", { class: "cpd-error" }, fill(strings.unknown_kind, { kind: question.kind }));
  return build(question, value, onChange, strings);
}
