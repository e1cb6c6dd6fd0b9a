// A single choice with feedback for each option: pick, check, read why, try again. Used inside several activities.
import { announce, button, h, liveRegion, verdict } from "./dom.js";
import { controls } from "./controls.js";

/**
 * `judge(optionId)` gives { tone, word, feedback } (feedback is HTML); `onCheck(optionId)` is told of each check.
 * `question` is { id, kind: "single", stem, options }; `state` is { value, checked } as it was kept.
 */
export function choice(question, state, strings, { judge, onPick, onCheck, after }) {
  let value = state.value ?? null;
  const region = liveRegion("cpd-feedback");
  const check = button(strings.check, () => {
    if (value === null) announce(region, h("p", { class: "cpd-hint" }, strings.pick_first));
    else {
      onCheck(value);
      announce(region, result());
    }
  }, "cpd-check");

  function result() {
    const { tone, word, feedback } = judge(value);
    return [verdict(tone, word), h("div", { class: "cpd-why", html: feedback }), after ? after(value, tone) : null];
  }

  const fields = controls(question, value, (picked) => {
    value = picked;
    region.replaceChildren();
    onPick(picked);
  }, strings);
  // Shown before it is in the page, so what was kept is not announced on arrival.
  if (state.checked && value !== null) region.append(...result().filter(Boolean));
  return h("div", { class: "cpd-choice" }, fields, h("div", { class: "cpd-actions" }, check), region);
}
