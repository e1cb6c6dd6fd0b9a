// Small helpers that every activity and the quiz share. No course sentence stands here.

/**
 * Build an element: h("button", { class: "cpd-button", onclick: go }, "Text", otherElement).
 * `html` sets HTML that Python made from the course's own Markdown (raw HTML is off there); all else becomes text.
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") element.innerHTML = value;
    else if (name.startsWith("on") && typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** An empty place that screen readers announce when `announce` fills it. Put it in the page before you need it. */
export function liveRegion(className) {
  return h("div", { role: "status", class: className || "cpd-status" });
}

/** Fill a live region with text or elements; the focus stays where it is. */
export function announce(region, ...content) {
  region.replaceChildren();
  append(region, content);
  // The same words twice are no change to a screen reader: an alternating no-break space makes them one.
  const text = region.textContent;
  if (text && text === region.cpdLast) region.append(h("span", { class: "cpd-sr" }, "\u00a0"));
  region.cpdLast = region.textContent;
}

/** An id that is unique in the page, also between modules that were composed apart. */
export function uid(prefix) {
  globalThis.cpdIds = (globalThis.cpdIds || 0) + 1;
  return `cpd-${prefix}-${globalThis.cpdIds}`;
}

/** Fill the names in a text: fill("{n} of {total}", { n: 1, total: 3 }). */
export function fill(text, values) {
  return String(text ?? "").replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The words of a piece of HTML, for places that take no markup (select options, file exports). */
export function plain(html) {
  const parsed = new DOMParser().parseFromString(String(html ?? ""), "text/html");
  return parsed.body.textContent.replace(/\s+/g, " ").trim();
}

/** The same HTML without the one paragraph around it, so that it may stand in a legend or a label. */
export function inline(html) {
  const match = /^\s*<p>([\s\S]*)<\/p>\s*$/.exec(String(html ?? ""));
  return match && !match[1].includes("<p>") ? match[1] : String(html ?? "");
}

const ICONS = {
  ok: '<path d="M4 10.5l4 4 8-9"/>',
  warn: '<path d="M5 5l10 10M15 5L5 15"/>',
  part: '<path d="M4 10h12"/>',
  info: '<path d="M10 9v6M10 5v.5"/>',
  done: '<circle cx="10" cy="10" r="6" fill="currentColor"/>',
  open: '<circle cx="10" cy="10" r="6"/>',
  disputed: '<path d="M4 7h12l-3-3M16 13H4l3 3"/>',
};

/**
 * A drawn sign. ok, warn and part judge an answer; done and open say how far one is; disputed and info judge nothing.
 * It always stands beside a word, so it is hidden from screen readers.
 */
export function icon(name) {
  const svg = `<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">${ICONS[name]}</svg>`;
  return h("span", { class: `cpd-icon cpd-icon-${name}`, html: svg });
}

/** A verdict: a sign and a word, never colour alone. `tone` is ok, warn, part or info. */
export function verdict(tone, word) {
  return h("p", { class: `cpd-verdict cpd-${tone}` }, icon(tone), h("strong", {}, word));
}

export function button(label, onclick, className) {
  return h("button", { type: "button", class: `cpd-button ${className || ""}`.trim(), onclick }, label);
}

/** A button that asks once more, in place, before it acts. (Dialogs are blocked in some notebook hosts.) */
export function confirmButton(label, texts, act) {
  const place = h("span", { class: "cpd-confirm" });
  const first = button(label, ask, "cpd-quiet");
  function ask() {
    const yes = button(texts.yes, () => { back(); act(); }, "cpd-danger");
    const box = h("span", { role: "group", "aria-label": texts.question, class: "cpd-ask" },
      h("span", {}, texts.question), yes, button(texts.no, back, "cpd-quiet"));
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") back(); });
    place.replaceChildren(box);
    yes.focus();
  }
  function back() {
    place.replaceChildren(first);
    first.focus();
  }
  place.append(first);
  return place;
}

/** Move the focus to a heading or group that is not a control, when a new step is shown. */
export function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: false });
}

/** Listen to an event of the model; gives back the function that stops listening. */
export function listen(model, event, callback) {
  model.on(event, callback);
  return () => model.off(event, callback);
}
