// Sending answers to the kernel, and keeping account of which of them are saved.
import { fill } from "./kit.js";
import { clock } from "./times.js";

const PATIENCE = 6000; // milliseconds until a kernel that does not answer counts as gone
const PAUSE = 500; // milliseconds without a key press until a written answer is sent
const SETTLED_AFTER = 50; // milliseconds between two looks whether all is saved

/**
 * One for all questions. `answers` holds the raw value of each; `told(entry)` is called when the state of one changes.
 * An entry is { question, state, text, ... }; state is "" | "saving" | "saved" | "failed", text says it in words.
 */
export function sending(model, view, answers, strings, told) {
  const entries = new Map();
  let number = 0;

  function add(question) {
    const entry = { question, state: "", text: "", timer: 0, wait: 0, number: 0 };
    entries.set(question.id, entry);
    return entry;
  }

  function change(entry, value) {
    answers[entry.question.id] = value;
    clearTimeout(entry.timer);
    if (entry.question.kind !== "text") return send(entry);
    tell(entry, "saving", strings.saving);
    entry.timer = setTimeout(() => send(entry), PAUSE);
    return undefined;
  }

  function send(entry) {
    clearTimeout(entry.timer);
    clearTimeout(entry.wait);
    entry.timer = 0;
    entry.number = ++number;
    tell(entry, "saving", strings.saving);
    const silent = () => tell(entry, "failed", fill(strings.not_saved, { reason: strings.silent }));
    entry.wait = setTimeout(silent, PATIENCE);
    try {
      model.send({ view, number: entry.number, question: entry.question.id, value: answers[entry.question.id] });
    } catch {
      clearTimeout(entry.wait);
      silent();
    }
  }

  function hear(reply) {
    const entry = reply.view === view && entries.get(reply.question);
    // An older reply must not hide that a newer answer is still on its way.
    if (!entry || reply.number !== entry.number) return;
    clearTimeout(entry.wait);
    // While the hands are still writing, the newest words wait for their turn.
    if (entry.timer) return;
    if (reply.reason) tell(entry, "failed", fill(strings.not_saved, { reason: reply.reason }));
    else tell(entry, "saved", [fill(strings.saved, { time: clock(reply.saved_at) }), reply.note].filter(Boolean).join(". "));
  }

  function tell(entry, state, text) {
    entry.state = state;
    entry.text = text;
    told(entry);
  }

  const all = () => [...entries.values()];
  const failed = () => all().filter((entry) => entry.state === "failed");
  /** Send at once what waits for its pause. */
  const flush = () => all().filter((entry) => entry.timer).forEach(send);

  /** Wait until nothing is on its way any more; gives the entries that were not saved. */
  async function settle() {
    flush();
    while (all().some((entry) => entry.state === "saving")) {
      await new Promise((done) => { setTimeout(done, SETTLED_AFTER); });
    }
    return failed();
  }

  function stop() {
    flush();
    all().forEach((entry) => clearTimeout(entry.wait));
  }

  return { add, change, send, hear, failed, flush, settle, stop };
}
