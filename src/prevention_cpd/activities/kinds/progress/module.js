// My progress: what is done over all modules, from what is kept on this device; a CPD log to save or print.
import { button, confirmButton, fill, h, icon, inline, listen, plain, verdict } from "./dom.js";
import { frame } from "./frame.js";
import { download, jsonReport, pageReport } from "./report.js";

/** The parts of a page that can be done: [{ key, done }]. */
function partsOf(page, records) {
  const keys = [
    ...(page.tick ? [`section:${page.doc}`] : []),
    ...page.activities.map((activity) => `activity:${activity.id}`),
    ...page.practice.map((id) => `practice:${id}`),
    ...page.reflections.map((reflection) => `reflection:${reflection.id}`),
  ];
  return keys.map((key) => ({ key, done: Boolean(records[key]?.done) }));
}

const countDone = (parts) => parts.filter((part) => part.done).length;

function state(done, strings) {
  return h("span", { class: "cpd-tag" }, icon(done ? "ok" : "part"), done ? strings.done : strings.open);
}

function pageItem(page, records, strings) {
  const lines = [];
  if (page.tick) lines.push([strings.section, records[`section:${page.doc}`]?.done]);
  for (const each of page.activities) lines.push([each.title, records[`activity:${each.id}`]?.done]);
  for (const each of page.reflections) lines.push([strings.reflection, records[`reflection:${each.id}`]?.done]);
  if (page.practice.length) {
    const done = page.practice.filter((id) => records[`practice:${id}`]?.done).length;
    lines.push([fill(strings.practice, { n: done, total: page.practice.length }), done === page.practice.length]);
  }
  return h("li", {}, h("a", { href: page.href, html: inline(page.title) }),
    h("ul", { class: "cpd-parts" }, lines.map(([words, done]) => h("li", {}, h("span", { html: inline(words) }), " ", state(done, strings)))));
}

function moduleBlock(module, records, strings, level) {
  const parts = module.pages.flatMap((page) => partsOf(page, records));
  const words = fill(strings.done_of, { n: countDone(parts), total: parts.length });
  return h("div", { class: "cpd-module" },
    h(`h${level}`, { class: "cpd-step-title", html: inline(module.title) }),
    h("p", {}, h("progress", { value: String(countDone(parts)), max: String(parts.length || 1), "aria-label": words }), " ",
      words, module.minutes ? ` · ${fill(strings.minutes, { n: module.minutes })}` : ""),
    h("ul", { class: "cpd-pages" }, module.pages.map((page) => pageItem(page, records, strings))));
}

/** The reflections that have a text, oldest first, and the marks of the confidence surveys. */
function logBlock(modules, records, strings, level, day) {
  const pages = modules.flatMap((module) => module.pages);
  const written = (activity) => (activity.texts ?? []).map(({ id, label }) => ({
    prompt: label, title: activity.title, at: records[`activity:${activity.id}`]?.at, text: records[`activity:${activity.id}`]?.texts?.[id],
  }));
  const entries = pages.flatMap((page) => [...page.reflections.map((each) => ({ ...each, ...records[`reflection:${each.id}`] })), ...page.activities.flatMap(written)])
    .filter((each) => typeof each.text === "string" && each.text.trim()).sort((one, other) => String(one.at).localeCompare(String(other.at)));
  const surveys = pages.flatMap((page) => page.activities).filter((each) => each.statements && records[`activity:${each.id}`]?.marks);
  return h("div", { class: "cpd-log" },
    h(`h${level}`, { class: "cpd-step-title" }, strings.log),
    entries.length === 0 && surveys.length === 0 && h("p", { class: "cpd-hint" }, strings.log_empty),
    entries.map((each) => h("div", { class: "cpd-note" },
      h("p", { class: "cpd-hint" }, [each.title && plain(each.title), day(each.at)].filter(Boolean).join(" · ")),
      h("div", { html: each.prompt }), h("p", { class: "cpd-own", dir: "auto" }, each.text))),
    surveys.map((each) => {
      const record = records[`activity:${each.id}`];
      return h("div", { class: "cpd-note" },
        h("p", {}, h("strong", { html: inline(each.title) }), " ", h("span", { class: "cpd-hint" }, day(record.at))),
        h("ul", {}, each.statements.map((item) => h("li", {}, h("span", { html: inline(item.text) }), " ",
          h("strong", {}, record.marks[item.id] ? fill(strings.mark_of, { n: record.marks[item.id] }) : strings.no_mark)))));
    }));
}

function build({ model, data, strings, draw, level, say, onCleanup }) {
  const records = model.get("records") || {};
  const day = (at) => (at ? new Date(at).toLocaleDateString(data.language, { dateStyle: "long" }) : "");
  const all = data.modules.flatMap((module) => module.pages.flatMap((page) => partsOf(page, records)));
  const below = Math.min(level + 1, 6);
  const report = h("div", { class: "cpd-report" },
    verdict("info", fill(strings.total, { n: countDone(all), total: all.length })),
    data.modules.map((module) => moduleBlock(module, records, strings, below)),
    logBlock(data.modules, records, strings, below, day));
  const forget = confirmButton(strings.forget, { question: strings.forget_ask, yes: strings.forget_yes, no: strings.keep }, () => {
    model.send({ type: "forget" });
    say(h("p", { class: "cpd-hint" }, strings.cleared));
  });
  onCleanup(listen(model, "change:records", draw));
  return [
    h("div", { class: "cpd-actions cpd-no-print" },
      button(strings.save_page, () => download("my-progress.html", "text/html", pageReport(data, report, strings.report_title))),
      button(strings.save_json, () => download("my-progress.json", "application/json", jsonReport(data, records))),
      button(strings.print, () => globalThis.print())),
    report,
    h("p", { class: "cpd-hint" }, strings[`kept_${model.get("kept")}`]),
    h("div", { class: "cpd-actions cpd-no-print" }, forget),
  ];
}

export default { render: (context) => frame(context, build) };
