// The graded quiz. It knows no key: it shows questions, has each answer kept, and hands in. Who does that is its host.
import { button, fill, h, liveRegion, uid } from "./dom.js";
import { answered } from "./answered.js";
import { confirmView, inForce } from "./confirming.js";
import { headOf } from "./head.js";
import { partOf, takeOver } from "./part.js";
import { receiptNote, receiptView } from "./receipt.js";
import { named, reviewView } from "./review.js";
import { autosave } from "./autosave.js";
import { datesIn, moment, overdue, savedTime } from "./times.js";

const LEAVING = ["cpd-leaving", "pagehide"];

/**
 * Open the quiz in the element `el`; gives a promise of the function that closes it. The host is whoever keeps the answers.
 * All that it does is a promise, and a rejection has a message for people:
 *   known()                what there is to know: { quiz, strings, answers, unsaved, saved_at, flags, hand_ins, changed, note },
 *                          the quiz as in questions.json, hand-ins as in receipt.json; asked again, what it is by now
 *   keep(question, value)  resolved once the answer is safe: { at }, the time; and what else of the above is new.
 *                          A rejection may have `again`, the seconds after which it is tried once more by itself
 *   flag(question, on)     remember to look at it again
 *   handIn(person)         { hand_ins, changed, told }: what has been handed in by now, and a sentence for the receipt.
 *                          A rejection may have `unknown` (nobody can say whether it was done), `otherwise` (there is another way)
 *                          or `field` ("name" or "id", what the person has to correct)
 *   takeBack(handIn)       the same; left out where nothing can be taken back
 *   watch(act)             optional: calls act with what of the above has changed elsewhere; gives the function that ends it
 * Who hands in is asked, with `known().person` = { name, id } to begin with, where that is given. With `handsInUnsaved` answers
 * that could not be kept are handed in all the same.
 */
export async function openQuiz(el, host) {
  return quizIn(el, host, await host.known());
}

function quizIn(el, host, known) {
  const { strings, quiz } = known;
  datesIn(quiz.language ?? strings.language);
  const answers = { ...known.answers };
  const flags = new Set(known.flags);
  const sender = autosave(host, known, answers, strings, told, take);
  const head = headOf(strings, sender);

  const label = h("span", { id: uid("missing") }, strings.missing);
  const missing = h("nav", { class: "cpd-quiz-missing", "aria-labelledby": label.id });
  const done = liveRegion("cpd-quiz-done");
  const parts = quiz.questions.map((question, index) =>
    partOf(question, index + 1, { before: quiz.questions[index - 1], host, known, answers, flags, sender, strings, onChange: count }));
  const byId = new Map(parts.map((each) => [each.question.id, each]));
  const due = h("p", { class: "cpd-quiz-due", hidden: !quiz.deadline });
  const note = receiptNote(known, strings, () => show("receipt"));

  const toReview = button(strings.to_review, () => show("review"), "cpd-quiz-main");
  const asked = h("div", { class: "cpd-quiz-view" }, due, note.box, parts.map((each) => each.box),
    h("div", { class: "cpd-quiz-foot" }, missing, done, h("div", { class: "cpd-quiz-actions" }, toReview)));
  const [first] = parts;
  const toQuestions = () => show("questions", note.box.hidden ? first.heading : note.open);
  const takeBack = host.takeBack && ((handIn) => exchange(host.takeBack(handIn)));
  const views = {
    questions: { box: asked, heading: first.heading, draw: drawQuestions, refresh: drawQuestions },
    review: reviewView(parts, answers, flags, strings, {
      onGo: (each) => show("questions", each.heading), onHandIn: () => show("confirm"),
      onBack: () => show("questions") }),
    confirm: confirmView(known, parts, answers, flags, strings, {
      onYes: handIn, onNo: () => show("review", views.review.handIn), undoable: Boolean(takeBack) }),
    receipt: receiptView(known, strings, { takeBack, onBack: toQuestions }),
  };
  let current = "questions";
  let exchanging = false;
  const box = h("section", { class: "cpd-quiz", "aria-label": quiz.title, lang: quiz.language ?? null, dir: quiz.direction ?? null,
    "data-lm-suppress-shortcuts": "true" },
    head.box, Object.values(views).map((each) => each.box));
  // A notebook reads single keys as commands; inside the quiz they belong to the controls.
  box.addEventListener("keydown", (event) => event.stopPropagation());
  el.replaceChildren(box);

  const last = Object.values(known.saved_at).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  head.say(last ? fill(strings.restored, { time: savedTime(last) }) : strings.nothing_yet);
  if (sender.failed().length) head.tell();
  head.note(known.note);
  drawQuestions();

  /** Tell how one answer stands, beside it and at the top. */
  function told(entry) {
    byId.get(entry.question.id).tell();
    head.tell(entry);
  }

  /** What changes with the clock, and what changes with the answers. */
  function drawQuestions() {
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
    const before = JSON.stringify(inForce(known.hand_ins));
    let found = null;
    try {
      found = await host.known();
    } catch {
      return; // Nobody is there: the next answer that is not saved tells it.
    }
    const others = take(found);
    const news = [
      others.length && fill(strings.taken_over, { questions: named(others, strings) }),
      !exchanging && before !== JSON.stringify(inForce(known.hand_ins)) && strings.other_hand_in,
    ].filter(Boolean);
    if (news.length) head.say(news.join(" "));
  }

  /** Take over what the host tells anew; gives the parts whose answer is another now. */
  function take({ at, told: _told, ...found }) {
    const noted = "note" in found && found.note !== known.note;
    Object.assign(known, found);
    const others = "answers" in found ? takeOver(known, parts, answers) : [];
    if (noted) head.note(known.note);
    note.draw();
    count();
    refresh();
    return others;
  }

  /** Wait for a hand-in or a taking back; gives { done, told } or { done, reason, ... }. */
  async function exchange(doing) {
    exchanging = true;
    try {
      const found = await doing;
      take(found);
      return { done: true, told: found.told };
    } catch ({ message, ...more }) {
      return { ...more, done: false, reason: message };
    } finally {
      exchanging = false;
    }
  }

  async function handIn(person) {
    const { confirm, receipt } = views;
    confirm.work(true);
    const unsaved = (await sender.settle()).filter((entry) => entry.problem || !host.handsInUnsaved);
    const reply = unsaved.length ? null : await exchange(host.handIn(person));
    confirm.work(false);
    if (reply?.done) {
      show("receipt");
      receipt.draw(reply.told);
      return;
    }
    const of = unsaved.map((entry) => byId.get(entry.question.id));
    const refused = unsaved.every((entry) => entry.problem) ? strings.confirm_unreadable : strings.confirm_unsaved;
    if (!reply) confirm.fail([fill(refused, { questions: named(of, strings) })]);
    else if (reply.unknown) confirm.fail([reply.reason]);
    else confirm.fail([fill(strings.not_handed_in, reply), reply.otherwise && strings.otherwise], reply.field);
  }

  function seen() {
    if (document.visibilityState === "hidden") return sender.flush();
    refresh();
    return look();
  }

  const unwatch = host.watch?.(take);
  // What was just written goes before the page does; our page for Voilà says so before Voilà hangs up.
  for (const event of LEAVING) addEventListener(event, sender.flush);
  document.addEventListener("visibilitychange", seen);
  return () => {
    for (const event of LEAVING) removeEventListener(event, sender.flush);
    document.removeEventListener("visibilitychange", seen);
    sender.stop();
    unwatch?.();
  };
}
