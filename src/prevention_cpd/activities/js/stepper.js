// One case at a time: "2 of 6", back and on, and a list of where you are. The focus goes to the new case's heading.
import { button, fill, focusOn, h, icon } from "./dom.js";

/**
 * Elements for a list of cases. `states(index)` is "open" or the tone (ok, part, warn) with which the case was closed;
 * `build(index, onward)` gives a case; `end()` what stands after the last one; `onMove()` is told of each step.
 * The last button of a case becomes the way on, `onward` ({ label, go }); one that is only to be read, as `reads(index)`
 * says, has it below.
 * The place is kept in answer().step.
 */
export function stepper({ answer, save, strings, say, level }, { count, states, build, end, onMove, reads }) {
  const box = h("div", { class: "cpd-stepper" });
  const place = () => (Number.isInteger(answer().step) ? Math.min(Math.max(answer().step, 0), count) : 0);

  function go(index) {
    save({ step: index });
    say();
    show();
    if (onMove) onMove();
    focusOn(box.querySelector(".cpd-step-title"));
  }

  function show() {
    const index = place();
    const last = index === count;
    const onward = { label: index === count - 1 ? strings.to_summary : strings.next, go: () => go(index + 1) };
    const title = last ? strings.summary : fill(strings.step, { n: index + 1, total: count });
    box.replaceChildren(
      trail(),
      h(`h${Math.min(level + 1, 6)}`, { class: "cpd-step-title" }, title),
      h("div", { class: "cpd-case" }, last ? end() : build(index, onward)),
      h("div", { class: "cpd-actions cpd-steps" },
        index > 0 && !last && button(strings.back, () => go(index - 1), "cpd-quiet"),
        !last && reads?.(index) && button(onward.label, onward.go, "cpd-next"),
        last && button(strings.again, () => go(0), "cpd-quiet")));
  }

  function trail() {
    const items = Array.from({ length: count }, (_, index) => {
      const state = states(index);
      return h("li", {}, h("button", {
        type: "button", class: `cpd-dot cpd-dot-${state}`, "aria-label": fill(strings[`trail_${state}`], { n: index + 1 }),
        "aria-current": index === place() ? "step" : null, onclick: () => go(index),
      }, String(index + 1), state !== "open" && icon(state)));
    });
    return h("ol", { class: "cpd-trail", "aria-label": strings.trail }, items);
  }

  show();
  // After an answer only the trail changes; the case itself keeps its controls and the focus.
  return { element: box, refresh: () => box.querySelector(".cpd-trail").replaceWith(trail()) };
}
