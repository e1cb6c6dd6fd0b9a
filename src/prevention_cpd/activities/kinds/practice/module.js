// One practice question: answer, check, read why, try again. Scored by the same rules as the graded quiz.
import { announce, fill, focusOn, h, liveRegion, verdict } from "./dom.js";
import { controls } from "./controls.js";
import { frame } from "./frame.js";
import { mark } from "./scoring.js";
import { REVIEWS } from "./kinds-review.js";
import { reveal, turning } from "./turning.js";

function build({ data, strings, answer, save }) {
  const { question, key, review } = data;
  const region = liveRegion("cpd-feedback");
  const fields = h("div", {});
  let slip = false; // what stands in the field is no answer; the one before is still kept
  const value = () => answer().value ?? null;
  const result = () => mark(question.kind, key, question.points, value());
  const full = () => result().points === question.points;
  // A text is compared as often as one likes.
  const main = turning(strings.check, check,
    () => (answer().checked && !slip && question.kind !== "text" ? { label: strings.try_again, go: again, quiet: true } : null));

  function drawFields() {
    fields.replaceChildren(controls(question, value(), (given, unreadable) => {
      slip = unreadable === true;
      if (!slip) save({ value: given, checked: false, shown: false });
      region.replaceChildren();
      main.show();
    }, strings));
  }

  function check() {
    if (slip) {
      announce(region, h("p", { class: "cpd-hint" }, strings.not_a_number));
      return;
    }
    if (result().state === "blank") {
      announce(region, h("p", { class: "cpd-hint" }, strings.answer_first));
      return;
    }
    save({ checked: true, done: true, points: result().points });
    announce(region, feedback());
  }

  function again() {
    save({ value: null, checked: false, shown: false });
    region.replaceChildren();
    drawFields();
    focusOn(fields.querySelector("input, select, textarea"));
  }

  function head() {
    if (question.kind === "text") return verdict("info", strings.answer_person);
    if (full()) return verdict("ok", strings.answer_ok);
    const { points } = result();
    if (points === 0) return [verdict("warn", strings.answer_warn), firstStep()];
    return verdict("part", fill(strings.answer_part, { n: Number(points.toFixed(2)), total: question.points }));
  }

  /** A number that is wrong gets a direction to look in. */
  function firstStep() {
    if (typeof value() !== "number" || typeof key.value !== "number") return null;
    return h("p", {}, value() > key.value ? strings.too_large : strings.too_small);
  }

  /** The verdict, and a word on each thing that was picked. */
  function feedback() {
    const closed = !full() && question.kind !== "text" && !answer().shown;
    return [head(), REVIEWS[question.kind].details(question, key, review, value(), strings),
      closed ? reveal(strings.show_answer, () => { save({ shown: true }); return explanation(); }) : explanation(),
      !full() && data.section && h("p", {}, `${strings.read_again} `, data.section.href ? h("a", { href: data.section.href }, data.section.title) : data.section.title)];
  }

  function explanation() {
    return h("div", { class: "cpd-note" }, full() ? null : REVIEWS[question.kind].solution(question, key, strings),
      h("div", { html: review.rationale }));
  }

  drawFields();
  if (answer().checked) region.append(...feedback().flat().filter(Boolean));
  return [fields, h("div", { class: "cpd-actions" }, main.element), region];
}

export default { render: (context) => frame(context, build) };
