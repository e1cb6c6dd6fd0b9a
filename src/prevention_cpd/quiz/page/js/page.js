// The quiz as one file: opens it, prints it on paper, and clears a shared computer.
import { announce, button, confirmButton, liveRegion } from "./dom.js";
import { pageHost } from "./page-host.js";
import { openQuiz } from "./quiz.js";
import { noShelf, shelf } from "./shelf.js";

const state = JSON.parse(document.getElementById("state").textContent);
const { quiz, strings, preview } = state;
const kept = preview ? noShelf() : shelf(`cpd-quiz:${quiz.quiz}:${quiz.title}`);
const page = document.documentElement;
const place = document.getElementById("quiz");
const host = pageHost(state, kept, save);
const said = liveRegion("cpd-page-said");
let close = await openQuiz(place, host);

page.dataset.open = "";
document.getElementById("actions").append(button(strings.paper, printPaper), ...(preview ? [] : [clearButton()]), said);
addEventListener("afterprint", () => delete page.dataset.paper);
// What only this page remembers would be gone with it.
addEventListener("beforeunload", (event) => { if (kept.onlyHere()) event.preventDefault(); });

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function printPaper() {
  page.dataset.paper = "";
  print();
}

function clearButton() {
  const texts = { question: strings.clear_sure, yes: strings.clear_yes, no: strings.clear_no };
  return confirmButton(strings.clear, texts, async () => {
    close();
    kept.clear();
    close = await openQuiz(place, pageHost(state, kept, save));
    announce(said, strings.cleared);
  });
}
