// The graded quiz. It knows no key: it shows questions, sends each answer to the kernel, and hands in.
import { button, fill, h, liveRegion, uid } from "./dom.js";
import { answered } from "./answered.js";
import { rpc } from "./rpc.js";
import { confirmView, inForce } from "./confirming.js";
import { headOf } from "./head.js";
import { partOf, takeOver } from "./part.js";
import { receiptNote, receiptView } from "./receipt.js";
import { named, reviewView } from "./review.js";
import { autosave } from "./autosave.js";
import { datesIn, moment, overdue, savedTime } from "./times.js";

const LEAVING = ["cpd-leaving", "pagehide"];

export default { render };

function render({ model, el }) {
  const strings = model.get("strings");
  const quiz = model.get("quiz");
  datesIn(quiz.language ?? strings.language);
  const answers = { ...model.get("answers") };
  const flags = new Set(model.get("flags"));
  const view = Math.random().toString(36).slice(2); // two views of one quiz count apart
  const sender = autosave(model, view, answers, strings, told);
  const asker = rpc(model, view, strings);
  const head = headOf(strings, sender);

  const label = h("span", { id: uid("missing") }, strings.missing);
  const missing = h("nav", { class: "cpd-quiz-missing", "aria-labelledby": label.id });
  const done = liveRegion("cpd-quiz-done");
  const parts = quiz.questions.map((question, index) =>
    partOf(question, index + 1, { before: quiz.questions[index - 1], model, view, answers, flags, sender, strings, onChange: count }));
  const byId = new Map(parts.map((each) => [each.question.id, each]));
  const due = h("p", { class: "cpd-quiz-due", hidden: !quiz.deadline });
  const note = receiptNote(model, strings, () => show("receipt"));

  const toReview = button(strings.to_review, () => show("review"), "cpd-quiz-main");
  const asked = h("div", { class: "cpd-quiz-view" }, due, note.box, parts.map((each) => each.box),
    h("div", { class: "cpd-quiz-foot" }, missing, done, h("div", { class: "cpd-quiz-actions" }, toReview)));
  const [first] = parts;
  const toQuestions = () => show("questions", note.box.hidden ? first.heading : note.open);
  const takeBack = (handIn) => exchange("take_back", { hand_in: handIn });
  const views = {
    questions: { box: asked, heading: first.heading, draw, refresh: draw },
    review: reviewView(parts, answers, flags, strings, {
      onGo: (each) => show("questions", each.heading), onHandIn: () => show("confirm"),
      onBack: () => show("questions") }),
    confirm: confirmView(model, parts, answers, flags, strings, {
      onYes: handIn, onNo: () => show("review", views.review.handIn) }),
    receipt: receiptView(model, strings, { takeBack, onBack: toQuestions }),
  };
  let current = "questions";
  let exchanging = false;
  const box = h("section", { class: "cpd-quiz", "aria-label": quiz.title, lang: quiz.language ?? null, dir: quiz.direction ?? null,
    "data-lm-suppress-shortcuts": "true" },
    head.box, Object.values(views).map((each) => each.box));
  // A notebook reads single keys as commands; inside the quiz they belong to the controls.
  box.addEventListener("keydown", (event) => event.stopPropagation());
  el.replaceChildren(box);

  const last = Object.values(model.get("saved_at")).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  head.say(last ? fill(strings.restored, { time: savedTime(last) }) : strings.nothing_yet);
  if (sender.failed().length) head.tell();
  head.note(model.get("note"));
  draw();

  /** Tell how one answer stands, beside it and at the top. */
  function told(entry) {
    byId.get(entry.question.id).tell();
    head.tell(entry);
  }

  /** What changes with the clock, and what changes with the answers. */
  function draw() {
    due.textContent = fill(overdue(quiz.deadline) ? strings.was_due : strings.due, { time: moment(quiz.deadline) });
    count();
  }

  function count() {
    const open = parts.filter((each) => !answered(each.question, answers[each.question.id]));
    head.progress.textContent = fill(strings.progress, { done: parts.length - open.length, total: parts.length });
    // Told once, when it becomes true.
    if (!open.length !== Boolean(done.textContent)) done.textContent = open.length ? "" : strings.all_done;
    missing.hidden = open.length === 0;
    // The list is drawn again only when it changes, so that the focus is not lost in it.
    const places = open.map((each) => each.place).join();
    if (missing.dataset.places === places) return;
    missing.dataset.places = places;
    missing.replaceChildren(label, ...open.map((each) => {
      const go = button(String(each.place), () => each.heading.focus(), "cpd-quiz-go");
      go.setAttribute("aria-label", fill(strings.go_to, { number: each.place }));
      return go;
    }));
  }

  /** Change to another view; the focus goes to its heading, or to where it is wanted. */
  function show(name, focus = views[name].heading) {
    current = name;
    views[name].draw();
    for (const [each, other] of Object.entries(views)) other.box.hidden = each !== name;
    focus.focus();
    if (name === "review" || name === "confirm") look();
  }

  /** Bring the view up to date while it is shown; the focus stays in it. */
  function refresh() {
    const held = box.contains(document.activeElement);
    views[current].refresh();
    if (held && !box.contains(document.activeElement)) views[current].heading.focus();
  }

  /** Look what another window or host has saved or handed in since. */
  async function look() {
    const before = JSON.stringify(inForce(model.get("hand_ins")));
    const reply = await asker.ask("look");
    if (!reply.done) return;
    const others = takeOver(model, parts, answers);
    count();
    const news = [
      others.length && fill(strings.taken_over, { questions: named(others, strings) }),
      !exchanging && before !== JSON.stringify(inForce(model.get("hand_ins"))) && strings.other_hand_in,
    ].filter(Boolean);
    if (news.length) head.say(news.join(" "));
    refresh();
  }

  async function exchange(act, more) {
    exchanging = true;
    const reply = await asker.ask(act, more);
    exchanging = false;
    return reply;
  }

  async function handIn() {
    const { confirm, receipt } = views;
    confirm.work(true);
    const unsaved = await sender.settle();
    const reply = unsaved.length ? null : await exchange("hand_in");
    confirm.work(false);
    if (reply?.done) {
      show("receipt");
      receipt.draw(reply.note);
      return;
    }
    const of = unsaved.map((entry) => byId.get(entry.question.id));
    const refused = sender.again().length ? strings.confirm_unsaved : strings.confirm_unreadable;
    if (!reply) confirm.fail(fill(refused, { questions: named(of, strings) }));
    else if (reply.unknown) confirm.fail(reply.reason);
    else confirm.fail(fill(strings.not_handed_in, { reason: reply.reason }), reply.otherwise && strings.otherwise);
  }

  function hear(message) {
    sender.hear(message);
    asker.hear(message);
  }

  function seen() {
    if (document.visibilityState === "hidden") return sender.flush();
    refresh();
    return look();
  }

  const handedIn = () => { note.draw(); refresh(); };
  const noted = () => head.note(model.get("note"));
  const events = { "msg:custom": hear, "change:hand_ins": handedIn, "change:changed": note.draw, "change:note": noted };
  for (const [event, act] of Object.entries(events)) model.on(event, act);
  // What was just written goes before the page does; our page for Voilà says so before Voilà hangs up.
  for (const event of LEAVING) addEventListener(event, sender.flush);
  document.addEventListener("visibilitychange", seen);
  return () => {
    for (const [event, act] of Object.entries(events)) model.off(event, act);
    for (const event of LEAVING) removeEventListener(event, sender.flush);
    document.removeEventListener("visibilitychange", seen);
    sender.stop();
  };
}
