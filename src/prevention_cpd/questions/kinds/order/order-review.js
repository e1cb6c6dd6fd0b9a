// Which items stand in a right place, and all items in a right order.
import { h, icon, inline } from "./dom.js";
import { placeIn } from "./order-rule.js";

const nameOf = (question, id) => inline(question.items.find((item) => item.id === id).text);

export const orderReview = {
  details: (question, key, review, value, strings) => h("ul", { class: "cpd-results" }, value.map((id, at) => {
    const tone = placeIn(key, key.items[at]) === placeIn(key, id) ? "ok" : "warn";
    return h("li", {}, icon(tone), h("span", {}, `${at + 1}. `, h("span", { html: nameOf(question, id) }), ": ", strings[`place_${tone}`]));
  })),
  solution: (question, key, strings) => [h("p", {}, h("strong", {}, strings.right_answer)),
    h("ol", {}, key.items.map((id) => h("li", { html: nameOf(question, id) })))],
};
