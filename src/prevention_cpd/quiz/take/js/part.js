// One question in the quiz: heading, flag, controls, and a line that says whether its answer was saved.
import { button, fill, h } from "./dom.js";
import { progressOf } from "./answered.js";
import { controls } from "./controls.js";
import { savedTime } from "./times.js";

const HOLDS_FOCUS = "input, select, textarea, button";

/** `tell()` shows how its entry stands; `redraw()` shows the answer that `answers` holds now. */
export function partOf(question, place, { before, host, known, answers, flags, sender, strings, onChange }) {
  const entry = sender.add(question);
  const points = String(question.points) === "1" ? strings.point : fill(strings.points, { points: question.points });
  const heading = h("h2", { class: "cpd-quiz-question", tabindex: "-1" },
    `${fill(strings.question, { number: place })} `, h("span", { class: "cpd-quiz-points" }, `(${points})`));
  const line = h("p", { class: "cpd-quiz-line" });
  let shown = build();
  const box = h("div", { class: "cpd-quiz-part" }, situation(question, before, strings), h("div", { class: "cpd-quiz-top" }, heading, flag()), shown, line);
  const time = known.saved_at[question.id];
  if (entry.text) tell();
  else if (time) line.textContent = fill(strings.saved, { time: savedTime(time) });

  function build() {
    const built = controls(question, answers[question.id], (value, unreadable) => {
      sender.change(entry, value, unreadable && strings.unreadable_number);
      onChange();
    }, strings);
    // Leaving a field sends what was just written, without the pause.
    built.addEventListener("focusout", sender.flush);
    return built;
  }

  function redraw() {
    const fields = () => [...shown.querySelectorAll(HOLDS_FOCUS)];
    const at = fields().indexOf(document.activeElement);
    const old = shown;
    shown = build();
    old.replaceWith(shown);
    if (at >= 0) fields()[at]?.focus();
  }

  function tell() {
    line.textContent = entry.text;
    line.dataset.state = entry.state;
  }

  function flag() {
    const toggle = button(strings.flag, () => {
      if (!flags.delete(question.id)) flags.add(question.id);
      toggle.setAttribute("aria-pressed", String(flags.has(question.id)));
      // A flag that is not kept is no loss; an answer that is not saved is told of.
      host.flag(question.id, flags.has(question.id)).catch(() => {});
    }, "cpd-quiz-flag");
    toggle.setAttribute("aria-label", fill(strings.flag_name, { number: place }));
    toggle.setAttribute("aria-pressed", String(flags.has(question.id)));
    return toggle;
  }

  return { question, place, entry, heading, box, tell, redraw, sender };
}

/** The situation that a question asks about: in full before its first question, folded before the others. */
function situation({ scenario }, before, strings) {
  if (!scenario) return null;
  const text = h("div", { html: scenario.text });
  if (before?.scenario?.id === scenario.id) {
    return h("details", { class: "cpd-quiz-scenario" }, h("summary", {}, fill(strings.scenario_again, scenario)), text);
  }
  return h("section", { class: "cpd-quiz-scenario" }, h("h2", {}, fill(strings.scenario, scenario)), text);
}

/** Take over the answers that the host has found; gives the parts whose answer is another now. */
export function takeOver({ answers: found, unsaved, saved_at: times }, parts, answers) {
  return parts.filter((part) => {
    const { question: { id }, entry, sender } = part;
    const alike = meaning(part.question, found[id]) === meaning(part.question, answers[id]);
    // What is being written, and what could not be saved, is only here.
    if (entry.state === "saving" || entry.problem) return false;
    if (unsaved[id]) {
      if (alike && entry.state !== "failed") sender.fail(entry, unsaved[id]);
      return false;
    }
    if (alike && entry.state === "failed") sender.pass(entry, times[id]);
    if (alike || entry.state === "failed") return false;
    answers[id] = found[id];
    part.redraw();
    sender.pass(entry, times[id]);
    return true;
  });
}

/** The same text for answers that mean the same, however their pairs are sorted. */
function meaning(question, value) {
  if (progressOf(question, value) === "open") return "";
  return JSON.stringify(typeof value === "object" && !Array.isArray(value) ? Object.entries(value).sort() : value);
}
