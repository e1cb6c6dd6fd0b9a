// Times as the reader has them: their own zone, with its name where a deadline or a receipt tells a day; in the
// language of the course, or else of the words.
let language;

/** Take over the language; without it the reader's own browser decides. */
export function datesIn(tag) {
  language = tag || undefined;
}

/** The hour and minute, with the day unless it is today. */
export function savedTime(iso) {
  const time = new Date(iso);
  const now = new Date();
  if (Number.isNaN(time.getTime())) return "?";
  const day = { day: "numeric", month: "long" };
  if (time.getFullYear() !== now.getFullYear()) day.year = "numeric";
  return time.toLocaleString(language,
    { ...(time.toDateString() === now.toDateString() ? {} : day), hour: "2-digit", minute: "2-digit" });
}

/** The day, the hour and minute, and the zone. */
export function moment(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "?";
  return time.toLocaleString(language,
    { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
}

/** Whether the deadline has passed; false where there is none. */
export function overdue(deadline) {
  return Boolean(deadline) && Date.now() > Date.parse(deadline);
}
