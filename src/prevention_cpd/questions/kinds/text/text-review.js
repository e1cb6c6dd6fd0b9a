// What a marker looks for, so that learners can compare for themselves.
import { h } from "./dom.js";

export const textReview = {
  details: (question, key, review, value, strings) => h("div", {}, h("p", {}, strings.compare_rubric),
    h("ul", {}, key.rubric.map((row) => h("li", {}, h("strong", {}, row.criterion), " ", row.guidance))), anchors(key, strings)),
  solution: () => null,
};

/** Answers as people write them, with what they earned and why, folded away. */
function anchors(key, strings) {
  if (!key.anchors?.length) return null;
  return h("details", {}, h("summary", {}, strings.anchors), key.anchors.map((anchor) => h("div", { class: "cpd-note" },
    h("p", {}, anchor.text), h("p", {}, h("strong", {}, anchor.points.join(" + ")), " ", anchor.why))));
}
