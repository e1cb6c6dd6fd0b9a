// The score of an answer: the rules of each kind, and the same arithmetic in the same order, as prevention_cpd.questions.
// Gives back { points, state }; state is "scored", "blank", "unreadable" or "person" (a person marks it).
import { isBlank } from "./blank.js";
import { RULES } from "./kinds-rule.js";

export function mark(kind, key, points, value) {
  const rule = RULES[kind];
  if (isBlank(value)) return { points: 0, state: "blank" };
  if (!rule || !rule.reads(key, value)) return { points: 0, state: "unreadable" };
  if (!rule.share) return { points: 0, state: "person" };
  return { points: rule.share(key, value) * points, state: "scored" };
}
