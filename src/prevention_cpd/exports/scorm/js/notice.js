// The line above the book: where things are kept, what did not fit, and what went wrong.
import { fill } from "./dom.js";

const at = (id) => document.getElementById(id);

export function createNotice(plan) {
  const { words } = plan;
  const time = (date) => date.toLocaleTimeString(plan.language, { hour: "2-digit", minute: "2-digit" });
  const say = (name, values = {}) => { at("said").textContent = fill(words[name], values); };

  /** What went wrong; told once, until it is over. */
  function warn(text) {
    if (at("warning").textContent !== text) at("warning").textContent = text;
  }

  function list(id, head, parts) {
    at(id).hidden = parts.length === 0;
    at(id).replaceChildren();
    if (parts.length === 0) return;
    const items = document.createElement("ul");
    for (const part of parts) items.append(Object.assign(document.createElement("li"), { textContent: part.title }));
    at(id).append(Object.assign(document.createElement("p"), { textContent: words[head] }), items);
  }

  return {
    say,
    warn: (name) => warn(words[name]),
    show(state) {
      if (state.ended) warn(fill(words.ended, { time: time(state.since ?? new Date()) }));
      else if (state.since) warn(fill(words.not_kept, { time: time(state.since) }));
      else warn(state.left.length ? fill(words.no_room, { n: state.left.length }) : "");
      if (!state.since) say(state.mode === "review" ? "sent" : "kept", { time: time(new Date()) });
      list("left", "left", state.left);
      list("held", "held", state.held);
    },
    /** Offer what only a session has. */
    offer({ own, onOwn, onLeave }) {
      at("more").hidden = false;
      at("leave").hidden = false;
      at("own").checked = own;
      at("own").addEventListener("change", () => onOwn(at("own").checked));
      at("leave").addEventListener("click", onLeave);
    },
    over(kept, mode) {
      at("more").hidden = true;
      at("leave").hidden = true;
      if (kept) say(mode === "review" ? "over_sent" : "over");
      else at("said").textContent = "";
      warn(kept ? "" : words.over_not_kept);
      at("bar").focus();
    },
  };
}
