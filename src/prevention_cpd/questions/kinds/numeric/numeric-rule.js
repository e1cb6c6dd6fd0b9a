// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
const ROUNDING = 1e-9; // what binary fractions may add to a difference: 0.13 - 0.12 is a little more than 0.01

export const numericRule = {
  reads: (key, value) => typeof value === "number" && Number.isFinite(value),
  share(key, value) {
    const allowed = key.tolerance + ROUNDING * Math.max(1, Math.abs(key.value));
    return Math.abs(value - key.value) <= allowed ? 1 : 0;
  },
};
