// The two editions of SCORM: how each names its calls and elements, and in which form it takes values.
const LONGEST_DESCRIPTION = 250; // characters
const pad = (n) => String(n).padStart(2, "0");
const clock = (date) => `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
const share = (value) => String(Math.round(value * 1e4) / 1e4);

/** The answer to a question as one text; a learner's own words stay out of it. */
function response({ kind }, value, { item, pair }) {
  if (kind === "text") return "";
  if (Array.isArray(value)) return value.join(item);
  if (value && typeof value === "object") return Object.entries(value).map(([left, right]) => left + pair + right).join(item);
  return String(value);
}

function result({ kind, points }, earned, wrong) {
  if (kind === "text") return "neutral";
  if (earned === points) return "correct";
  return earned > 0 ? share(earned / points) : wrong;
}

/** A row of interactions: [[element, value], ...]; the id comes first, for nothing else may. */
function row(n, { question, title }, record, when, form) {
  const text = response(question, record.value, form).slice(0, form.longest);
  const values = {
    id: question.id,
    type: form.types[question.kind] ?? form.other,
    ...(form.described && { description: title.slice(0, LONGEST_DESCRIPTION) }),
    [form.time]: form.when(when),
    ...(text && { [form.response]: text }),
    result: result(question, record.points, form.wrong),
    weighting: String(question.points),
  };
  return Object.entries(values).map(([name, value]) => [`cmi.interactions.${n}.${name}`, value]);
}

const TYPES = { single: "choice", multiple: "choice", match: "matching", order: "sequencing", numeric: "numeric" };
const FORM_12 = {
  types: { ...TYPES, text: "fill-in" }, other: "performance", wrong: "wrong", time: "time", response: "student_response",
  item: ",", pair: ".", longest: 255, when: clock, described: false,
};
const FORM_2004 = {
  types: { ...TYPES, text: "long-fill-in" }, other: "other", wrong: "incorrect", time: "timestamp", response: "learner_response",
  item: "[,]", pair: "[.]", longest: 4000, when: (date) => `${date.toISOString().slice(0, 22)}Z`, described: true,
};

const percent = (prefix, score) => (score === null ? [] : [
  [`${prefix}min`, "0"], [`${prefix}max`, "100"], [`${prefix}raw`, String(Math.round(score * 1000) / 10)]]);

export const EDITIONS = {
  "1.2": {
    api: "API", initialize: "LMSInitialize", finish: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", error: "LMSGetLastError",
    mode: "cmi.core.lesson_mode", location: "cmi.core.lesson_location", exit: "cmi.core.exit", time: "cmi.core.session_time",
    longestLocation: 255, room: 4096, ended: ["301"], leave: null,
    before: (get) => ({ completed: ["completed", "passed"].includes(get("cmi.core.lesson_status")), passed: get("cmi.core.lesson_status") === "passed" }),
    standing: ({ complete, success, score }) => [
      ["cmi.core.lesson_status", success ?? (complete ? "completed" : "incomplete")], ...percent("cmi.core.score.", score)],
    timespan: (seconds) => `${pad(Math.floor(seconds / 3600)).padStart(4, "0")}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`,
    row: (n, part, record, when) => row(n, part, record, when, FORM_12),
  },
  2004: {
    api: "API_1484_11", initialize: "Initialize", finish: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit", error: "GetLastError",
    mode: "cmi.mode", location: "cmi.location", exit: "cmi.exit", time: "cmi.session_time",
    longestLocation: 1000, room: 64000, ended: ["111", "112", "113", "132", "133", "142", "143"], leave: ["adl.nav.request", "suspendAll"],
    before: (get) => ({ completed: get("cmi.completion_status") === "completed", passed: get("cmi.success_status") === "passed" }),
    standing: ({ complete, success, score, progress }) => [
      ["cmi.completion_status", complete ? "completed" : "incomplete"], ["cmi.progress_measure", share(progress)],
      ...(success ? [["cmi.success_status", success]] : []),
      ...percent("cmi.score.", score), ...(score === null ? [] : [["cmi.score.scaled", share(score)]])],
    timespan: (seconds) => `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`,
    row: (n, part, record, when) => row(n, part, record, when, FORM_2004),
  },
};
