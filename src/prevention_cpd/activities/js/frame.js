// The frame around an activity: title, introduction, the activity itself, what is kept and how to delete it.
import { announce, confirmButton, fill, focusOn, h, inline, listen, liveRegion, uid } from "./dom.js";

/**
 * Draw an activity in `el`. `build(tools)` gives back its elements, and is called again after a reset and when
 * another view, another tab or Python changes the answer. Gives back the cleanup function.
 */
export function frame({ model, el }, build) {
  const data = model.get("data");
  const strings = model.get("strings");
  const titleId = uid("title");
  const level = headingLevel(el);
  const status = liveRegion();
  const content = h("div", { class: "cpd-content" });
  const foot = h("div", {});
  const root = h("div", { class: "cpd-root" },
    h("div", { class: `cpd-box cpd-kind-${data.kind}`, role: "group", "aria-labelledby": titleId },
      header(data, strings, titleId, level), content, status, foot));
  root.addEventListener("click", (event) => keepInSight(event.target.closest(".cpd-actions > .cpd-button")));
  let own = false;
  let cleanups = [];

  /** Keep a change of the answer; the first time it is done, also when. */
  function save(patch) {
    const before = model.get("answer") || {};
    const after = { ...before, ...patch };
    if (after.done && !before.done) after.at = new Date().toISOString();
    own = true;
    model.set("answer", after);
    model.save_changes();
    own = false;
  }

  function draw() {
    cleanups.forEach((each) => each());
    cleanups = [];
    status.replaceChildren();
    const onKept = (callback) => cleanups.push(listen(model, "msg:custom", (message) => { if (message?.type === "kept") callback(); }));
    const tools = {
      model, data, strings, save, draw, level, onKept,
      answer: () => model.get("answer") || {},
      say: (...words) => announce(status, ...words),
      onCleanup: (callback) => cleanups.push(callback),
    };
    content.replaceChildren(...[build(tools)].flat(Infinity).filter(Boolean));
  }

  /** Delete, draw anew, and put the focus where the reader starts again. */
  function clear(message) {
    model.set("answer", {});
    model.save_changes();
    if (message) model.send(message);
    focusOn(root.querySelector(".cpd-title"));
    announce(status, h("p", { class: "cpd-hint" }, strings.cleared));
  }

  const showFoot = () => foot.replaceChildren(footer(data, model.get("kept"), strings, clear));
  try {
    draw();
  } catch (error) {
    // What was kept may come from another version of the activity: what cannot be shown counts as nothing.
    if (Object.keys(model.get("answer") || {}).length === 0) throw error;
    model.set("answer", {});
    draw();
  }
  showFoot();
  el.append(root);
  const off = [
    listen(model, "change:answer", () => { if (!own) draw(); }),
    listen(model, "change:kept", showFoot),
  ];
  return () => {
    off.concat(cleanups).forEach((each) => each());
    root.remove();
  };
}

/** What a button brings comes below it: where the focus stays, there is room for it in sight (`scroll-margin` says how much). */
function keepInSight(pressed) {
  if ([pressed, document.body].includes(document.activeElement)) pressed?.scrollIntoView({ block: "nearest" });
}

/** One level below the heading that stands before the activity, so that the outline of the page has no gap. */
function headingLevel(el) {
  // A notebook renders its outputs before they are in the page: then a middling level is the best guess.
  if (!el.isConnected) return 3;
  let level = 1;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5")) {
    if (heading.closest(".cpd-root")) continue;
    if (!(heading.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    level = Number(heading.tagName[1]);
  }
  return level + 1;
}

function header(data, strings, id, level) {
  const facts = strings.kind ? [strings.kind] : [];
  if (data.minutes) facts.push(fill(data.minutes === 1 ? strings.minute : strings.minutes, { n: data.minutes }));
  if (data.outcome?.length) facts.push(fill(data.outcome.length === 1 ? strings.outcome : strings.outcomes, { list: data.outcome.join(", ") }));
  return h("div", { class: "cpd-head" },
    facts.length > 0 && h("p", { class: "cpd-kicker" }, facts.join(" · ")),
    h(`h${level}`, { id, class: "cpd-title", html: inline(data.title) }),
    data.intro && h("div", { class: "cpd-intro", html: data.intro }));
}

/** What is kept and where, with the two ways to delete it. Open when nothing can be kept: that has to be seen. */
function footer(data, kept, strings, clear) {
  // Small parts, of which a page has many, speak up only when there is something to say.
  if (data.footer === false) return h("p", { class: "cpd-hint" }, kept === "nowhere" && strings.kept_nowhere);
  const ask = (name, act) =>
    confirmButton(strings[name], { question: strings[`${name}_ask`], yes: strings[`${name}_yes`], no: strings.keep }, act);
  return h("details", { class: "cpd-foot", open: kept === "nowhere" },
    h("summary", {}, strings.your_answers),
    h("p", { class: "cpd-hint" }, strings[`kept_${kept}`]),
    h("div", { class: "cpd-actions" }, ask("reset", () => clear()), ask("forget", () => clear({ type: "forget" }))));
}
