// Reads and scores an answer, as scorer.py does: the same arithmetic in the same order.
/** What an item has to be in the place of: its group, where neighbours may change places, or itself. */
export function placeIn(key, id) {
  return Object.hasOwn(key.groups || {}, id) ? key.groups[id] : id;
}

export const orderRule = {
  reads: (key, value) => Array.isArray(value) && value.length === key.items.length
    && key.items.every((id) => value.includes(id)),
  share(key, value) {
    return key.items.filter((id, at) => placeIn(key, value[at]) === placeIn(key, id)).length / key.items.length;
  },
};
