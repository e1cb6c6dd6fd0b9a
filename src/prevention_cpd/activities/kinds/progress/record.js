// The learner's study record as data: what another browser or a force's own program reads.
import { plain } from "./dom.js";
import { modulesWithParts } from "./parts.js";

export const RECORD = { schema: 1, type: "cpd-study-record" };

const filled = (text) => typeof text === "string" && text.trim() !== "";

/** Everything that the learner wrote or marked: { reflections, plans }, each in reading order. */
export function ownWords({ data }, records) {
  const reflections = [];
  const plans = [];
  for (const page of data.modules.flatMap((module) => module.pages)) {
    for (const each of page.reflections) {
      const { text, at } = records[`reflection:${each.id}`] ?? {};
      if (filled(text)) reflections.push({ id: `reflection:${each.id}`, title: plain(page.title), prompt: plain(each.prompt), text, written_at: at ?? null });
    }
    for (const each of page.activities) {
      const record = records[`activity:${each.id}`] ?? {};
      const entry = { id: `activity:${each.id}`, title: plain(each.title) };
      const answers = (each.texts ?? []).map(({ id, label }) => ({ id, label: plain(label), text: record[each.private ? "private" : "texts"]?.[id] }))
        .filter((answer) => filled(answer.text));
      if (each.statements && record.marks) {
        const marks = each.statements.filter(({ id }) => record.marks[id]).map(({ id, text }) => ({ id, statement: plain(text), mark: record.marks[id] }));
        reflections.push({ ...entry, marks, written_at: record.at ?? null });
      }
      if (answers.length && each.kind === "plan") plans.push({ ...entry, private: each.private === true, answers, finished_at: record.at ?? null });
      else if (answers.length) reflections.push({ ...entry, answers, written_at: record.at ?? null });
    }
  }
  return { reflections, plans };
}

/** The study record; a private plan is in it only where `added` has its id. */
export function studyRecord(tools, records, { learner, added }) {
  const { reflections, plans } = ownWords(tools, records);
  const { name = "", organisation = "", id = "" } = learner;
  return {
    ...RECORD,
    course: tools.data.course,
    version: tools.data.version,
    learner: { name, organisation, id },
    parts: modulesWithParts(tools, records).flatMap((module) => module.done),
    reflections,
    plans: plans.filter((plan) => !plan.private || added.includes(plan.id)),
    saved_at: new Date().toISOString(),
  };
}
