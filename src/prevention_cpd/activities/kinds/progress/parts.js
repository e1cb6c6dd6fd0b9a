// What can be done in the course, part by part, and what of it is done.
import { fill, plain } from "./dom.js";

/** The parts of a page in reading order: [{ id, kind, title, minutes }]; `id` is what each is kept under. */
export function partsOf(page, { data, strings }) {
  const title = plain(page.title);
  const part = (kind, name, words, minutes) => ({ id: `${kind}:${name}`, kind, title: words, minutes });
  return [
    ...(page.tick ? [part("section", page.doc, title, page.minutes ?? 0)] : []),
    ...page.activities.map((each) => part("activity", each.id, plain(each.title), each.minutes ?? 0)),
    ...page.practice.map((id, index) =>
      part("practice", id, fill(strings.practice_of, { n: index + 1, page: title }), data.per_practice ?? 0)),
    ...page.reflections.map((each) => part("reflection", each.id, fill(strings.reflection_of, { page: title }), data.per_reflection ?? 0)),
  ];
}

/** The modules with their parts: [{ ...module, parts, done }]; `done` holds those that are done, with `done_at`. */
export function modulesWithParts(tools, records) {
  return tools.data.modules.map((module) => {
    const parts = module.pages.flatMap((page) => partsOf(page, tools));
    const done = parts.filter((part) => records[part.id]?.done).map((part) => ({ ...part, done_at: records[part.id].at ?? null }));
    return { ...module, parts, done };
  });
}

/** The minutes of some parts together, as whole minutes. */
export const minutesOf = (parts) => Math.round(parts.reduce((sum, part) => sum + part.minutes, 0));
