// The quiz in a notebook or in Voilà: a kernel is its host.
import { kernelHost } from "./kernel-host.js";
import { openQuiz } from "./quiz.js";

const TRIES = 60; // frames until a view that is not put into the page is given up

export default { render };

async function render({ model, el }) {
  const close = await openQuiz(el, kernelHost(model));
  // Who has just run the cell goes on at the first question; Jupyter itself would go on behind the quiz.
  if (model.get("fresh") && document.querySelector(".jp-Notebook")) {
    model.set("fresh", false);
    model.save_changes();
    focusFirst(el, TRIES);
  }
  return close;
}

function focusFirst(el, tries) {
  if (el.isConnected) el.querySelector(".cpd-quiz-question").focus();
  else if (tries) requestAnimationFrame(() => focusFirst(el, tries - 1));
}
