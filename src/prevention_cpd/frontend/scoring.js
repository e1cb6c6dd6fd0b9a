// The score of an answer: the same rules, and the same arithmetic in the same order, as prevention_cpd.questions.
// Gives back { points, state }; state is "scored", "blank", "unreadable" or "person" (a person marks it).

const LONGEST_TEXT = 20000; // characters

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

const single = {
  reads: (key, value) => typeof value === "string" && key.options.includes(value),
  share: (key, value) => (value === key.right ? 1 : 0),
};

const multiple = {
  reads: (key, value) => Array.isArray(value) && new Set(value).size === value.length
    && value.every((id) => key.options.includes(id)),
  share(key, value) {
    const ticked = value.filter((id) => key.right.includes(id)).length;
    const wrong = value.length - ticked;
    return Math.max(0, ticked / key.right.length - wrong / (key.options.length - key.right.length));
  },
};

const match = {
  reads(key, value) {
    if (typeof value !== "object" || Array.isArray(value)) return false;
    const choices = Object.values(key.pairs);
    return Object.entries(value).every(([left, right]) => Object.hasOwn(key.pairs, left) && choices.includes(right));
  },
  share(key, value) {
    const pairs = Object.entries(key.pairs);
    return pairs.filter(([left, right]) => Object.hasOwn(value, left) && value[left] === right).length / pairs.length;
  },
};

const order = {
  reads: (key, value) => Array.isArray(value) && value.length === key.items.length
    && key.items.every((id) => value.includes(id)),
  share: (key, value) => key.items.filter((id, at) => value[at] === id).length / key.items.length,
};

const ROUNDING = 1e-9; // what binary fractions may add to a difference: 0.13 - 0.12 is a little more than 0.01

const numeric = {
  reads: (key, value) => typeof value === "number" && Number.isFinite(value),
  share(key, value) {
    const allowed = key.tolerance + ROUNDING * Math.max(1, Math.abs(key.value));
    return Math.abs(value - key.value) <= allowed ? 1 : 0;
  },
};

const text = {
  reads: (key, value) => typeof value === "string" && [...value].length <= LONGEST_TEXT,
  share: null,
};

// A new kind of question is one object and one line here.
const RULES = { single, multiple, match, order, numeric, text };
