// Times as the reader has them: their own zone, with its name where a day is told.

/** The hour and minute. */
export function clock(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "?";
  return time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** The day, the hour and minute, and the zone. */
export function moment(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "?";
  return time.toLocaleString("en-GB",
    { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
}

/** Whether the deadline has passed; false where there is none. */
export function overdue(deadline) {
  return Boolean(deadline) && Date.now() > Date.parse(deadline);
}
