// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
export const orderRule = {
  reads: (key, value) => Array.isArray(value) && value.length === key.items.length
    && key.items.every((id) => value.includes(id)),
  share(key, value) {
    const groups = key.groups || {};
    const place = (id) => (Object.hasOwn(groups, id) ? groups[id] : id);
    return key.items.filter((id, at) => place(value[at]) === place(id)).length / key.items.length;
  },
};
