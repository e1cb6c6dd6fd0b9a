// The study record as a page: one for a manager without any text, and the full one.
import { fill, h } from "./dom.js";
import { minutesOf, modulesWithParts } from "./parts.js";

const FIELDS = ["name", "organisation", "id"];

/** The elements of the page; `full` adds every part and everything in `record` that the learner wrote. */
export function recordPage(tools, records, record, { full, level }) {
  const { data, strings } = tools;
  const day = (at, dateStyle = "long") => (at ? new Date(at).toLocaleDateString(data.language, { dateStyle }) : "");
  /** One day, or the first and the last of several. */
  function period(days, dateStyle) {
    const [from, to] = [days[0], days.at(-1)].map((at) => day(at, dateStyle));
    return from === to ? from : fill(strings.from_to, { from, to });
  }

  const title = (words, below = 0) => h(`h${Math.min(level + below, 6)}`, { class: "cpd-step-title" }, words);
  const modules = modulesWithParts(tools, records);
  const begun = modules.filter((module) => module.done.length > 0);
  const dates = record.parts.map((part) => part.done_at).filter(Boolean).sort();
  const total = begun.reduce((sum, module) => sum + minutesOf(module.done), 0);

  const facts = [
    ...FIELDS.filter((field) => record.learner[field]).map((field) => [strings[field], record.learner[field]]),
    [strings.course, `${data.course_title} (${fill(strings.version, { version: data.version })})`],
    data.provider && [strings.provider, data.provider],
    dates.length > 0 && [strings.period, period(dates)],
    [strings.study_time, fill(strings.minutes_of, { n: total, total: modules.reduce((sum, module) => sum + minutesOf(module.parts), 0) })],
  ].filter(Boolean);

  function moduleRow(module) {
    const days = module.done.map((part) => part.done_at).filter(Boolean).sort();
    return h("tr", {}, h("th", { scope: "row", html: module.title }),
      h("td", {}, fill(strings.parts_of, { n: module.done.length, total: module.parts.length })),
      h("td", {}, String(minutesOf(module.done))),
      h("td", {}, days.length ? period(days, "medium") : "–"));
  }

  const table = h("div", { class: "cpd-scroll", tabindex: "0", role: "group", "aria-label": strings.by_module },
    h("table", { class: "cpd-record-table" }, h("caption", {}, strings.by_module),
      h("thead", {}, h("tr", {}, [strings.module, strings.parts, strings.minutes_head, strings.when].map((words) => h("th", { scope: "col" }, words)))),
      h("tbody", {}, modules.map(moduleRow))));

  const partList = () => begun.map((module) => [
    h(`h${Math.min(level + 2, 6)}`, { class: "cpd-step-title", html: module.title }),
    h("ul", { class: "cpd-parts" }, module.done.map((part) => h("li", {}, h("span", {}, part.title), h("span", { class: "cpd-hint" }, day(part.done_at))))),
  ]);
  const answer = (label, text) => [h("p", {}, h("strong", {}, label)), h("p", { class: "cpd-own", dir: "auto" }, text)];
  const note = (entry, ...content) => h("div", { class: "cpd-note" },
    h("p", { class: "cpd-hint" }, [entry.title, day(entry.written_at ?? entry.finished_at)].filter(Boolean).join(" · ")), content);
  const reflection = (entry) => note(entry,
    entry.text && answer(entry.prompt, entry.text),
    entry.answers?.map(({ label, text }) => answer(label, text)),
    entry.marks && h("ul", {}, entry.marks.map(({ statement, mark }) => h("li", {}, statement, " ", h("strong", {}, fill(strings.mark_of, { n: mark }))))));

  return [
    h("dl", { class: "cpd-record-facts" }, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, value)))),
    table,
    full && record.plans.length > 0 && [title(strings.plans, 1), record.plans.map((plan) => note(plan, plan.answers.map(({ label, text }) => answer(label, text))))],
    full && record.reflections.length > 0 && [title(strings.reflections, 1), record.reflections.map(reflection)],
    full && begun.length > 0 && [title(strings.what_when, 1), partList()],
    h("p", { class: "cpd-hint" }, `${strings.self_kept} `, data.method),
  ];
}
