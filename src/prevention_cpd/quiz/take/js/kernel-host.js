// A Jupyter kernel as the host of the quiz: the widget's traits tell what is known, messages ask for the rest.
import { rpc } from "./rpc.js";

const KNOWN = ["quiz", "strings", "answers", "unsaved", "saved_at", "flags", "hand_ins", "changed", "note"];
const PUSHED = ["hand_ins", "changed", "note"]; // what another view of the same widget may change
const PATIENCE = 6000; // milliseconds until a kernel that does not answer counts as gone

/** The host of one view; see quiz.js for what it promises. */
export function kernelHost(model) {
  const strings = model.get("strings");
  const view = Math.random().toString(36).slice(2); // two views of one quiz count apart
  const asker = rpc(model, view, strings);
  const flags = new Set(model.get("flags"));
  const sent = new Map(); // by question, the last answer and who waits to hear of it
  let number = 0;
  let begun = false;
  let changed = () => {};
  const traits = (names) => Object.fromEntries(names.map((name) => [name, model.get(name)]));

  /** The first time what the widget came with; later the kernel looks first what another window has saved. */
  async function known() {
    if (begun) await ask("look");
    begun = true;
    return traits(KNOWN);
  }

  function keep(question, value) {
    const before = sent.get(question);
    clearTimeout(before?.timer);
    before?.resolve({});
    return new Promise((resolve, reject) => {
      number += 1;
      const mine = { number, value, resolve, reject };
      sent.set(question, mine);
      mine.timer = setTimeout(() => silent(question, mine), PATIENCE);
      try {
        model.send({ view, number, question, value });
      } catch {
        silent(question, mine);
      }
    });
  }

  /** The kernel cannot remember what it never heard of: the model of this page does, for a view that is drawn again. */
  function silent(question, { value, timer, reject }) {
    clearTimeout(timer);
    model.set("answers", { ...model.get("answers"), [question]: value });
    model.set("unsaved", { ...model.get("unsaved"), [question]: strings.silent });
    reject(new Error(strings.silent));
  }

  function hear(message) {
    asker.hear(message);
    const mine = message.view === view && sent.get(message.question);
    if (!mine || message.number !== mine.number) return;
    clearTimeout(mine.timer);
    if (message.reason) {
      mine.reject(new Error(message.reason));
      return;
    }
    const { [message.question]: passed, ...rest } = model.get("unsaved");
    if (passed) model.set("unsaved", rest);
    mine.resolve({ at: message.saved_at });
    // Somebody who was told of silence hears that it is saved after all.
    if (passed === strings.silent) changed(traits(["answers", "unsaved", "saved_at"]));
  }

  async function flag(question, on) {
    flags[on ? "add" : "delete"](question);
    model.send({ view, act: "flags", flags: [...flags] });
  }

  async function ask(act, more) {
    const reply = await asker.ask(act, more);
    if (!reply.done) throw Object.assign(new Error(reply.reason), { unknown: reply.unknown, otherwise: reply.otherwise });
    return { told: reply.note, ...traits(PUSHED) };
  }

  function watch(act) {
    changed = act;
    const events = { "msg:custom": hear };
    for (const name of PUSHED) events[`change:${name}`] = () => act(traits([name]));
    for (const [event, heard] of Object.entries(events)) model.on(event, heard);
    return () => {
      for (const [event, heard] of Object.entries(events)) model.off(event, heard);
      for (const { timer } of sent.values()) clearTimeout(timer);
    };
  }

  return {
    known, keep, flag, watch,
    handIn: () => ask("hand_in"),
    // The one that the page shows: another window may have handed in since.
    takeBack: (handIn) => ask("take_back", { hand_in: handIn }),
  };
}
