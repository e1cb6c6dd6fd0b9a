// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
export const matchRule = {
  reads(key, value) {
    if (typeof value !== "object" || Array.isArray(value)) return false;
    const choices = [...Object.values(key.pairs), ...(key.spare || [])];
    return Object.entries(value).every(([left, right]) => Object.hasOwn(key.pairs, left) && choices.includes(right));
  },
  share(key, value) {
    const pairs = Object.entries(key.pairs);
    return pairs.filter(([left, right]) => Object.hasOwn(value, left) && value[left] === right).length / pairs.length;
  },
};
