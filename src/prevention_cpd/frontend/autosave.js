// Having answers kept, and keeping account of which of them are.
import { fill } from "./dom.js";
import { savedTime } from "./times.js";

const PAUSE = 500; // milliseconds without a key press until a written answer is sent
const SETTLED_AFTER = 50; // milliseconds between two looks whether all is saved

/**
 * One for all questions. `host.keep(question, value)` gives a promise of { at }, the time; its rejection says why not, and may
 * have `again`: the seconds after which it is tried once more by itself. `answers` holds the raw value of each question;
 * `told(entry)` is called when the state of one changes, `kept(reply)` with what the host tells besides.
 * An entry is { question, state, text, problem, ... }; state is "" | "saving" | "saved" | "failed", text says it in words,
 * problem says why what stands in the field is no answer that could be saved.
 */
export function autosave(host, known, answers, strings, told, kept) {
  const entries = new Map();
  let stopped = false;

  function add(question) {
    const entry = { question, state: "", text: "", problem: "", timer: 0, turn: 0, kept: answers[question.id] ?? null };
    entries.set(question.id, entry);
    // A view that is drawn again must not forget what an earlier one could not save.
    const reason = known.unsaved[question.id];
    if (reason) Object.assign(entry, { state: "failed", text: fill(strings.not_saved, { reason }), kept: null });
    return entry;
  }

  /** A slip in the field, which `problem` names, is no new answer: what was saved before stays, and is named. */
  function change(entry, value, problem = "") {
    if (!problem) answers[entry.question.id] = value;
    entry.problem = problem;
    clearTimeout(entry.timer);
    if (entry.question.kind !== "text" && !problem) return send(entry);
    tell(entry, "saving", strings.saving);
    entry.timer = setTimeout(() => send(entry), PAUSE);
    return undefined;
  }

  async function send(entry) {
    clearTimeout(entry.timer);
    entry.timer = 0;
    if (entry.problem) return fail(entry, entry.problem);
    const { id } = entry.question;
    const sent = answers[id] ?? null;
    entry.turn += 1;
    const { turn } = entry;
    tell(entry, "saving", strings.saving);
    let reply = null;
    let refused = null;
    try {
      reply = await host.keep(id, sent);
    } catch (error) {
      refused = error;
    }
    // What became of an older answer must not hide that a newer one is still on its way.
    if (turn !== entry.turn || stopped) return undefined;
    if (reply) {
      entry.kept = sent;
      known.saved_at[id] = reply.at;
      kept(reply);
    }
    // While the hands are still writing, the newest words wait for their turn.
    if (entry.timer) return undefined;
    if (refused?.again) entry.timer = setTimeout(() => send(entry), refused.again * 1000);
    if (refused || entry.problem) return fail(entry, refused ? refused.message : entry.problem);
    return pass(entry, reply.at);
  }

  function fail(entry, reason) {
    const still = entry.problem && (entry.kept === null ? strings.none_kept : fill(strings.still_kept, { value: String(entry.kept) }));
    tell(entry, "failed", [fill(strings.not_saved, { reason }), still].filter(Boolean).join(" "));
  }

  function pass(entry, time) {
    entry.kept = answers[entry.question.id] ?? null;
    tell(entry, "saved", time ? fill(strings.saved, { time: savedTime(time) }) : "");
  }

  function tell(entry, state, text) {
    entry.state = state;
    entry.text = text;
    told(entry);
  }

  const all = () => [...entries.values()];
  const failed = () => all().filter((entry) => entry.state === "failed");
  /** What failed and may well be saved when it is sent again. */
  const again = () => failed().filter((entry) => !entry.problem);
  const saving = () => all().some((entry) => entry.state === "saving");
  /** Send at once what waits for its pause. */
  const flush = () => all().filter((entry) => entry.timer).forEach(send);

  /** Wait until nothing is on its way any more; gives the entries that were not saved. */
  async function settle() {
    flush();
    while (saving() && !stopped) {
      await new Promise((done) => { setTimeout(done, SETTLED_AFTER); });
    }
    return all().filter((entry) => entry.state === "failed" || entry.state === "saving");
  }

  function stop() {
    flush();
    stopped = true;
  }

  return { add, change, send, fail, pass, failed, again, saving, flush, settle, stop };
}
