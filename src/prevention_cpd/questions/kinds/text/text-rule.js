// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
const LONGEST_TEXT = 20000; // characters

export const textRule = {
  reads: (key, value) => typeof value === "string" && [...value].length <= LONGEST_TEXT,
  share: null,
};
