// What lies where: each place of a choice shows the numbers of what was put there, so that a drawing fills up.
import { fill, h } from "./dom.js";

/** Tell in each option of `element` what lies there: `numbersAt(optionId)` gives the numbers. */
export function showLying(element, numbersAt, strings) {
  for (const option of element.querySelectorAll(".cpd-option")) {
    const numbers = numbersAt(option.dataset.option);
    option.querySelector(".cpd-lying")?.remove();
    option.append(h("span", { class: "cpd-lying" },
      numbers.length > 0 && h("span", { class: "cpd-sr" }, ` ${fill(strings.lying, { list: numbers.join(", ") })}`),
      numbers.map((number) => h("i", { "aria-hidden": "true" }, String(number)))));
  }
}
