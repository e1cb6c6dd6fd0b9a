// The graded quiz. It knows no key: it shows questions, sends each answer to the kernel, and tells what was saved.
import { button, fill, h, liveRegion } from "./kit.js";
import { controls } from "./controls.js";

const PATIENCE = 6000; // milliseconds until a kernel that does not answer counts as gone
const PAUSE = 500; // milliseconds without a key press until a written answer is sent

export default { render };

function render({ model, el }) {
  const strings = model.get("strings");
  const quiz = model.get("quiz");
  const answers = { ...model.get("answers") };
  const savedAt = { ...model.get("saved_at") };
  const questions = quiz.questions.map((question, index) => part(question, index + 1));
  const byId = new Map(questions.map((each) => [each.question.id, each]));
  let number = 0;
  const view = Math.random().toString(36).slice(2); // two views of one quiz count apart

  const status = liveRegion("cpd-quiz-status");
  const retry = button(strings.again, () => unsaved().forEach(send), "cpd-quiz-retry");
  retry.hidden = true;
  const progress = h("p", { class: "cpd-quiz-progress" });
  const missing = h("nav", { class: "cpd-quiz-missing", "aria-label": strings.missing });
  const done = h("p", { class: "cpd-quiz-done", hidden: true }, strings.all_done);
  const box = h("section", { class: "cpd-quiz", "aria-label": quiz.title, "data-lm-suppress-shortcuts": "true" },
    h("div", { class: "cpd-quiz-head" }, status, retry, progress), questions.map((each) => each.box),
    h("div", { class: "cpd-quiz-foot" }, missing, done));
  // A notebook reads single keys as commands; inside the quiz they belong to the controls.
  const keep = (event) => event.stopPropagation();
  box.addEventListener("keydown", keep);
  el.replaceChildren(box);

  const note = model.get("note");
  const last = Object.values(savedAt).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  status.textContent = note || (last ? fill(strings.restored, { time: clock(last) }) : strings.nothing_yet);
  count();

  /** One question: heading, controls, and a line that says whether its answer was saved. */
  function part(question, place) {
    const points = String(question.points) === "1" ? strings.point : fill(strings.points, { points: question.points });
    const heading = h("h2", { class: "cpd-quiz-question", tabindex: "-1" },
      `${fill(strings.question, { number: place })} `, h("span", { class: "cpd-quiz-points" }, `(${points})`));
    const line = h("p", { class: "cpd-quiz-line" });
    const each = { question, place, heading, line, timer: 0, wait: 0, number: 0, state: "" };
    const shown = controls(question, answers[question.id], (value) => change(each, value), strings);
    // Leaving a field sends what was just written, without the pause.
    shown.addEventListener("focusout", () => { if (each.timer) send(each); });
    each.box = h("div", { class: "cpd-quiz-part" }, heading, shown, line);
    if (savedAt[question.id]) line.textContent = fill(strings.saved, { time: clock(savedAt[question.id]) });
    return each;
  }

  function change(each, value) {
    answers[each.question.id] = value;
    count();
    clearTimeout(each.timer);
    if (each.question.kind === "text") {
      tell(each, "saving", strings.saving);
      each.timer = setTimeout(() => send(each), PAUSE);
    } else send(each);
  }

  function send(each) {
    clearTimeout(each.timer);
    clearTimeout(each.wait);
    each.timer = 0;
    each.number = ++number;
    tell(each, "saving", strings.saving);
    each.wait = setTimeout(() => tell(each, "failed", fill(strings.not_saved, { reason: strings.silent })), PATIENCE);
    try {
      model.send({ view, number: each.number, question: each.question.id, value: answers[each.question.id] });
    } catch {
      clearTimeout(each.wait);
      tell(each, "failed", fill(strings.not_saved, { reason: strings.silent }));
    }
  }

  function hear(reply) {
    const each = reply.view === view && byId.get(reply.question);
    // An older reply must not hide that a newer answer is still on its way.
    if (!each || reply.number !== each.number) return;
    clearTimeout(each.wait);
    if (reply.reason) tell(each, "failed", fill(strings.not_saved, { reason: reply.reason }));
    else tell(each, "saved", [fill(strings.saved, { time: clock(reply.saved_at) }), reply.note].filter(Boolean).join(". "));
  }

  function tell(each, state, text) {
    each.state = state;
    each.line.textContent = text;
    each.line.dataset.state = state;
    const failed = unsaved().find((other) => other.state === "failed");
    retry.hidden = !failed;
    // "Saving" passes in a moment and is not announced; a failure stays until every answer is safe.
    if (failed) set(status, failed.line.textContent, "failed");
    else if (state === "saved") set(status, text, "saved");
  }

  function unsaved() {
    return questions.filter((each) => each.state === "failed");
  }

  function count() {
    const open = questions.filter((each) => !answered(each.question, answers[each.question.id]));
    progress.textContent = fill(strings.progress, { done: questions.length - open.length, total: questions.length });
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

  model.on("msg:custom", hear);
  return () => {
    model.off("msg:custom", hear);
    for (const each of questions) {
      if (each.timer) send(each);
      clearTimeout(each.wait);
    }
  };
}

function set(region, text, state) {
  region.dataset.state = state;
  if (region.textContent !== text) region.textContent = text;
}

/** Whether a question has a whole answer: for pairs, one for each. */
function answered(question, value) {
  if (value === null || value === undefined) return false;
  if (typeof value === "string") return value.trim() !== "";
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return Object.keys(value).length >= (question.left || []).length;
  return true;
}

/** The hour and minute in the reader's own time. */
function clock(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "?";
  return time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
