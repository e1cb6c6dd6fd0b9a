// Buttons that become something else once they were pressed.
import { button, focusOn, h } from "./dom.js";

/**
 * One button that first acts and then leads on: it keeps its place and the focus, only its label turns.
 * `onward()` gives { label, go, quiet } once there is a way on, else null; call `show` when that has changed.
 * A quiet one does not call for being pressed.
 */
export function turning(label, act, onward) {
  const element = button("", (event) => {
    const way = onward();
    // The second half of a double click was meant for the first label.
    if (way && event.detail > 1) return;
    if (way) way.go();
    else act();
    show();
  }, "cpd-check");

  function show() {
    const way = onward();
    element.textContent = way ? way.label : label;
    element.classList.toggle("cpd-next", Boolean(way) && !way.quiet);
    element.classList.toggle("cpd-check", !way?.quiet);
  }

  show();
  return { element, show };
}

/** The way to the next thing to answer on the same screen, which `next()` gives: the focus goes to its first control. */
export const toNext = (label, next) => ({ label, go: () => next().querySelector("input, textarea").focus(), quiet: true });

/** A button that gives way to what it shows; the focus goes there. */
export function reveal(label, make) {
  const place = h("div", { class: "cpd-actions" }, button(label, () => {
    const shown = make();
    place.replaceWith(shown);
    focusOn(shown);
  }, "cpd-quiet"));
  return place;
}
