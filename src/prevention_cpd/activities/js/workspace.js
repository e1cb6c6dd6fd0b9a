// An explorer's workplace: what one sets stands beside what comes of it, and the numbers are folded beneath.
import { h } from "./dom.js";

/** `controls` and `shown` are lists of elements; one stands under the other where there is no room. */
export function workspace(controls, shown) {
  return h("div", { class: "cpd-workspace" }, h("div", {}, controls), h("div", {}, shown));
}

/** The fold around a table, and what to fill with it; `name` is what the fold is called. */
export function folded(name, title) {
  const table = h("div", { class: "cpd-scroll", tabindex: "0", role: "region", "aria-label": `${name}: ${title}` });
  return { table, fold: h("details", { class: "cpd-fold" }, h("summary", {}, name), table) };
}
