// Stands in for the browser's storage while a session runs: nothing of a learner stays on the machine.
export function createStore(onChange) {
  const held = new Map();
  return {
    getItem: (name) => held.get(String(name)) ?? null,
    setItem(name, text) {
      held.set(String(name), String(text));
      onChange();
    },
    removeItem(name) {
      held.delete(String(name));
      onChange();
    },
    key: (n) => [...held.keys()][n] ?? null,
    get length() { return held.size; },
    entries: () => [...held],
  };
}
