// Finding the platform's run-time, and speaking to it: it may come late, refuse, throw, or end the session.
const FARTHEST = 500; // frames around this one, as SCORM 2004 allows
const LOOK_AGAIN = 250; // milliseconds

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

/** The run-time of a window or of a frame around it; a frame of another origin ends the search. */
function above(start, name) {
  let place = start;
  try {
    for (let n = 0; n < FARTHEST; n += 1) {
      if (place[name]) return place[name];
      if (place.parent === place) return null;
      place = place.parent;
    }
  } catch { /* another origin */ }
  return null;
}

function look(name) {
  const found = above(window, name);
  if (found) return found;
  try {
    return (window.opener && above(window.opener, name)) || (window.top.opener && above(window.top.opener, name)) || null;
  } catch {
    return null;
  }
}

/** Give the run-time of that name, or null when `wait` milliseconds did not bring it. */
export async function findRuntime(name, wait) {
  const alone = window.parent === window && !window.opener;
  const end = Date.now() + (alone ? 0 : wait);
  for (;;) {
    const found = look(name);
    if (found || Date.now() >= end) return found;
    await pause(LOOK_AGAIN);
  }
}

/** Calls of one edition as plain functions that never throw; `set` and `commit` tell whether they were taken. */
export function speaker(runtime, edition) {
  let ended = false;
  function call(name, ...values) {
    try {
      return String(runtime[edition[name]](...values) ?? "");
    } catch {
      return "";
    }
  }
  function taken(name, ...values) {
    if (ended) return false;
    if (call(name, ...values) === "true") return true;
    ended = edition.ended.includes(call("error"));
    return false;
  }
  return {
    get: (element) => call("get", element),
    set: (element, value) => taken("set", element, value),
    commit: () => taken("commit", ""),
    finish: () => { const done = taken("finish", ""); ended = true; return done; },
    get ended() { return ended; },
    async initialize(tries, rest) {
      for (let n = 0; n < tries; n += 1) {
        if (n) await pause(rest);
        if (call("initialize", "") === "true") return true;
      }
      return false;
    },
  };
}
