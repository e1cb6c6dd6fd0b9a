// The page itself as the host of the quiz: answers stay in this browser, handing in saves a file. See quiz.js.
import { answered } from "./answered.js";
import { fill } from "./dom.js";
import { receiptCode } from "./receipt-code.js";
import { isBlank } from "./blank.js";
import { overdue } from "./times.js";

const SCHEMA = 1;
const ID = /^[\p{L}\p{N}][\p{L}\p{N}_.@+-]{0,63}$/u; // as the class list takes it
const object = (found) => (found && typeof found === "object" && !Array.isArray(found) ? found : {});
const list = (found) => (Array.isArray(found) ? found : []);

/** `kept` is a shelf; `save(name, text)` saves a file; a preview hands nothing in. */
export function pageHost({ quiz, strings, longest, preview }, kept, save) {
  const ids = new Set(quiz.questions.map((question) => question.id));
  const unsaved = {}; // by question, why the browser does not keep it

  /** What is kept, whatever somebody made of it. */
  function state() {
    const found = kept.read();
    const answers = Object.entries(object(found.answers)).filter(([id, entry]) => ids.has(id) && object(entry).value !== undefined);
    return {
      answers: Object.fromEntries(answers), flags: list(found.flags).filter((id) => ids.has(id)),
      hand_ins: list(found.hand_ins).filter((each) => each?.code), person: { name: "", id: "", ...object(found.person) },
      version: found.version ?? quiz.version,
    };
  }

  const valuesOf = (answers) => Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, value]));
  const changed = ({ answers, hand_ins: handIns }) =>
    handIns.length > 0 && handIns.at(-1).code !== receiptCode(quiz.quiz, quiz.form, valuesOf(answers));

  async function known() {
    const now = state();
    const times = Object.entries(now.answers).map(([id, entry]) => [id, entry.saved_at]);
    return {
      quiz, strings, answers: valuesOf(now.answers), unsaved: { ...unsaved }, saved_at: Object.fromEntries(times), flags: now.flags,
      hand_ins: now.hand_ins, changed: changed(now), note: now.version === quiz.version ? "" : strings.other_version, person: now.person,
    };
  }

  async function keep(question, value) {
    if (typeof value === "string" && value.length > longest) throw new Error(strings.too_long);
    // Read anew each time: the same quiz may be open in a second window.
    const now = state();
    const at = new Date().toISOString();
    now.answers[question] = { value, saved_at: at };
    now.version = quiz.version;
    const why = kept.write(now);
    delete unsaved[question];
    if (why) {
      unsaved[question] = strings[`kept_${why}`];
      throw new Error(unsaved[question]);
    }
    return { at: preview ? "" : at, changed: changed(now) };
  }

  async function flag(question, on) {
    const now = state();
    kept.write({ ...now, flags: on ? [...now.flags, question] : now.flags.filter((id) => id !== question) });
  }

  async function handIn(typed) {
    if (preview) throw new Error(strings.not_kept);
    const person = { name: typed.name.trim().replace(/\s+/g, " "), id: typed.id.trim() };
    if (!person.name) throw Object.assign(new Error(strings.no_name), { field: "name" });
    if (!ID.test(person.id)) throw Object.assign(new Error(strings.bad_id), { field: "id" });
    const now = state();
    const values = valuesOf(now.answers);
    if (Object.values(values).every(isBlank)) throw new Error(strings.no_answers);
    const at = new Date().toISOString();
    const done = {
      code: receiptCode(quiz.quiz, quiz.form, values), at, version: quiz.version, late: overdue(quiz.deadline),
      answered: quiz.questions.filter((each) => answered(each, values[each.id])).length, total: quiz.questions.length,
      replaces: now.hand_ins.at(-1)?.code ?? "",
    };
    const file = `${quiz.quiz}-${person.id}.json`;
    save(file, JSON.stringify({
      schema: SCHEMA, type: "cpd-hand-in", quiz: quiz.quiz, form: quiz.form, version: quiz.version,
      learner: { id: person.id, name: person.name }, answers: now.answers, saved_at: at, receipt: done.code,
    }, null, 1));
    const handIns = [...now.hand_ins, done];
    kept.write({ ...now, hand_ins: handIns, person });
    return { hand_ins: handIns, changed: false, told: fill(strings.send_it, { file }) };
  }

  return { known, keep, flag, handIn, preview, handsInUnsaved: true, watch: (act) => kept.watch(async () => act(await known())) };
}
