// The right number with its unit; of a wrong one there is nothing more to say.
import { h } from "./dom.js";

export const numericReview = {
  details: () => null,
  solution: (question, key, strings) =>
    h("p", {}, h("strong", {}, strings.right_answer), " ", [key.value, key.unit].filter((part) => part !== "").join(" ")),
};
