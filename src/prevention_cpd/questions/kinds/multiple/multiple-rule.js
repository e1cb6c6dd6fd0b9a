// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
export const multipleRule = {
  reads: (key, value) => Array.isArray(value) && new Set(value).size === value.length
    && value.every((id) => key.options.includes(id)),
  share(key, value) {
    const ticked = value.filter((id) => key.right.includes(id)).length;
    const wrong = value.length - ticked;
    return Math.max(0, ticked / key.right.length - wrong / (key.options.length - key.right.length));
  },
};
