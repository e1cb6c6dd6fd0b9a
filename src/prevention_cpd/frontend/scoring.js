// The score of an answer: the rules of each kind, and the same arithmetic in the same order, as prevention_cpd.questions.
// Gives back { points, state }; state is "scored", "blank", "unreadable" or "person" (a person marks it).
import { RULES } from "./kinds-rule.js";

// What Python's str.strip() takes for a space. JavaScript's trim() differs in a few control characters.
const ONLY_SPACE = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;

export function mark(kind, key, points, value) {
  const rule = RULES[kind];
  if (isBlank(value)) return { points: 0, state: "blank" };
  if (!rule || !rule.reads(key, value)) return { points: 0, state: "unreadable" };
  if (!rule.share) return { points: 0, state: "person" };
  return { points: rule.share(key, value) * points, state: "scored" };
}

/** No answer at all: nothing, spaces, or an empty list or mapping. */
export function isBlank(value) {
  if (typeof value === "string") return ONLY_SPACE.test(value);
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
