// Sending answers to the kernel, and keeping account of which of them are saved.
import { fill } from "./dom.js";
import { savedTime } from "./times.js";

const PATIENCE = 6000; // milliseconds until a kernel that does not answer counts as gone
const PAUSE = 500; // milliseconds without a key press until a written answer is sent
const SETTLED_AFTER = 50; // milliseconds between two looks whether all is saved

/**
 * One for all questions. `answers` holds the raw value of each; `told(entry)` is called when the state of one changes.
 * An entry is { question, state, text, problem, ... }; state is "" | "saving" | "saved" | "failed", text says it in words,
 * problem says why what stands in the field is no answer that could be saved.
 */
export function autosave(model, view, answers, strings, told) {
  const entries = new Map();
  let number = 0;
  let stopped = false;

  function add(question) {
    const entry = { question, state: "", text: "", problem: "", timer: 0, wait: 0, number: 0, kept: answers[question.id] ?? null };
    entries.set(question.id, entry);
    // A view that is drawn again must not forget what an earlier one could not save.
    const reason = model.get("unsaved")[question.id];
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

  function send(entry) {
    clearTimeout(entry.timer);
    entry.timer = 0;
    if (entry.problem) return fail(entry, entry.problem);
    clearTimeout(entry.wait);
    entry.sent = answers[entry.question.id] ?? null;
    entry.number = ++number;
    tell(entry, "saving", strings.saving);
    entry.wait = setTimeout(() => silent(entry), PATIENCE);
    try {
      model.send({ view, number: entry.number, question: entry.question.id, value: answers[entry.question.id] });
    } catch {
      clearTimeout(entry.wait);
      silent(entry);
    }
    return undefined;
  }

  /** The kernel cannot remember what it never heard of: the model of this page does, for a view that is drawn again. */
  function silent(entry) {
    const { id } = entry.question;
    model.set("answers", { ...model.get("answers"), [id]: answers[id] });
    model.set("unsaved", { ...model.get("unsaved"), [id]: strings.silent });
    fail(entry, strings.silent);
  }

  function hear(reply) {
    const entry = reply.view === view && entries.get(reply.question);
    // An older reply must not hide that a newer answer is still on its way.
    if (!entry || reply.number !== entry.number) return;
    clearTimeout(entry.wait);
    if (!reply.reason) entry.kept = entry.sent;
    // While the hands are still writing, the newest words wait for their turn.
    if (entry.timer) return;
    if (reply.reason || entry.problem) fail(entry, reply.reason || entry.problem);
    else pass(entry, reply.saved_at);
  }

  function fail(entry, reason) {
    const kept = entry.problem && (entry.kept === null ? strings.none_kept : fill(strings.still_kept, { value: String(entry.kept) }));
    tell(entry, "failed", [fill(strings.not_saved, { reason }), kept].filter(Boolean).join(" "));
  }

  function pass(entry, time) {
    entry.kept = answers[entry.question.id] ?? null;
    const { [entry.question.id]: passed, ...rest } = model.get("unsaved");
    if (passed) model.set("unsaved", rest);
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
    stopped = true;
    flush();
    all().forEach((entry) => clearTimeout(entry.wait));
  }

  return { add, change, send, hear, fail, pass, failed, again, saving, flush, settle, stop };
}
