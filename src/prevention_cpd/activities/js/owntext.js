// A field for the learner's own words: kept when the hands rest, said so only when it is so, and whole on paper.
import { debounce } from "./debounce.js";
import { fill, h, inline, uid } from "./dom.js";

const PAUSE = 600; // milliseconds without a keystroke before the text is kept
const LONGEST_OWN = 20000; // characters

/**
 * `label` and `hint` are HTML; `keep(text)` keeps; `count(words)` gives a line under the field, if any.
 * Gives back { element, text(), keepNow() }. The line that says "Kept." has its place before it speaks: a button
 * below must not move away under the pointer.
 */
export function ownText({ strings, onKept, onCleanup }, { label, hint, value, rows = 3, longest = LONGEST_OWN, keep, count }) {
  const id = uid("own");
  const start = typeof value === "string" ? value : "";
  // Paper cannot scroll: the whole text stands here for print.
  const paper = h("div", { class: "cpd-print-only cpd-own", dir: "auto" }, start);
  const kept = h("span", { role: "status" });
  const counted = h("span", { id: `${id}-count` });
  let waiting = false;

  const later = debounce(() => {
    waiting = true;
    keep(area.value);
  }, PAUSE, onCleanup);
  onKept(() => {
    if (waiting) kept.textContent = strings.kept_now;
    waiting = false;
  });

  const area = h("textarea", {
    id, rows, maxlength: longest, dir: "auto", autocomplete: "off", value: start,
    "aria-describedby": [hint && `${id}-hint`, count && `${id}-count`].filter(Boolean).join(" ") || null,
    oninput() { show(); kept.textContent = ""; later.soon(); },
    onblur: later.now,
  });

  function show() {
    paper.textContent = area.value;
    if (count) counted.textContent = count(area.value.trim() ? area.value.trim().split(/\s+/).length : 0);
  }

  show();
  const element = h("div", { class: "cpd-own-text" },
    h("label", { for: id, class: "cpd-prompt", html: inline(label) }),
    hint && h("p", { class: "cpd-hint", id: `${id}-hint`, html: hint }),
    area, paper, h("p", { class: "cpd-hint cpd-kept" }, counted, " ", kept));
  return { element, text: () => area.value, keepNow: later.now };
}

/** How many words, with the number in its place. */
export const countWords = (strings, n) => fill(n === 1 ? strings.word : strings.words, { n });
