// Numbers as people write them in their language: digits in groups, a decimal sign, the unit behind.
const SPACES = /(?<=\d)[\s\u00a0\u2009\u202f'\u2019](?=\d{3}(?!\d))/g; // 1 234 and 1'234
const PLAIN = /^[+-]?\d+(?:[.,]\d+)?$/;

/** The sign that a language writes between thousands; a space or an apostrophe is read in any. */
function groupOf(language) {
  try {
    const parts = new Intl.NumberFormat(language || undefined).formatToParts(1234567.5);
    return parts.find((part) => part.type === "group")?.value === "." ? "." : ",";
  } catch {
    return groupOf(); // a language that is none counts as the browser's own
  }
}

/**
 * The number that a text means; null for nothing, undefined for what cannot be read.
 * `unit` may stand behind it, and "%" for "of 100". "1,234" is read as the language writes it; "12,5" and "12.5" are clear in any.
 */
export function numberFrom(text, { language, unit = "" } = {}) {
  let bare = String(text).normalize("NFKC").trim().replace(/^[\u2212\u2013]/, "-").toLowerCase();
  const units = [unit.toLowerCase(), ...(/^(%|per ?cent|of 100)$/i.test(unit) ? ["%", "per cent", "percent"] : [])];
  const said = units.find((each) => each && bare.endsWith(each));
  if (said) bare = bare.slice(0, -said.length).trim();
  if (bare === "") return said ? undefined : null;
  bare = bare.replace(SPACES, "");
  const group = groupOf(language);
  const grouped = group === "." ? /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/ : /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
  if (grouped.test(bare)) bare = bare.replaceAll(group, "");
  return PLAIN.test(bare) ? Number(bare.replace(",", ".")) : undefined;
}
