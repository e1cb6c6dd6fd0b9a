// Bringing a saved study record into this browser: what is new is added, and nothing here is replaced unasked.
import { RECORD } from "./record.js";

const LONGEST_TEXT = 20000; // characters, as a field takes them
const isText = (value) => typeof value === "string" && value.trim() !== "";
const isList = (value) => (Array.isArray(value) ? value.filter((each) => each && typeof each === "object") : []);
const isDay = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));

/** What is wrong with a text as a record of this course: the name of a message, or null. */
export function whatIsWrong(text, course) {
  let record;
  try { record = JSON.parse(text); } catch { return "not_a_record"; }
  if (!record || record.type !== RECORD.type) return "not_a_record";
  if (record.schema !== RECORD.schema) return "newer_record";
  return record.course === course ? null : "other_course";
}

/** The record as what a browser keeps: id to { done, at, text, texts, private, marks }. */
function asKept(record) {
  const kept = new Map();
  const of = (id) => { if (!kept.has(id)) kept.set(id, {}); return kept.get(id); };
  for (const part of isList(record.parts)) Object.assign(of(part.id), { done: true, at: isDay(part.done_at) ? part.done_at : null });
  for (const entry of [...isList(record.reflections), ...isList(record.plans)]) {
    const own = of(entry.id);
    if (isText(entry.text)) own.text = entry.text.slice(0, LONGEST_TEXT);
    const answers = isList(entry.answers).filter((each) => isText(each.text)).map((each) => [each.id, each.text.slice(0, LONGEST_TEXT)]);
    if (answers.length) own[entry.private === true ? "private" : "texts"] = Object.fromEntries(answers);
    const marks = isList(entry.marks).filter((each) => Number.isInteger(each.mark) && each.mark >= 1 && each.mark <= 5).map((each) => [each.id, each.mark]);
    if (marks.length) own.marks = Object.fromEntries(marks);
  }
  return kept;
}

/**
 * Hold a record against what is kept here: { add: { id: value }, parts, words, unknown, differ }. `parts` and `words`
 * count what is new; `differ` lists what stands here and there in different words, [{ id, field, name, here, there }].
 */
export function compare(record, records, known) {
  const result = { add: {}, parts: 0, words: 0, unknown: 0, differ: [] };
  for (const [id, there] of asKept(record)) {
    if (!known.has(id)) { result.unknown += 1; continue; }
    const here = records[id] ?? {};
    const after = { ...here };
    if (there.done && !here.done) {
      Object.assign(after, { done: true, at: there.at });
      result.parts += 1;
    } else if (there.done && there.at && (!here.at || there.at < here.at)) after.at = there.at;
    const take = (field, name, mine, other, put) => {
      if (other === undefined || mine === other) return;
      if (mine === undefined || mine === "") { put(other); result.words += 1; } else result.differ.push({ id, field, name, here: mine, there: other });
    };
    take("text", null, here.text, there.text, (text) => { after.text = text; });
    for (const field of ["texts", "private", "marks"]) {
      for (const [name, value] of Object.entries(there[field] ?? {})) {
        take(field, name, here[field]?.[name], value, (new_) => { after[field] = { ...after[field], [name]: new_ }; });
      }
    }
    if (JSON.stringify(after) !== JSON.stringify(here)) result.add[id] = after;
  }
  return result;
}

/** What is to be kept, with the learner's choice for each difference: "here", "there" or "both". */
export function settled({ add, differ }, records, choices) {
  const all = { ...add };
  differ.forEach(({ id, field, name, here, there }, index) => {
    if (choices[index] === "here") return;
    const value = choices[index] === "both" ? `${here}\n\n${there}` : there;
    const before = all[id] ?? records[id];
    all[id] = { ...before, [field]: name === null ? value : { ...before[field], [name]: value } };
  });
  return all;
}
