// Which pairs are right, and all pairs as they belong together.
import { h, icon, inline } from "./dom.js";

export const matchReview = {
  details: (question, key, review, value, strings) => h("ul", { class: "cpd-results" }, question.left.map((left) => {
    const tone = key.pairs[left.id] === value[left.id] ? "ok" : "warn";
    return h("li", {}, icon(tone), h("span", {}, h("span", { html: inline(left.text) }), ": ", strings[`pick_${tone}`]));
  })),
  solution(question, key, strings) {
    const rightText = (id) => question.right.find((right) => right.id === id).text;
    return [h("p", {}, h("strong", {}, strings.right_answer)), h("ul", {}, question.left.map((left) =>
      h("li", {}, h("span", { html: inline(left.text) }), " → ", h("span", { html: inline(rightText(key.pairs[left.id])) }))))];
  },
};
