// One session: what the book keeps goes to the platform soon after each change, and once more at the end.
import { pack } from "./keeping.js";
import { standing } from "./standing.js";

const SOON = 1500; // milliseconds from a change to the platform
const SHARE = 20; // a slow platform is asked once in so many times of what it takes
const AGAIN = 5000; // milliseconds until what was not taken is tried again

/** `host`: { records(), extras(), place(), show(state) }; `kept` is what the last session left. */
export function createSession({ plan, edition, platform, host, kept }) {
  const began = Date.now();
  const sent = new Map();
  let reached = edition.before(platform.get); // and is never taken back
  const known = Number.parseInt(platform.get("cmi.interactions._count"), 10) || 0;
  // Which part each row of the platform is about; rows that cannot be told, or were lost, are left alone.
  const told = known >= (kept?.rows.length ?? 0) ? (kept?.rows ?? []) : [];
  const rows = [...told, ...Array(known - told.length).fill(null)];
  // A row holds no own words, so those change nothing of it.
  const answer = (part, { value, points }) => JSON.stringify([part.question.kind === "text" || value, points]);
  for (const part of rows.filter((n) => n !== null).map((n) => plan.parts[n])) sent.set(part.key, answer(part, kept.records[part.key] ?? {}));
  let own = kept?.own ?? false;
  let [timer, gap, since] = [0, SOON, null];

  /** Send what differs from what was taken last; returns the elements that were not taken. */
  function send(values) {
    const refused = [];
    for (const [element, value] of values) {
      if (sent.get(element) === value) continue;
      if (platform.set(element, value)) sent.set(element, value);
      else refused.push(element);
      if (platform.ended) break;
    }
    return refused;
  }

  function interactions(records) {
    const refused = [];
    plan.parts.forEach((part, n) => {
      const record = records[part.key];
      if (!part.question || !record?.checked || record.points === undefined) return;
      if (sent.get(part.key) === answer(part, record) || platform.ended) return;
      const at = rows.includes(n) ? rows.indexOf(n) : rows.push(n) - 1;
      const missing = send(edition.row(at, part, record, new Date()));
      if (missing.length === 0) sent.set(part.key, answer(part, record));
      refused.push(...missing);
    });
    return refused;
  }

  function tell() {
    const records = host.records();
    const refused = interactions(records);
    const packed = pack(plan, { records, own, rows, extras: host.extras() }, edition.room);
    refused.push(...send([
      ["cmi.suspend_data", packed.text],
      [edition.location, host.place().slice(0, edition.longestLocation)],
      ...edition.standing(standing(plan, records, reached)),
      [edition.time, edition.timespan(Math.round((Date.now() - began) / 1000))],
      [edition.exit, "suspend"],
    ]));
    return { ...packed, refused, own };
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (platform.ended) return;
    const told = tell();
    const start = Date.now();
    const taken = platform.commit();
    if (taken && told.refused.length === 0) {
      const now = edition.before((element) => sent.get(element));
      reached = { completed: reached.completed || now.completed, passed: reached.passed || now.passed };
    }
    gap = Math.max(SOON, SHARE * (Date.now() - start));
    since = taken && told.refused.length === 0 ? null : since ?? new Date();
    host.show({ ...told, taken, since, ended: platform.ended });
    if (since && !platform.ended) timer = setTimeout(flush, Math.max(AGAIN, gap));
  }

  return {
    changed: () => { timer ||= setTimeout(flush, gap); },
    flush: () => { if (timer) flush(); },
    want(yes) { own = yes; flush(); },
    get own() { return own; },
    end(leave) {
      clearTimeout(timer);
      if (platform.ended) return false;
      const { refused } = tell();
      if (leave && edition.leave) platform.set(...edition.leave);
      return platform.finish() && refused.length === 0;
    },
  };
}
