// Accessible controls for a question: one function a kind, found by name in CONTROLS.
// `question` is what prevention_cpd.questions.public() gives: id, kind, stem, and options | left, right | items | unit | rubric. Texts are HTML, criteria are plain.
import { fieldset, hint } from "./fields.js";
import { fill, h, inline, plain, uid } from "./dom.js";
import { numericControls } from "./numeric.js";
import { orderControls } from "./order.js";

const LONGEST_ANSWER = 20000; // characters; the same limit as in answers.json
const ROOM_TOLD_BELOW = 2000;
const LONG_CHOICE = 40; // a longer choice is cut off in a closed select, so it is listed in full as well

/**
 * The controls of a question as one element; `onChange(value)` is called with the raw answer at each change.
 * value: single an option id or null; multiple a list of ids; match an object left id -> right id; order a list of ids;
 * numeric a number, with true as a second argument where what stands in the field is none; text a string.
 */
export function controls(question, value, onChange, strings) {
  const build = CONTROLS[question.kind];
  if (!build) return h("p", { class: "cpd-error" }, fill(strings.unknown_kind, { kind: question.kind }));
  return build(question, value, onChange, strings);
}

function tick(type, question, option, name, checked, onchange) {
  return h("label", { class: "cpd-option", "data-option": option.id },
    h("input", { type, name, value: option.id, checked, onchange }),
    h("span", { class: "cpd-option-text", html: inline(option.text) }));
}

function singleControls(question, value, onChange, strings) {
  const name = uid("single");
  return fieldset(question, hint(strings.pick_one), question.options.map((option) =>
    tick("radio", question, option, name, value === option.id, () => onChange(option.id))));
}

function multipleControls(question, value, onChange, strings) {
  const name = uid("multiple");
  const ticked = new Set(Array.isArray(value) ? value : []);
  const change = (id) => (event) => {
    if (event.target.checked) ticked.add(id);
    else ticked.delete(id);
    // In the order of the page, so that the same ticks are always the same answer.
    onChange(question.options.map((option) => option.id).filter((each) => ticked.has(each)));
  };
  return fieldset(question, hint(strings.pick_many), question.options.map((option) =>
    tick("checkbox", question, option, name, ticked.has(option.id), change(option.id))));
}

function matchControls(question, value, onChange, strings) {
  const pairs = { ...(value && typeof value === "object" && !Array.isArray(value) ? value : {}) };
  const letter = (index) => String.fromCharCode(65 + index);
  const long = question.right.some((right) => plain(right.text).length > LONG_CHOICE);
  const list = long && h("ol", { class: "cpd-choices", type: "A" },
    question.right.map((right) => h("li", { html: inline(right.text) })));
  const rows = question.left.map((left) => {
    const id = uid("match");
    const choose = (event) => {
      if (event.target.value) pairs[left.id] = event.target.value;
      else delete pairs[left.id];
      onChange({ ...pairs });
    };
    const select = h("select", { id, onchange: choose }, h("option", { value: "" }, strings.choose),
      question.right.map((right, index) =>
        h("option", { value: right.id }, (long ? `${letter(index)}. ` : "") + plain(right.text))));
    select.value = pairs[left.id] ?? "";
    return h("div", { class: "cpd-pair", "data-option": left.id },
      h("label", { for: id, html: inline(left.text) }), select);
  });
  return fieldset(question, hint(strings.pick_pairs), list, rows);
}

function textControls(question, value, onChange, strings) {
  const id = uid("text");
  const count = h("p", { class: "cpd-hint", id: `${id}-count` });
  // For print: a field would show only some of its lines.
  const written = h("p", { class: "cpd-written", hidden: true });
  const area = h("textarea", {
    id, rows: 7, maxlength: LONGEST_ANSWER, "aria-describedby": `${id}-count`, value: typeof value === "string" ? value : "",
    oninput: () => { show(); onChange(area.value); },
  });
  function show() {
    const words = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
    const left = LONGEST_ANSWER - area.value.length;
    written.textContent = area.value;
    count.textContent = fill(strings.count, { words }) + (left < ROOM_TOLD_BELOW ? ` ${fill(strings.room, { left })}` : "");
  }
  show();
  const rubric = (question.rubric || []).length > 0 && h("div", { class: "cpd-rubric" }, h("p", {}, strings.rubric),
    h("ul", {}, question.rubric.map((row) =>
      h("li", {}, `${row.criterion} (${fill(row.points === 1 ? strings.point : strings.points, { points: row.points })})`))));
  return fieldset(question, rubric, h("label", { for: id }, strings.your_answer), area, written, count);
}

// A new kind of question is one function and one line here.
const CONTROLS = {
  single: singleControls,
  multiple: multipleControls,
  match: matchControls,
  order: orderControls,
  numeric: numericControls,
  text: textControls,
};
