// The head of the quiz: how saving goes, the way to try again, and how far the learner is.
import { announce, button, h, liveRegion } from "./dom.js";

/** `tell(entry)` when the state of an answer has changed; `say(text)` for news; `note(text)` for what stays in a line of its own. */
export function headOf(strings, sender) {
  const status = liveRegion("cpd-quiz-status");
  // It takes the focus when the button beside it goes.
  status.tabIndex = -1;
  const line = liveRegion("cpd-quiz-told");
  const progress = h("p", { class: "cpd-quiz-progress" });
  let trying = false;
  const retry = button(strings.again, () => {
    if (trying) return;
    trying = true;
    sender.again().forEach(sender.send);
    tell();
  }, "cpd-quiz-retry");
  retry.hidden = true;

  function tell(entry) {
    trying = trying && sender.saving();
    retry.setAttribute("aria-disabled", String(trying));
    // "Saving" passes in a moment and is announced only to who asked for it; then a second failure is news as well.
    if (trying) return put(strings.saving, "saving");
    if (!sender.again().length && retry.matches(":focus")) status.focus();
    retry.hidden = !sender.again().length;
    const [failed] = sender.failed();
    // A failure stays until every answer is safe.
    if (failed) put(failed.text, "failed");
    else if (entry?.state === "saved") put(entry.text, "saved");
    return undefined;
  }

  function put(text, state) {
    status.dataset.state = state;
    if (status.textContent !== text) status.textContent = text;
  }

  function say(text) {
    if (sender.failed().length) note(text);
    else put(text, "saved");
  }

  function note(text) {
    announce(line, text);
  }

  // The line does not stay in sight: it may be long, and would cover too much.
  const box = [h("div", { class: "cpd-quiz-head" }, status, retry, progress), line];
  return { box, progress, tell, say, note };
}
