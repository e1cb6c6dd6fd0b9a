// The receipt of what was handed in: to read, copy and print; and the way to take it back.
import { announce, button, confirmButton, fill, h, liveRegion } from "./dom.js";
import { inForce } from "./confirming.js";
import { moment, overdue } from "./times.js";

/** The rows of a receipt: pairs of a name and what stands for it. */
function receiptRows(quiz, done, strings) {
  return [
    [strings.code, h("strong", { class: "cpd-quiz-code" }, done.code)],
    [strings.when, moment(done.at)],
    [strings.of_quiz, fill(strings.of_form, { title: quiz.title, form: quiz.form })],
    [strings.version, done.version],
    [strings.answered, fill(strings.answered_of, done)],
    [strings.late_name, done.late && strings.late_yes],
    // Only where the last attempt counts does one take the place of another.
    [quiz.counts === "best" || quiz.counts === "first" ? strings.before_name : strings.replaced_name, done.replaces && fill(strings.replaced, { code: done.replaces })],
  ].filter(([, value]) => value);
}

/** The view; `takeBack(handIn)` gives a promise of { done, reason, told, unknown }; `onBack` goes to the questions. */
export function receiptView(known, strings, { takeBack, onBack }) {
  const { quiz } = known;
  const heading = h("h2", { tabindex: "-1" });
  const news = liveRegion("cpd-quiz-news");
  const body = h("div");
  const said = liveRegion("cpd-quiz-said");
  const actions = h("div", { class: "cpd-quiz-actions" });
  let busy = false;
  let drawn = "";
  // While something is being taken back, no button of this view does anything.
  actions.addEventListener("click", (event) => { if (busy) event.stopPropagation(); }, true);
  const box = h("div", { class: "cpd-quiz-view cpd-quiz-receipt", hidden: true }, heading, news, body, actions, said);

  const facts = () => JSON.stringify([known.hand_ins, overdue(quiz.deadline)]);

  /** Draw again what another window or the clock has changed. */
  function refresh() {
    if (!busy && drawn !== facts()) draw();
  }

  function work(on) {
    busy = on;
    // Not `disabled`: that would take the focus away.
    for (const each of actions.querySelectorAll("button")) each.setAttribute("aria-disabled", String(on));
  }

  function draw(note = "") {
    drawn = facts();
    const handIns = known.hand_ins;
    const last = inForce(handIns).at(-1);
    heading.textContent = last ? strings.handed_in : strings.taken_back;
    said.replaceChildren();
    news.replaceChildren();
    const back = button(strings.to_questions, onBack);
    const warning = note ? [h("p", { class: "cpd-quiz-note" }, note)] : [];
    if (!last) {
      body.replaceChildren(h("p", {}, strings.nothing_in), h("p", {}, strings.collected), ...warning);
      actions.replaceChildren(back);
      return;
    }
    const rows = receiptRows(quiz, last, strings);
    body.replaceChildren(h("dl", {}, rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      h("p", {}, strings.keep_it), ...warning);
    const text = rows.map(([name, value]) => `${name}: ${value.textContent ?? value}`).join("\n");
    actions.replaceChildren(button(strings.copy, () => copy(text)), button(strings.print, () => globalThis.print()),
      ...(overdue(quiz.deadline) || !takeBack ? [] : [undo(last)]), back);
  }

  function undo(last) {
    const texts = { question: strings.take_back_sure, yes: strings.take_back_yes, no: strings.take_back_no };
    return confirmButton(strings.take_back, texts, async () => {
      announce(said, strings.taking_back);
      work(true);
      const told = await takeBack(last);
      work(false);
      if (told.unknown) return announce(said, told.reason);
      if (!told.done) return announce(said, fill(strings.not_taken_back, { reason: told.reason }));
      draw(told.told);
      heading.textContent = strings.taken_back;
      heading.focus();
      const before = inForce(known.hand_ins).at(-1);
      if (before) announce(news, fill(strings.counts_again, { time: moment(before.at), code: before.code }), " ", strings.collected);
      return undefined;
    });
  }

  async function copy(text) {
    announce(said, await copied(text) ? strings.copied : strings.not_copied);
  }

  return { box, heading, draw, refresh };
}

/** Put text on the clipboard; also where the page is not served securely, as on many training servers. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "cpd-sr", "aria-hidden": "true", value: text });
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }
}

/** The line that says, whenever the quiz is open, what is handed in. */
export function receiptNote(known, strings, onShow) {
  const told = h("p");
  const changed = liveRegion("cpd-quiz-changed");
  const open = button(strings.show_receipt, onShow);
  const box = h("div", { class: "cpd-quiz-note", hidden: true }, told, changed, open);
  function draw() {
    const last = inForce(known.hand_ins).at(-1);
    box.hidden = !last;
    if (last) told.textContent = fill(strings.you_handed_in, { time: moment(last.at), code: last.code });
    // Told once, when it becomes true.
    const text = last && known.changed ? strings.changed_since : "";
    if (changed.textContent !== text) changed.textContent = text;
  }
  draw();
  return { box, open, draw };
}
