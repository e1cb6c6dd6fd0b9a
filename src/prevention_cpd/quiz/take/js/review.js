// The review: every question with its state, each a way back to it; what is open is named in words.
import { button, fill, h, plain, uid } from "./dom.js";
import { progressOf } from "./answered.js";

const SHORT = 60; // characters of a question that remind of it

/** The names of questions in a sentence: "question 2, question 4". */
export function named(parts, strings) {
  return parts.map((part) => fill(strings.named, { number: part.place })).join(", ");
}

/** How a question stands: "failed" (not saved), "open", "part" or "done". */
function standing(part, answers) {
  return part.entry.state === "failed" ? "failed" : progressOf(part.question, answers[part.question.id]);
}

/** What is open, in whole sentences; an empty list when nothing is. */
export function openPoints(parts, answers, flags, strings) {
  const of = (...states) => parts.filter((part) => states.includes(standing(part, answers)));
  const flagged = parts.filter((part) => flags.has(part.question.id));
  return [
    [of("failed"), strings.review_failed],
    [of("open"), strings.review_open],
    [of("part"), strings.review_part],
    [flagged, strings.review_flagged],
  ].filter(([found]) => found.length).map(([found, text]) => fill(text, { questions: named(found, strings) }));
}

/** The view; `draw()` makes it new, `onGo(part)` goes to a question, `onHandIn` and `onBack` leave it. */
export function reviewView(parts, answers, flags, strings, { onGo, onHandIn, onBack }) {
  const heading = h("h2", { tabindex: "-1" }, strings.review);
  const points = h("ul", { class: "cpd-quiz-points-open" });
  const rows = h("tbody");
  const table = h("table", { class: "cpd-quiz-table" }, h("caption", {}, strings.table),
    h("thead", {}, h("tr", {}, [strings.column_question, strings.column_answer].map((name) =>
      h("th", { scope: "col" }, name)))), rows);
  const handIn = button(strings.hand_in, onHandIn, "cpd-quiz-main");
  const box = h("div", { class: "cpd-quiz-view", hidden: true }, heading, points, table,
    h("div", { class: "cpd-quiz-actions" }, handIn, button(strings.to_questions, onBack)));

  function row(part) {
    const id = uid("asked");
    const state = standing(part, answers);
    const text = plain(part.question.stem);
    const go = button(fill(strings.question, { number: part.place }), () => onGo(part), "cpd-quiz-link");
    go.setAttribute("aria-describedby", id);
    const flagged = flags.has(part.question.id);
    return h("tr", { "data-state": state }, h("th", { scope: "row" }, go,
      h("span", { id, class: "cpd-quiz-asked" }, shorten(text))),
    h("td", {}, h("span", { class: "cpd-quiz-state" }, strings[`state_${state}`]),
      flagged && h("span", { class: "cpd-quiz-flagged" }, strings.state_flagged)));
  }

  const standings = () => parts.map((part) => standing(part, answers) + flags.has(part.question.id)).join();

  /** Drawn again only when something is other than it was, so that the focus is not lost. */
  function refresh() {
    if (table.dataset.standings !== standings()) draw();
  }

  function draw() {
    table.dataset.standings = standings();
    const open = openPoints(parts, answers, flags, strings);
    points.replaceChildren(...(open.length ? open : [strings.review_full]).map((text) => h("li", {}, text)));
    rows.replaceChildren(...parts.map(row));
  }

  return { box, heading, draw, refresh, handIn };
}

/** The first words of a question, no word cut in two. */
function shorten(text) {
  if (text.length <= SHORT) return text;
  const cut = text.slice(0, SHORT + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))} …`;
}
