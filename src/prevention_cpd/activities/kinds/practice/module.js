// One practice question: answer, check, read why, try again. Scored by the same rules as the graded quiz.
import { announce, button, fill, focusOn, h, icon, inline, liveRegion, verdict } from "./dom.js";
import { controls } from "./controls.js";
import { frame } from "./frame.js";
import { mark } from "./scoring.js";

function build({ data, strings, answer, save }) {
  const { question, key, review } = data;
  const region = liveRegion("cpd-feedback");
  const solution = liveRegion("cpd-feedback");
  const actions = h("div", { class: "cpd-actions" });
  const fields = h("div", {});
  const value = () => answer().value ?? null;
  const result = () => mark(question.kind, key, question.points, value());
  const full = () => result().points === question.points;

  function drawFields() {
    fields.replaceChildren(controls(question, value(), (given) => {
      save({ value: given, checked: false, shown: false });
      region.replaceChildren();
      solution.replaceChildren();
      drawActions();
    }, strings));
  }

  function drawActions() {
    const { checked, shown } = answer();
    const open = checked && !full() && question.kind !== "text";
    actions.replaceChildren(...[
      button(strings.check, check, "cpd-check"),
      checked && question.kind !== "text" && button(strings.try_again, again, "cpd-quiet"),
      open && !shown && button(strings.show_answer, show, "cpd-quiet"),
    ].filter(Boolean));
  }

  function check() {
    if (result().state === "blank") {
      announce(region, h("p", { class: "cpd-hint" }, strings.answer_first));
      return;
    }
    save({ checked: true, done: true, points: result().points });
    announce(region, feedback());
    drawActions();
    // Redrawing took the button that had the focus.
    actions.querySelector(".cpd-check").focus();
  }

  function again() {
    save({ value: null, checked: false, shown: false });
    region.replaceChildren();
    solution.replaceChildren();
    drawFields();
    drawActions();
    focusOn(fields.querySelector("input, select, textarea"));
  }

  function show() {
    save({ shown: true });
    announce(solution, explanation());
    drawActions();
    actions.querySelector(".cpd-check").focus();
  }

  function head() {
    if (question.kind === "text") return verdict("info", strings.answer_person);
    if (full()) return verdict("ok", strings.answer_ok);
    const { points } = result();
    if (points === 0) return verdict("warn", strings.answer_warn);
    return verdict("part", fill(strings.answer_part, { n: Number(points.toFixed(2)), total: question.points }));
  }

  /** The verdict, and a word on each thing that was picked. */
  function feedback() {
    return [head(), DETAILS[question.kind](question, key, review, value(), strings),
      full() || question.kind === "text" ? explanation() : null,
      !full() && data.section && h("p", {}, `${strings.read_again} `, h("a", { href: data.section.href }, data.section.title))];
  }

  function explanation() {
    return h("div", { class: "cpd-note" }, full() ? null : SOLUTIONS[question.kind](question, key, strings),
      h("div", { html: review.rationale }));
  }

  drawFields();
  drawActions();
  if (answer().checked) region.append(...feedback().filter(Boolean));
  if (answer().shown && !full()) solution.append(explanation());
  return [fields, actions, region, solution];
}

const texts = (question, ids) => question.options.filter((option) => ids.includes(option.id));

function picked(question, key, review, value, strings) {
  const rights = [key.right].flat();
  return h("ul", { class: "cpd-results" }, texts(question, [value].flat()).map((option) => {
    const tone = rights.includes(option.id) ? "ok" : "warn";
    return h("li", {}, icon(tone), h("span", {}, h("span", { class: "cpd-sr" }, `${strings[`pick_${tone}`]}: `),
      h("em", { html: inline(option.text) }), " ", h("span", { html: inline(review.options[option.id] ?? "") })));
  }));
}

function pairsPicked(question, key, review, value, strings) {
  return h("ul", { class: "cpd-results" }, question.left.map((left) => {
    const tone = key.pairs[left.id] === value[left.id] ? "ok" : "warn";
    return h("li", {}, icon(tone), h("span", {}, h("span", { html: inline(left.text) }), ": ", strings[`pick_${tone}`]));
  }));
}

function placesPicked(question, key, review, value, strings) {
  const nameOf = (id) => question.items.find((item) => item.id === id).text;
  return h("ul", { class: "cpd-results" }, value.map((id, at) => {
    const tone = key.items[at] === id ? "ok" : "warn";
    return h("li", {}, icon(tone), h("span", {}, `${at + 1}. `, h("span", { html: inline(nameOf(id)) }), ": ", strings[`place_${tone}`]));
  }));
}

function rubric(question, key, review, value, strings) {
  return h("div", {}, h("p", {}, strings.compare_rubric),
    h("ul", {}, key.rubric.map((row) => h("li", {}, h("strong", {}, row.criterion), " ", row.guidance))));
}

function rightOptions(question, key, strings) {
  return [h("p", {}, h("strong", {}, strings.right_answer)),
    h("ul", {}, texts(question, [key.right].flat()).map((option) => h("li", { html: inline(option.text) })))];
}

function rightPairs(question, key, strings) {
  const rightText = (id) => question.right.find((right) => right.id === id).text;
  return [h("p", {}, h("strong", {}, strings.right_answer)), h("ul", {}, question.left.map((left) =>
    h("li", {}, h("span", { html: inline(left.text) }), " → ", h("span", { html: inline(rightText(key.pairs[left.id])) }))))];
}

function rightOrder(question, key, strings) {
  return [h("p", {}, h("strong", {}, strings.right_answer)), h("ol", {}, key.items.map((id) =>
    h("li", { html: inline(question.items.find((item) => item.id === id).text) })))];
}

function rightNumber(question, key, strings) {
  return h("p", {}, h("strong", {}, strings.right_answer), " ", [key.value, key.unit].filter((part) => part !== "").join(" "));
}

// A new kind of question is one line in each table.
const DETAILS = {
  single: picked, multiple: picked, match: pairsPicked, order: placesPicked, numeric: () => null, text: rubric,
};
const SOLUTIONS = {
  single: rightOptions, multiple: rightOptions, match: rightPairs, order: rightOrder, numeric: rightNumber, text: () => null,
};

export default { render: (context) => frame(context, build) };
