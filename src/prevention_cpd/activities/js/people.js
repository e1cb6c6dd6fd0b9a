// Signs for people in a chart. Shape and filling carry the meaning: a diamond is looked for, filled is flagged or visited.
import { h } from "./dom.js";

/** A diamond or a circle around a point, as SVG path data. */
export function signPath(sought, x, y, r) {
  const n = (number) => Math.round(number * 100) / 100;
  if (sought) return `M${n(x)} ${n(y - r)}L${n(x + r)} ${n(y)}L${n(x)} ${n(y + r)}L${n(x - r)} ${n(y)}Z`;
  const c = r * 0.8;
  return `M${n(x - c)} ${n(y)}a${n(c)} ${n(c)} 0 1 0 ${n(2 * c)} 0a${n(c)} ${n(c)} 0 1 0 ${n(-2 * c)} 0Z`;
}

/** The four groups, in the order in which a chart shows them: [class, sought, marked]. */
export const GROUPS = [
  ["right_flags", true, true],
  ["wrong_flags", false, true],
  ["missed", true, false],
  ["left_alone", false, false],
];

export const signClass = (sought, marked) => `cpd-sign ${sought ? "cpd-sought" : "cpd-other"} ${marked ? "cpd-marked-sign" : "cpd-open-sign"}`;

/** One sign beside its words, hidden from screen readers. */
export function sign(sought, marked) {
  return h("span", {
    class: "cpd-key-sign",
    html: `<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path class="${signClass(sought, marked)}" d="${signPath(sought, 10, 10, 7.5)}"/></svg>`,
  });
}

/** What the signs stand for: a list of { words, sought, marked }. */
export function signKey(entries) {
  return h("ul", { class: "cpd-key" }, entries.map(({ words, sought, marked }) => h("li", {}, sign(sought, marked), h("span", {}, words))));
}
