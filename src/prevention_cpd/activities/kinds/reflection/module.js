// Reflection: a few sentences of the learner's own, kept on the device and listed in "My progress".
import { fill, h, inline, uid } from "./dom.js";
import { frame } from "./frame.js";

const PAUSE = 600; // milliseconds without a keystroke before the text is kept

function build({ data, strings, answer, save, say, onCleanup }) {
  const id = uid("reflection");
  const count = h("span", { id: `${id}-count` });
  // Paper cannot scroll: the whole text stands here for print.
  const paper = h("div", { class: "cpd-print-only" }, answer().text ?? "");
  let timer = null;
  const area = h("textarea", {
    id, rows: 7, maxlength: 20000, "aria-describedby": `${id}-care ${id}-count`, value: answer().text ?? "",
    oninput() { words(); clearTimeout(timer); timer = setTimeout(keep, PAUSE); },
    onblur: keep,
  });

  function words() {
    const n = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
    count.textContent = fill(n === 1 ? strings.word : strings.words, { n });
    paper.textContent = area.value;
  }

  function keep() {
    clearTimeout(timer);
    if (area.value === (answer().text ?? "")) return;
    save({ text: area.value, done: area.value.trim() !== "" });
    say(h("p", { class: "cpd-hint" }, strings.saved));
  }

  addEventListener("pagehide", keep);
  onCleanup(() => { clearTimeout(timer); removeEventListener("pagehide", keep); });
  words();
  return [
    h("label", { for: id, class: "cpd-prompt", html: inline(data.prompt) }),
    h("p", { class: "cpd-hint", id: `${id}-care` }, strings.care),
    area, h("p", { class: "cpd-hint" }, count), paper,
  ];
}

export default { render: (context) => frame(context, build) };
