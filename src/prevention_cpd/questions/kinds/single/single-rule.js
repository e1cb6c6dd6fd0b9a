// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
export const singleRule = {
  reads: (key, value) => typeof value === "string" && key.options.includes(value),
  share: (key, value) => (value === key.right ? 1 : 0),
};
