// The graded quiz. It knows no key: it shows questions, sends each answer to the kernel, and hands in.
import { button, fill, h, liveRegion } from "./kit.js";
import { controls } from "./controls.js";
import { answered } from "./answered.js";
import { asking } from "./asking.js";
import { confirmView } from "./confirming.js";
import { receiptNote, receiptView } from "./receipt.js";
import { named, reviewView } from "./review.js";
import { sending } from "./sending.js";
import { clock, moment, overdue } from "./times.js";

const LEAVING = ["cpd-leaving", "pagehide"];

export default { render };

function render({ model, el }) {
  const strings = model.get("strings");
  const quiz = model.get("quiz");
  const answers = { ...model.get("answers") };
  const savedAt = { ...model.get("saved_at") };
  const flags = new Set(model.get("flags"));
  const view = Math.random().toString(36).slice(2); // two views of one quiz count apart
  const sender = sending(model, view, answers, strings, told);
  const asker = asking(model, view, strings.silent);

  const status = liveRegion("cpd-quiz-status");
  const retry = button(strings.again, () => sender.failed().forEach(sender.send), "cpd-quiz-retry");
  retry.hidden = true;
  const progress = h("p", { class: "cpd-quiz-progress" });
  const missing = h("nav", { class: "cpd-quiz-missing", "aria-label": strings.missing });
  const done = h("p", { class: "cpd-quiz-done", hidden: true }, strings.all_done);
  const parts = quiz.questions.map((question, index) => part(question, index + 1));
  const byId = new Map(parts.map((each) => [each.question.id, each]));
  const late = overdue(quiz.deadline);
  const due = quiz.deadline && h("p", { class: "cpd-quiz-due" },
    fill(late ? strings.was_due : strings.due, { time: moment(quiz.deadline) }));
  const note = receiptNote(model, strings, () => show("receipt"));

  const toReview = button(strings.to_review, () => show("review"), "cpd-quiz-main");
  const asked = h("div", { class: "cpd-quiz-view" }, due, note.box, parts.map((each) => each.box),
    h("div", { class: "cpd-quiz-foot" }, missing, done, h("div", { class: "cpd-quiz-actions" }, toReview)));
  const [first] = parts;
  const toQuestions = () => show("questions", note.box.hidden ? first.heading : note.open);
  const views = {
    questions: { box: asked, heading: first.heading, draw: count },
    review: reviewView(parts, answers, flags, strings, {
      onGo: (each) => show("questions", each.heading), onHandIn: () => show("confirm"),
      onBack: () => show("questions") }),
    confirm: confirmView(model, parts, answers, flags, strings, {
      onYes: handIn, onNo: () => show("review", views.review.handIn) }),
    receipt: receiptView(model, strings, { takeBack: () => asker.ask("take_back"), onBack: toQuestions }),
  };
  const box = h("section", { class: "cpd-quiz", "aria-label": quiz.title, "data-lm-suppress-shortcuts": "true" },
    h("div", { class: "cpd-quiz-head" }, status, retry, progress), Object.values(views).map((each) => each.box));
  // A notebook reads single keys as commands; inside the quiz they belong to the controls.
  box.addEventListener("keydown", (event) => event.stopPropagation());
  el.replaceChildren(box);

  const last = Object.values(savedAt).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  status.textContent = model.get("note") || (last ? fill(strings.restored, { time: clock(last) }) : strings.nothing_yet);
  count();

  /** One question: heading, flag, controls, and a line that says whether its answer was saved. */
  function part(question, place) {
    const entry = sender.add(question);
    const points = String(question.points) === "1" ? strings.point : fill(strings.points, { points: question.points });
    const heading = h("h2", { class: "cpd-quiz-question", tabindex: "-1" },
      `${fill(strings.question, { number: place })} `, h("span", { class: "cpd-quiz-points" }, `(${points})`));
    const line = h("p", { class: "cpd-quiz-line" });
    const shown = controls(question, answers[question.id], (value) => {
      sender.change(entry, value);
      count();
    }, strings);
    // Leaving a field sends what was just written, without the pause.
    shown.addEventListener("focusout", sender.flush);
    if (savedAt[question.id]) line.textContent = fill(strings.saved, { time: clock(savedAt[question.id]) });
    return { question, place, entry, heading, line, box: h("div", { class: "cpd-quiz-part" },
      h("div", { class: "cpd-quiz-top" }, heading, flag(question, place)), shown, line) };
  }

  function flag(question, place) {
    const toggle = button(strings.flag, () => {
      if (!flags.delete(question.id)) flags.add(question.id);
      toggle.setAttribute("aria-pressed", String(flags.has(question.id)));
      try {
        model.send({ view, act: "flags", flags: [...flags] });
      } catch {
        // A flag that is not kept is no loss; an answer that is not saved is told of.
      }
    }, "cpd-quiz-flag");
    toggle.setAttribute("aria-label", fill(strings.flag_name, { number: place }));
    toggle.setAttribute("aria-pressed", String(flags.has(question.id)));
    return toggle;
  }

  /** Tell how one answer stands, beside it and at the top. */
  function told(entry) {
    const each = byId.get(entry.question.id);
    each.line.textContent = entry.text;
    each.line.dataset.state = entry.state;
    const [failed] = sender.failed();
    retry.hidden = !failed;
    // "Saving" passes in a moment and is not announced; a failure stays until every answer is safe.
    if (failed) set(status, failed.text, "failed");
    else if (entry.state === "saved") set(status, entry.text, "saved");
  }

  function count() {
    const open = parts.filter((each) => !answered(each.question, answers[each.question.id]));
    progress.textContent = fill(strings.progress, { done: parts.length - open.length, total: parts.length });
    done.hidden = open.length > 0;
    missing.hidden = open.length === 0;
    // The list is drawn again only when it changes, so that the focus is not lost in it.
    const places = open.map((each) => each.place).join();
    if (missing.dataset.places === places) return;
    missing.dataset.places = places;
    missing.replaceChildren(h("span", {}, `${strings.missing} `), ...open.map((each) => {
      const go = button(String(each.place), () => each.heading.focus(), "cpd-quiz-go");
      go.setAttribute("aria-label", fill(strings.go_to, { number: each.place }));
      return go;
    }));
  }

  /** Change to another view; the focus goes to its heading, or to where it is wanted. */
  function show(name, focus = views[name].heading) {
    views[name].draw();
    for (const [each, other] of Object.entries(views)) other.box.hidden = each !== name;
    focus.focus();
  }

  async function handIn() {
    const { confirm, receipt } = views;
    confirm.work(true);
    const unsaved = await sender.settle();
    const reply = unsaved.length ? null : await asker.ask("hand_in");
    confirm.work(false);
    if (reply?.done) {
      show("receipt");
      receipt.draw(reply.note);
      return;
    }
    const of = unsaved.map((entry) => byId.get(entry.question.id));
    if (reply) confirm.fail(fill(strings.not_handed_in, { reason: reply.reason }), strings.otherwise);
    else confirm.fail(fill(strings.confirm_unsaved, { questions: named(of, strings) }));
  }

  function hear(message) {
    sender.hear(message);
    asker.hear(message);
  }

  const hidden = () => { if (document.visibilityState === "hidden") sender.flush(); };
  model.on("msg:custom", hear);
  model.on("change:hand_ins", note.draw);
  model.on("change:changed", note.draw);
  // What was just written goes before the page does; our page for Voilà says so before Voilà hangs up.
  for (const event of LEAVING) addEventListener(event, sender.flush);
  document.addEventListener("visibilitychange", hidden);
  return () => {
    model.off("msg:custom", hear);
    model.off("change:hand_ins", note.draw);
    model.off("change:changed", note.draw);
    for (const event of LEAVING) removeEventListener(event, sender.flush);
    document.removeEventListener("visibilitychange", hidden);
    sender.stop();
  };
}

function set(region, text, state) {
  region.dataset.state = state;
  if (region.textContent !== text) region.textContent = text;
}
