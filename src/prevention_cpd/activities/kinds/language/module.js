// Language check: the reader's own text against the terminology list. It is neither saved nor sent anywhere.
import { announce, button, fill, focusOn, h, liveRegion, uid, verdict } from "./dom.js";
import { frame } from "./frame.js";
import { findTerms } from "./terms.js";

/** The text with each finding marked and numbered as in the list. */
function markedText(text, findings, strings) {
  const pieces = [];
  let at = 0;
  findings.forEach((finding, index) => {
    pieces.push(text.slice(at, finding.start), h("mark", {}, text.slice(finding.start, finding.end), h("sup", {}, String(index + 1))));
    at = finding.end;
  });
  pieces.push(text.slice(at));
  return h("div", {}, h("p", {}, h("strong", {}, strings.marked_text)), h("div", { class: "cpd-own cpd-marked", dir: "auto" }, pieces));
}

function item(finding, strings) {
  const { term } = finding;
  return h("li", {},
    h("p", {}, h("strong", { dir: "auto" }, finding.found), " ",
      h("span", { class: "cpd-hint" }, `${fill(strings.line, { n: finding.line })} · ${strings[`status_${term.status}`]}`)),
    term.why && h("p", {}, term.why),
    term.alternatives.length > 0 && h("p", {}, h("strong", {}, strings.instead), " ", term.alternatives.join("; ")));
}

function build({ data, strings, save }) {
  const id = uid("text");
  const region = liveRegion("cpd-feedback");
  const results = h("div", { class: "cpd-findings" });
  const area = h("textarea", { id, rows: 8, dir: "auto", spellcheck: "true", "aria-describedby": `${id}-care`, autocomplete: "off" });

  function check() {
    results.replaceChildren();
    if (!area.value.trim()) {
      announce(region, h("p", { class: "cpd-hint" }, strings.no_text));
      return;
    }
    const findings = findTerms(area.value, data);
    save({ done: true });
    if (findings.length === 0) {
      announce(region, verdict("ok", strings.nothing_found), h("p", {}, strings.nothing_found_note));
      return;
    }
    announce(region, verdict("info", fill(findings.length === 1 ? strings.one_found : strings.found, { n: findings.length })));
    results.append(h("ol", { "aria-label": strings.findings }, findings.map((finding) => item(finding, strings))),
      markedText(area.value, findings, strings), h("p", { class: "cpd-hint" }, strings.judge));
  }

  /** What was found belongs to the text as it was checked. */
  function forget() {
    results.replaceChildren();
    region.replaceChildren();
  }

  function put(text) {
    area.value = text;
    forget();
    focusOn(area);
  }

  area.addEventListener("input", forget);

  return [
    h("label", { for: id }, strings.your_text), area, h("p", { class: "cpd-hint", id: `${id}-care` }, strings.private),
    h("div", { class: "cpd-actions" },
      button(strings.check_text, check, "cpd-check"),
      data.sample && button(strings.use_sample, () => put(data.sample), "cpd-quiet"),
      button(strings.clear_text, () => put(""), "cpd-quiet")),
    region, results,
  ];
}

export default { render: (context) => frame(context, build) };
