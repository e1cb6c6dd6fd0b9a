// How far a question is answered. The words for it stand in strings.yml.

/** "done", "part" (some of several pairs) or "open". */
export function progressOf(question, value) {
  if (value === null || value === undefined) return "open";
  if (typeof value === "string") return value.trim() ? "done" : "open";
  if (Array.isArray(value)) return value.length > 0 ? "done" : "open";
  if (typeof value !== "object") return "done";
  const given = Object.keys(value).length;
  if (given >= (question.left || []).length) return "done";
  return given > 0 ? "part" : "open";
}

/** Whether a question has a whole answer: for pairs, one for each. */
export function answered(question, value) {
  return progressOf(question, value) === "done";
}
