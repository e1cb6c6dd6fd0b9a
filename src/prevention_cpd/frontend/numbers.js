// Numbers as people write them in their language: digits in groups, a decimal sign, the unit behind.

const SPACE = /[\s\u00a0\u2009\u202f'’]/g;

/**
 * The number that a text means; null for nothing, undefined for what cannot be read.
 * `language` decides which sign parts the decimals; `unit` may stand behind; `whole`: there are no decimals, so any
 * sign between groups of three digits is a group's. Without it 1,234 or 1.234 may be one thousand or one: not read.
 */
export function numberFrom(text, { language, unit = "", whole = false } = {}) {
  let bare = String(text).normalize("NFKC").trim().replace(/^\u2212/, "-");
  if (unit && bare.toLowerCase().endsWith(unit.toLowerCase())) bare = bare.slice(0, -unit.length).trim();
  if (bare === "") return String(text).trim() === "" ? null : undefined;
  // A space or an apostrophe only ever parts groups of three.
  if (bare.search(SPACE) >= 0 && !/^[+-]?\d{1,3}([\s'’]\d{3})+([.,]\d+)?$/.test(bare)) return undefined;
  bare = bare.replace(SPACE, "");
  const signs = bare.replace(/[^.,]/g, "");
  const grouped = /^[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(bare);
  if (grouped && (whole || signs.length > 1)) return Number(bare.replace(/[.,]/g, ""));
  if (grouped) return undefined;
  const decimal = signs.length === 1 ? signs : decimalOf(language);
  const other = decimal === "," ? "." : ",";
  if (signs.length > 1 && !new RegExp(`^[+-]?\\d{1,3}(\\${other}\\d{3})+\\${decimal}\\d+$`).test(bare)) return undefined;
  const plain = bare.replaceAll(signs.length > 1 ? other : "", "").replace(decimal, ".");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** The sign before the decimals; a language that is none counts as the browser's own. */
function decimalOf(language) {
  try {
    return new Intl.NumberFormat(language || undefined).formatToParts(1.5).find((part) => part.type === "decimal").value;
  } catch {
    return decimalOf();
  }
}
