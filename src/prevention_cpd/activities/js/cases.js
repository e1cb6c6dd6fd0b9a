// What a learner did with each case of an activity, kept under answer().cases by the id of the case.

/** `get(id)`, `set(id, patch)`; the activity is done when every id was tried once. */
export function caseStore({ answer, save }, ids) {
  const get = (id) => answer().cases?.[id] ?? {};
  function set(id, patch) {
    const cases = { ...answer().cases, [id]: { ...get(id), ...patch } };
    save({ cases, done: answer().done || ids.every((each) => cases[each]?.tried) });
  }
  return { get, set };
}
