// Controls for a written answer: a field, its words counted, and what it is marked for. value: a text.
import { fieldset } from "./fields.js";
import { fill, h, uid } from "./dom.js";

const LONGEST_ANSWER = 20000; // characters; the same limit as in answers.json
const ROOM_TOLD_BELOW = 2000;

export function textControl(question, value, onChange, strings) {
  const id = uid("text");
  const count = h("p", { class: "cpd-hint", id: `${id}-count` });
  // For print: a field would show only some of its lines.
  const written = h("p", { class: "cpd-written", hidden: true });
  const area = h("textarea", {
    id, rows: 7, dir: "auto", maxlength: LONGEST_ANSWER, "aria-describedby": `${id}-count`, value: typeof value === "string" ? value : "",
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
