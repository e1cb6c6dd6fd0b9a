// The last question before handing in: what is open, what it takes the place of, which form it is, until when.
import { button, fill, h, uid } from "./dom.js";
import { personFields } from "./person.js";
import { openPoints } from "./review.js";
import { moment, overdue } from "./times.js";

/** The hand-ins that were not taken back. */
export function inForce(handIns) {
  return handIns.filter((each) => !each.taken_back);
}

/** The facts in whole sentences. */
function facts(known, parts, answers, flags, strings, undoable) {
  const { quiz } = known;
  const before = inForce(known.hand_ins);
  const last = before.at(-1);
  const open = openPoints(parts, answers, flags, strings);
  const found = open.length ? open : [strings.review_full];
  if (last) {
    found.push(fill(strings[`replaces_${quiz.counts}`] || strings.replaces_last, { time: moment(last.at), code: last.code }));
    if (!known.changed) found.push(strings.unchanged);
  }
  if (quiz.attempts > 1) found.push(fill(strings.attempt, { form: quiz.form, allowed: quiz.attempts }));
  const late = overdue(quiz.deadline);
  if (quiz.deadline) found.push(fill(late ? strings.was_due : strings.due, { time: moment(quiz.deadline) }));
  if (!undoable) return found;
  if (late) found.push(strings.no_undo);
  else found.push(quiz.deadline ? strings.undo_until : strings.undo);
  return found;
}

/**
 * The view; `onYes(person)` hands in, `onNo` goes back to the review; `undoable` says whether it can be taken back.
 * While it is at `work`, nothing can be pressed twice.
 */
export function confirmView(known, parts, answers, flags, strings, { onYes, onNo, undoable }) {
  const person = known.person && personFields(known.person, strings);
  const list = h("ul", { class: "cpd-quiz-facts", id: uid("facts") });
  const heading = h("h2", { tabindex: "-1", "aria-describedby": list.id }, strings.confirm);
  const problem = h("div", { class: "cpd-quiz-problem", role: "alert" });
  const waiting = h("p", { class: "cpd-quiz-waiting", role: "status" });
  let busy = false;
  const yes = button(strings.confirm_yes, () => { if (!busy) onYes(person?.value()); }, "cpd-quiz-main");
  const no = button(strings.confirm_no, () => { if (!busy) onNo(); });
  const box = h("div", { class: "cpd-quiz-view", hidden: true }, heading, list, person?.box,
    h("div", { class: "cpd-quiz-actions" }, yes, no), waiting, problem);
  box.addEventListener("keydown", (event) => { if (event.key === "Escape" && !busy) onNo(); });

  function draw() {
    problem.replaceChildren();
    refresh();
  }

  function refresh() {
    if (busy) return;
    list.replaceChildren(...facts(known, parts, answers, flags, strings, undoable).map((text) => h("li", {}, text)));
  }

  function work(on) {
    busy = on;
    // Not `disabled`: that would take the focus away.
    for (const each of [yes, no]) each.setAttribute("aria-disabled", String(on));
    waiting.textContent = on ? strings.handing_in : "";
    if (on) problem.replaceChildren();
  }

  /** Say why not; `field` names what the person has to correct. */
  function fail(texts, field) {
    problem.replaceChildren(...texts.filter(Boolean).map((text) => h("p", {}, text)));
    person?.correct(field);
  }

  return { box, heading, draw, refresh, work, fail };
}
