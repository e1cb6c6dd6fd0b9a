// The page of a quiz: opens it with this server as its host, and tries again until the server is there.
import { httpHost } from "./http-host.js";
import { openQuiz } from "./quiz.js";

const AGAIN = 5000; // milliseconds until the next try to open the quiz

const place = document.getElementById("cpd-quiz-place");
const line = document.getElementById("cpd-quiz-loading");
const xsrf = document.querySelector("meta[name=cpd-xsrf]").content;

async function open() {
  try {
    await openQuiz(place, httpHost(place.dataset.address, xsrf));
    line.remove();
    place.querySelector("h2")?.focus({ preventScroll: true });
  } catch {
    line.textContent = place.dataset.failed;
    setTimeout(open, AGAIN);
  }
}

open();
