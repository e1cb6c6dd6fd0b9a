// Whether there is any answer, as prevention_cpd.questions.scoring tells it.

// What Python's str.strip() takes for a space. JavaScript's trim() differs in a few control characters.
const ONLY_SPACE = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;

/** No answer at all: nothing, spaces, or an empty list or mapping. */
export function isBlank(value) {
  if (typeof value === "string") return ONLY_SPACE.test(value);
  if (value === null || value === undefined) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
