// The checking page: reads what is chosen, dropped or pasted, and says whether it holds. Nothing leaves the browser.
import { fill, h } from "./dom.js";
import { certificates } from "./finding.js";
import { canCheck, judge } from "./verdict.js";

const { issuer, words, common, language } = JSON.parse(document.getElementById("data").textContent);
const results = document.getElementById("results");
const day = (iso) => (iso ? new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso)) : "");
const readCode = (picture) => globalThis.jsQR(picture.data, picture.width, picture.height)?.data;

function sentence({ state, claims, reason, since }) {
  const why = reason ? fill(words.verdict[`reason_${reason}`], { since: day(since) }) : "";
  return fill(words.verdict[state], { issuer: issuer.name, reason: why, start: day(claims.validFrom), end: day(claims.validUntil) });
}

/** What a signed certificate says, to hold against the paper. */
function contents(claims) {
  const subject = claims.credentialSubject;
  const values = Object.fromEntries(subject.result.map((each) => [each.resultDescription, each.value]));
  const pairs = [
    [words.page.name, subject.identifier[0].identityHash],
    [words.page.course, `${claims.name}. ${subject.achievement.description}`],
    ...subject.achievement.resultDescription.map((each) => [each.name, fill(words.page.percent, { value: values[each.id], needed: each.requiredValue })]),
    [words.page.issued, day(claims.validFrom)],
    [words.page.number, claims.jti.replace("urn:uuid:", "")],
  ];
  return [
    h("p", {}, words.page.compare),
    h("dl", {}, pairs.map(([term, value]) => [h("dt", {}, term), h("dd", { dir: "auto" }, value)])),
    h("ul", {}, subject.narrative.split("\n").map((line) => h("li", {}, line))),
  ];
}

async function show(name, text) {
  const found = await judge(text, issuer, Date.now() / 1000, common);
  const said = found.claims.jti ? contents(found.claims) : [];
  results.append(h("section", { "data-state": found.state }, h("h3", {}, name), h("p", {}, sentence(found)), said));
}

async function check(files) {
  results.replaceChildren();
  for (const file of files) {
    for (const text of (await certificates(file, readCode)).concat("").filter((each, at) => each || !at)) await show(file.name, text);
  }
  results.focus();
}

document.getElementById("files").addEventListener("change", (event) => check(event.target.files));
document.getElementById("text-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  results.replaceChildren();
  await show(words.page.pasted, document.getElementById("text").value);
  results.focus();
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  check(event.dataTransfer.files);
});
if (!(await canCheck())) {
  document.getElementById("cannot").hidden = false;
  document.getElementById("form").hidden = true;
}
