// The receipt of some answers, the same as prevention_cpd.questions.receipt: a short code of what was handed in.
import { isBlank } from "./blank.js";
import { sha256 } from "./sha256.js";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

/** "XXXX-XXXX-XXXX" for the values of each question; blank ones do not count. */
export function receiptCode(quiz, form, values) {
  const answers = Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));
  const [high, low] = sha256(canonical({ quiz, form, answers }));
  // The first 60 bits, five a digit.
  let number = (BigInt(high) << 28n) | BigInt(low >>> 4);
  let code = "";
  for (let at = 0; at < 12; at += 1) {
    code = DIGITS[Number(number & 31n)] + (at % 4 || !at ? "" : "-") + code;
    number >>= 5n;
  }
  return code;
}

/** JSON as Python's json.dumps writes it with sorted keys, no spaces and ASCII alone. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "number") return numeral(value);
  if (value === null || typeof value !== "object") return ascii(JSON.stringify(value));
  const names = Object.keys(value).sort(byCodePoint);
  return `{${names.map((name) => `${ascii(JSON.stringify(name))}:${canonical(value[name])}`).join()}}`;
}

const ascii = (text) => text.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** As Python writes the number that it reads from JSON: small ones and very large ones with an exponent of two digits. */
function numeral(value) {
  const [digits, exponent] = value.toExponential().split("e");
  if (value === 0 || (exponent >= -4 && exponent < 21)) return JSON.stringify(value);
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

function byCodePoint(one, other) {
  const [first, second] = [[...one], [...other]];
  const at = first.findIndex((sign, index) => sign !== second[index]);
  if (at < 0) return first.length - second.length;
  return at < second.length ? first[at].codePointAt(0) - second[at].codePointAt(0) : 1;
}
