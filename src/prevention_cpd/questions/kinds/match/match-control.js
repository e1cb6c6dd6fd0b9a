// Controls for pairs: a select for each on the left. value: an object left id -> right id.
import { fieldset, hint } from "./fields.js";
import { h, inline, plain, uid } from "./dom.js";

const LONG_CHOICE = 40; // a longer choice is cut off in a closed select, so it is listed in full as well

export function matchControl(question, value, onChange, strings) {
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
