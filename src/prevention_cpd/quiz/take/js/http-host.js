// The class server as the host of the quiz: each answer is a request, told as safe only when the server says so.
const PATIENCE = 20000; // milliseconds until a request that is not answered counts as lost
const STEPS = [1, 2, 4, 8, 15]; // seconds until the next try, after the first failure, the second, ...
const SMALL = 30000; // characters; a browser sends no more than this when the page is left

/** The host; see quiz.js for what it promises. `address` is that of the quiz, `xsrf` proves that this page is the server's. */
export function httpHost(address, xsrf) {
  const view = Math.random().toString(36).slice(2); // two windows with one quiz count apart
  let begun = null; // the paper and the words, once they are here
  let handedIn = false;
  let turn = 0;
  let failures = 0;

  async function ask(method, path, data) {
    const body = data === undefined ? null : JSON.stringify(data);
    let answer = null;
    try {
      answer = await fetch(`${address}/${path}`, {
        method, body, keepalive: Boolean(body) && body.length < SMALL, signal: AbortSignal.timeout(PATIENCE),
        headers: { "X-XSRFToken": xsrf, "Content-Type": "application/json" },
      });
    } catch {
      throw later("away");
    }
    const found = await answer.json().catch(() => ({}));
    if (answer.ok) {
      failures = 0;
      return found;
    }
    if (answer.status === 401) throw later("signed_out");
    if (answer.status === 429 || answer.status >= 500) throw later("busy");
    throw new Error(found.reason || begun?.strings.away);
  }

  /** What failed for a while is tried again by itself, later and later, and not by a whole class in one moment. */
  function later(name) {
    const wait = STEPS[Math.min(failures, STEPS.length - 1)] * (1 + Math.random() / 2);
    failures += 1;
    return Object.assign(new Error(begun?.strings[name] || ""), { again: wait, lost: name === "away" });
  }

  async function known() {
    const found = await Promise.all([begun || ask("GET", "paper"), ask("GET", "state")]);
    [begun] = found;
    return told({ ...begun, ...found[1] });
  }

  function told(found) {
    handedIn = found.hand_ins.length > 0;
    return found;
  }

  async function keep(question, value) {
    turn += 1;
    const { at } = await ask("PUT", `answers/${encodeURIComponent(question)}`, { value, view, turn });
    return handedIn ? { at, changed: true } : { at };
  }

  async function handIn() {
    try {
      return told(await ask("POST", "hand-in", {}));
    } catch (error) {
      if (!error.lost) throw error;
      throw Object.assign(new Error(begun.strings.unknown_hand_in), { unknown: true });
    }
  }

  return { known, keep, handIn, flag: (question, on) => ask("PUT", `flags/${encodeURIComponent(question)}`, on) };
}
