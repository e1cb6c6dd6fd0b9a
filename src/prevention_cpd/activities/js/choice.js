// A single choice with feedback for each option: pick, check, read why, try again. Used inside several activities.
import { announce, h, liveRegion, verdict } from "./dom.js";
import { controls } from "./controls.js";
import { turning } from "./turning.js";

/**
 * `judge(optionId)` gives { tone, word, feedback } (feedback is HTML); `onCheck(optionId)` is told of each check.
 * `question` is { id, kind: "single", stem, options }; `state` is { value, checked } as it was kept. Once it is checked,
 * the button leads where `next(optionId)` says ({ label, go }), if anywhere.
 */
export function choice(question, state, strings, { judge, onPick, onCheck, after, next }) {
  let value = state.value ?? null;
  let checked = Boolean(state.checked) && value !== null;
  const region = liveRegion("cpd-feedback");
  const check = turning(strings.check, () => {
    if (value === null) announce(region, h("p", { class: "cpd-hint" }, strings.pick_first));
    else {
      checked = true;
      onCheck(value);
      announce(region, result());
    }
  }, () => (checked && next ? next(value) : null));

  function result() {
    const { tone, word, feedback } = judge(value);
    return [verdict(tone, word), h("div", { class: "cpd-why", html: feedback }), after ? after(value, tone) : null];
  }

  const fields = controls(question, value, (picked) => {
    value = picked;
    checked = false;
    region.replaceChildren();
    onPick(picked);
    check.show();
  }, strings);
  // Shown before it is in the page, so what was kept is not announced on arrival.
  if (checked) region.append(...result().filter(Boolean));
  return h("div", { class: "cpd-choice" }, fields, h("div", { class: "cpd-actions" }, check.element), region);
}
