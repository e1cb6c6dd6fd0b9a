// A plan of one's own: prompts with room to write. The text stays on the device; a private one is in no export.
import { announce, h, inline, liveRegion, uid } from "./dom.js";
import { frame } from "./frame.js";
import { debounce } from "./debounce.js";
import { pageButtons } from "./savepage.js";

const PAUSE = 600; // milliseconds without a keystroke before the text is kept
const LONGEST = 5000; // characters of one answer

function build(tools) {
  const { data, strings, answer, save, onCleanup } = tools;
  // My progress leaves everything under this name out of what it shows and saves.
  const place = data.private ? "private" : "texts";
  const kept = answer()[place];
  const texts = new Map(data.prompts.map(({ id }) => [id, typeof kept?.[id] === "string" ? kept[id] : ""]));
  const region = liveRegion();

  const keep = debounce(() => {
    save({ [place]: Object.fromEntries([...texts].filter(([, text]) => text.trim())) });
    announce(region, h("p", { class: "cpd-hint" }, strings.kept_now));
  }, PAUSE, onCleanup);

  function prompt(item) {
    const id = uid("prompt");
    // Paper cannot scroll: the whole text stands here for print.
    const paper = h("div", { class: "cpd-print-only" }, texts.get(item.id));
    const area = h("textarea", {
      id, rows: item.rows ?? 3, maxlength: LONGEST, autocomplete: "off", "aria-describedby": item.hint ? `${id}-hint` : null, value: texts.get(item.id),
      oninput() {
        texts.set(item.id, area.value);
        paper.textContent = area.value;
        region.replaceChildren();
        keep.soon();
      },
      onblur: keep.now,
    });
    return h("div", { class: "cpd-plan-prompt" },
      h("label", { for: id, class: "cpd-prompt", html: inline(item.label) }),
      item.hint && h("p", { class: "cpd-hint", id: `${id}-hint`, html: item.hint }),
      area, paper,
      item.examples?.length > 0 && h("details", { class: "cpd-examples cpd-no-print" }, h("summary", {}, strings.examples),
        h("ul", {}, item.examples.map((each) => h("li", { html: each })))));
  }

  const finished = h("input", { type: "checkbox", checked: answer().done === true, onchange: () => { keep.now(); save({ done: finished.checked }); } });
  const page = () => data.prompts.map((item) => h("div", { class: "cpd-note" },
    h("p", {}, h("strong", { html: inline(item.label) })), h("p", { class: "cpd-own" }, texts.get(item.id) || "–")));
  return [
    h("p", { class: "cpd-hint" }, data.private ? strings.private : strings.own),
    data.prompts.map(prompt), region,
    data.closing && h("div", { class: "cpd-note", html: data.closing }),
    h("label", { class: "cpd-option cpd-finished cpd-no-print" }, finished, h("span", {}, strings.finished)),
    pageButtons(tools, page),
  ];
}

export default { render: (context) => frame(context, build) };
