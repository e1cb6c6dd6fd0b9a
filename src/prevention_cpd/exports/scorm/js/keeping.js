// What a learner did, as the one text that a platform keeps: first what is done, then what fits.
import { decode, encode } from "./coding.js";

const FORM = 1;
const DAY = 86400000; // milliseconds
const FIRST_DAY = Date.UTC(2020, 0, 1);
/** Where activities keep a learner's own words; what is marked as private never leaves. */
const OWN = new Set(["text", "texts"]);
const PRIVATE = "private";
const LONGEST_ID = 80;
/** What most texts hold, so that it costs little. */
const PRIMER = '{"f":1,"n":"","o":false,"p":{"last":{"doc":"modules/"}},"r":[],"d":",,,,,,,,","q":",,,,,1,2,1,2","s":[[1,{"value":":1","checked":true,"shown":false}],'
  + '[2,{"value":[":1",":2"],"checked":true,"shown":false}],[30,{"step":3,"cases":{":1":{"value":":5","checked":true,"tried":true},":2":{"value":":6","checked":true,"tried":true}}}]'
  + ',"marks":{":1":3,":2":4}}';

const isOwn = (text) => /\s/.test(text) || text.length > LONGEST_ID;

/** A record with each id of its activity as a short mark; with `own` false, without the learner's own words. */
function shorten(value, ids, own) {
  const short = (text) => (ids.has(text) ? `:${ids.get(text).toString(36)}` : /^[:']/.test(text) ? `'${text}` : text);
  if (typeof value === "string") return own || !isOwn(value) ? short(value) : undefined;
  if (Array.isArray(value)) return value.map((each) => shorten(each, ids, own) ?? null);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([name]) => name !== PRIVATE && (own || !OWN.has(name)))
    .map(([name, each]) => [short(name), shorten(each, ids, own)]));
}

function lengthen(value, ids) {
  const long = (text) => (text[0] === ":" ? ids[Number.parseInt(text.slice(1), 36)] : text[0] === "'" ? text.slice(1) : text);
  if (typeof value === "string") return long(value);
  if (Array.isArray(value)) return value.map((each) => lengthen(each, ids));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [long(name), lengthen(each, ids)]));
}

/** A record of a part without what the lists of days and points say. */
function rest(part, record, own) {
  const { done: _done, at: _at, ...more } = record;
  if (part.question) delete more.points;
  const ids = new Map(part.ids.map((id, n) => [id, n]));
  if (part.question?.kind === "text" && !own) delete more.value;
  return shorten(more, ids, own);
}

const dayOf = (record) => {
  if (!record?.done) return "";
  const time = Date.parse(record.at);
  return Number.isNaN(time) ? "-" : Math.floor((time - FIRST_DAY) / DAY).toString(36);
};

/** Whether a record holds own words that may be kept, if the learner wants it. */
const hasOwn = (part, record) => JSON.stringify(rest(part, record, true)) !== JSON.stringify(rest(part, record, false));

const questions = (plan) => plan.parts.filter((part) => part.question);

/**
 * `state`: { records, own, rows, extras }. Gives back { text, left, held }: the text of at most `room` characters,
 * the parts that did not fit, and those with own words that the learner did not want to be kept.
 */
export function pack(plan, state, room) {
  const { records, own } = state;
  const held = own ? [] : plan.parts.filter((part) => records[part.key] && hasOwn(part, records[part.key]));
  const items = plan.parts.flatMap((part, n) => {
    const record = records[part.key];
    const short = record ? rest(part, record, own) : {};
    if (Object.keys(short).length === 0) return [];
    // Own words cannot be done again; practice answers are what a platform is asked for; then the rest.
    const rank = own && hasOwn(part, record) ? 0 : part.question ? 1 : 2;
    return [{ part, rank, size: JSON.stringify(short).length, row: [n, short] }];
  }).sort((one, other) => one.rank - other.rank || one.size - other.size);
  const write = (some) => encode(JSON.stringify({
    f: FORM, n: plan.digest, o: own, p: state.extras, r: state.rows, d: plan.parts.map((part) => dayOf(records[part.key])).join(","),
    q: questions(plan).map((part) => records[part.key]?.points ?? "").join(","),
    s: some.map((item) => item.row),
  }), PRIMER);
  const all = write(items);
  if (all.length <= room) return { text: all, left: [], held };
  const chosen = [];
  // The shortest of a rank come first; what is too long leaves its room to the next rank.
  for (const rank of [0, 1, 2]) {
    const equals = items.filter((item) => item.rank === rank);
    let [fits, over] = [0, equals.length + 1];
    while (over - fits > 1) {
      const middle = (fits + over) >> 1;
      if (write([...chosen, ...equals.slice(0, middle)]).length > room) over = middle;
      else fits = middle;
    }
    chosen.push(...equals.slice(0, fits));
  }
  return { text: write(chosen), left: items.filter((item) => !chosen.includes(item)).map((item) => item.part), held };
}

/** The state that a text holds; null for none, or of another edition of the course. */
export function unpack(plan, text) {
  let kept;
  try {
    kept = JSON.parse(decode(text, PRIMER));
  } catch {
    return null;
  }
  if (kept?.f !== FORM || kept.n !== plan.digest) return null;
  const records = {};
  kept.d.split(",").forEach((day, n) => {
    if (day === "" || !plan.parts[n]) return;
    // The day is kept, not the hour; noon is the same day nearly everywhere.
    const at = day === "-" ? {} : { at: new Date(FIRST_DAY + Number.parseInt(day, 36) * DAY + DAY / 2).toISOString() };
    records[plan.parts[n].key] = { done: true, ...at };
  });
  kept.q.split(",").forEach((points, n) => {
    if (points === "") return;
    const { key } = questions(plan)[n];
    records[key] = { ...records[key], points: Number(points) };
  });
  for (const [n, short] of kept.s) {
    const { key, ids } = plan.parts[n];
    records[key] = { ...records[key], ...lengthen(short, ids) };
  }
  return { records, own: kept.o === true, rows: kept.r ?? [], extras: kept.p ?? {} };
}
