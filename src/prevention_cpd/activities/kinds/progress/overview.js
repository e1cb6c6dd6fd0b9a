// What is done and what is left, module by module.
import { fill, h, icon, inline } from "./dom.js";
import { minutesOf, modulesWithParts, partsOf } from "./parts.js";

function state(done, strings) {
  return h("span", { class: "cpd-tag" }, icon(done ? "done" : "open"), done ? strings.done : strings.open);
}

function pageItem(page, tools, records) {
  const { strings } = tools;
  const isDone = (part) => Boolean(records[part.id]?.done);
  const parts = partsOf(page, tools);
  const practice = parts.filter((part) => part.kind === "practice");
  const words = { section: strings.section, reflection: strings.reflection };
  const lines = parts.filter((part) => part.kind !== "practice").map((part) => [words[part.kind] ?? part.title, isDone(part)]);
  if (practice.length) {
    const done = practice.filter(isDone).length;
    lines.push([fill(strings.practice, { n: done, total: practice.length }), done === practice.length]);
  }
  return h("li", {}, h("a", { href: page.href, html: inline(page.title) }),
    h("ul", { class: "cpd-parts" }, lines.map(([text, done]) => h("li", {}, h("span", {}, text), " ", state(done, strings)))));
}

/** One fold for each module: a bar and the sum, and inside it every page with its parts. `open` has the modules that are unfolded. */
export function overview(tools, records, open) {
  const { strings } = tools;
  return modulesWithParts(tools, records).map((module, index) => {
    const words = [
      fill(strings.done_of, { n: module.done.length, total: module.parts.length }),
      fill(strings.minutes_of, { n: minutesOf(module.done), total: minutesOf(module.parts) }),
    ].join(" · ");
    return h("details", { class: "cpd-module", open: open.has(index), ontoggle: (event) => open[event.target.open ? "add" : "delete"](index) },
      h("summary", {}, h("strong", { html: inline(module.title) }), " ",
        h("progress", { value: String(module.done.length), max: String(module.parts.length || 1), "aria-label": words }), " ", h("span", { class: "cpd-hint" }, words)),
      h("ul", { class: "cpd-pages" }, module.pages.map((page) => pageItem(page, tools, records))));
  });
}
