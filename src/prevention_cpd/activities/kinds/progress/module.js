// My progress: what is done on this device, and a study record to print, to save, and to bring to another browser.
import { button, confirmButton, fill, h, icon, listen, uid } from "./dom.js";
import { bringIn } from "./bringin.js";
import { debounce } from "./debounce.js";
import { frame } from "./frame.js";
import { overview } from "./overview.js";
import { minutesOf, modulesWithParts } from "./parts.js";
import { ownWords, studyRecord } from "./record.js";
import { recordPage } from "./recordpages.js";
import { download, pageReport } from "./report.js";

const PAUSE_NAME = 300; // milliseconds without a keystroke before a name is kept
const LEARNER = [["name", "name"], ["organisation", "organization"], ["id", "off"]];

function build(tools) {
  const { model, data, strings, answer, save, say, level, onCleanup } = tools;
  const below = Math.min(level + 1, 6);
  const open = new Set();
  const done = h("div", { class: "cpd-overview cpd-no-print" });
  const privately = h("div", { class: "cpd-no-print" });
  const preview = h("div", { class: "cpd-report" });
  const records = () => model.get("records") || {};
  const learner = () => answer().learner ?? {};
  const added = () => (Array.isArray(answer().added) ? answer().added : []);
  const full = () => answer().full === true;
  const record = () => studyRecord(tools, records(), { learner: learner(), added: added() });
  const page = () => recordPage(tools, records(), record(), { full: full(), level: below });
  const nameOf = (ending) => `study-record-${new Date().toISOString().slice(0, 10)}.${ending}`;

  function drawDone() {
    const modules = modulesWithParts(tools, records());
    const all = modules.flatMap((module) => module.parts);
    const parts = modules.flatMap((module) => module.done);
    const minutes = modules.reduce((sum, module) => sum + minutesOf(module.done), 0);
    done.replaceChildren(
      h("p", { class: "cpd-total" }, icon(parts.length === all.length ? "done" : "info"),
        h("strong", {}, fill(strings.total, { n: parts.length, total: all.length })), " ", fill(strings.total_minutes, { n: minutes })),
      ...overview(tools, records(), open));
  }

  function drawPreview() {
    preview.replaceChildren(h(`h${below}`, { class: "cpd-step-title" }, strings.report_title), ...page().flat(Infinity).filter(Boolean));
  }

  /** Private plans stay out unless their writer adds them, one by one. */
  function drawPrivate() {
    const plans = ownWords(tools, records()).plans.filter((plan) => plan.private);
    privately.replaceChildren(...plans.map((plan) => h("label", { class: "cpd-option" },
      h("input", {
        type: "checkbox", checked: added().includes(plan.id),
        onchange(event) {
          save({ added: event.target.checked ? [...added(), plan.id] : added().filter((id) => id !== plan.id) });
          drawPreview();
        },
      }), h("span", {}, fill(strings.add_private, { title: plan.title })))));
  }

  function drawAll() {
    drawDone();
    drawPrivate();
    drawPreview();
  }

  function nameField([field, autocomplete]) {
    const id = uid("learner");
    const keep = debounce(() => { save({ learner: { ...learner(), [field]: input.value.trim() } }); drawPreview(); }, PAUSE_NAME, onCleanup);
    const input = h("input", { id, type: "text", class: "cpd-number", maxlength: 200, autocomplete, dir: "auto", value: learner()[field] ?? "", oninput: keep.soon, onblur: keep.now });
    return h("div", {}, h("label", { for: id, class: "cpd-prompt" }, strings[`ask_${field}`]), input);
  }

  function pageChoice() {
    const name = uid("page");
    const choice = (value, words) => h("label", { class: "cpd-option" },
      h("input", { type: "radio", name, checked: full() === value, onchange: () => { save({ full: value }); drawPreview(); } }), h("span", {}, words));
    return h("fieldset", { class: "cpd-question" }, h("legend", { class: "cpd-stem" }, strings.which_page), choice(false, strings.for_manager), choice(true, strings.for_me));
  }

  function bring(incoming, whose) {
    model.send({ type: "keep", records: incoming });
    const filled = Object.fromEntries(LEARNER.map(([field]) => [field, learner()[field] || whose[field] || ""]));
    save({ learner: filled });
    for (const [index, input] of [...names.querySelectorAll("input")].entries()) input.value = filled[LEARNER[index][0]];
    drawAll();
  }

  const names = h("div", { class: "cpd-record-names" }, LEARNER.map(nameField));
  const forget = confirmButton(strings.forget, { question: strings.forget_ask, yes: strings.forget_yes, no: strings.keep }, () => {
    model.send({ type: "forget" });
    say(h("p", { class: "cpd-hint" }, strings.cleared));
  });
  onCleanup(listen(model, "change:records", drawAll));
  drawAll();
  return [
    done,
    h("div", { class: "cpd-no-print" },
      h(`h${below}`, { class: "cpd-step-title" }, strings.your_record),
      h("p", { class: "cpd-hint" }, strings.names_hint), names, pageChoice(), privately,
      h("div", { class: "cpd-actions" },
        button(strings.print_pdf, () => globalThis.print(), "cpd-check"),
        button(strings.save_page, () => download(nameOf("html"), "text/html", pageReport(data, h("div", {}, page()), strings.report_title))),
        button(strings.save_json, () => download(nameOf("json"), "application/json", JSON.stringify(record(), null, 2)))),
      h("p", { class: "cpd-hint" }, strings.json_hint)),
    preview,
    h("div", { class: "cpd-no-print" },
      h(`h${below}`, { class: "cpd-step-title" }, strings.bring_title), bringIn(tools, { records, learner, bring }),
      h(`h${below}`, { class: "cpd-step-title" }, strings.your_answers),
      h("p", { class: "cpd-hint" }, strings[`kept_${model.get("kept")}`]),
      h("div", { class: "cpd-actions" }, forget)),
  ];
}

export default { render: (context) => frame(context, build) };
