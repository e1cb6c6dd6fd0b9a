// What is said of a picked option, and which one is right. `key.right` is an id, or a list of ids.
import { h, icon, inline } from "./dom.js";

const texts = (question, ids) => question.options.filter((option) => ids.includes(option.id));

export const singleReview = {
  details(question, key, review, value, strings) {
    const rights = [key.right].flat();
    return h("ul", { class: "cpd-results" }, texts(question, [value].flat()).map((option) => {
      const tone = rights.includes(option.id) ? "ok" : "warn";
      return h("li", {}, icon(tone), h("span", {}, h("span", { class: "cpd-sr" }, `${strings[`pick_${tone}`]}: `),
        h("em", { html: inline(option.text) }), " ", h("span", { html: inline(review.options[option.id] ?? "") })));
    }));
  },
  solution: (question, key, strings) => [h("p", {}, h("strong", {}, strings.right_answer)),
    h("ul", {}, texts(question, [key.right].flat()).map((option) => h("li", { html: inline(option.text) })))],
};
