// Find the terms of a text that the terminology list watches, as prevention_cpd.language.check does; the rules are the
// same ones: { terms, rules } is what prevention_cpd.language.export() gives.
// Gives back [{ start, end, line, found, term }].
import { readings } from "./normalise.js";
import { quotations } from "./quotations.js";

const NAMED = ["law", "title", "tool"];
const NEAR = 120;

/** Of overlapping hits the first counts, then the longest, then the term to avoid; only then is a hit excused. */
export function findTerms(text, { terms, rules }) {
  const rank = (hit) => (hit.term.status === "avoid" ? 0 : 1);
  const hits = new Map();
  for (const read of readings(text, rules)) {
    const isExcused = excuses(read.text, rules);
    terms.forEach((term, number) => term.patterns.forEach((pattern) => {
      for (const [begin, stop] of spans(read.text, new RegExp(pattern, "gimu"))) {
        if (begin === stop) continue;
        const [start, end] = read.span(begin, stop);
        const key = `${start} ${end} ${number}`;
        const excused = isExcused(term, begin, stop) || (hits.get(key)?.excused ?? false);
        hits.set(key, { start, end, number, term, excused, found: read.text.slice(begin, stop) });
      }
    }));
  }
  const sorted = [...hits.values()].sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b) || a.number - b.number);
  const findings = [];
  let reached = 0;
  for (const { start, end, term, found, excused } of sorted) {
    if (start < reached) continue;
    reached = end;
    if (!excused) findings.push({ start, end, term, found, line: text.slice(0, start).split("\n").length });
  }
  return findings;
}

/** A function that tells whether a term may stand at a place of a normalised text. */
function excuses(text, rules) {
  const compiled = new Map();
  const rule = (kind, flags = "gmu") => {
    if (!compiled.has(kind)) compiled.set(kind, new RegExp(rules[kind], flags));
    compiled.get(kind).lastIndex = 0;
    return compiled.get(kind);
  };
  const look = (kind, begin) => {
    if (kind === "listed") return listed(text, rule);
    const newline = text.indexOf("\n", begin);
    const stop = newline < 0 ? text.length : newline;
    const paragraph = text.slice(begin, stop);
    const found = kind === "quotation" ? quotations(paragraph, text.slice(stop + 1, stop + 3)) : spans(paragraph, rule(kind));
    const placed = found.map(([start, end]) => [start + begin, end + begin]);
    return kind === "name" ? placed.filter(([start, end]) => isName(text, start, end, rule)) : placed;
  };
  const looked = new Map();
  const within = (kind, start, end) => {
    const begin = kind === "listed" ? 0 : paragraphOf(text, start);
    const key = `${kind} ${begin}`;
    if (!looked.has(key)) looked.set(key, look(kind, begin));
    return looked.get(key).some(([left, right]) => left <= start && end <= right);
  };
  const isLiteral = (start, end) => {
    const left = Math.max(text.slice(0, start).search(/[^ \n]*$/), start - NEAR + 1, 0);
    const space = text.slice(end, end + NEAR).search(/[ \n]/);
    const around = text.slice(left, space < 0 ? end + NEAR : end + space);
    return spans(around, rule("literal")).some(([one, other]) => one <= start - left && end - left <= other);
  };
  const ownNames = new Map();
  const inOwnName = (term, start, end) => {
    if (!ownNames.has(term)) ownNames.set(term, term.names.flatMap((name) => spans(text, nameRule(name))));
    return ownNames.get(term).some(([left, right]) => left <= start && end <= right);
  };
  return (term, start, end) => {
    const may = (where) => term.where.includes(where);
    const after = text.slice(end, end + 120);
    return isLiteral(start, end) || within("code", start, end) || rule("file", "iyu").test(after) || inOwnName(term, start, end) ||
      (may("quotation") && within("quotation", start, end)) ||
      (may("title") && (within("entry", start, end) || within("listed", start, end))) ||
      (NAMED.some(may) && /\p{Lu}/u.test(text[start]) && within("name", start, end)) || (may("law") && rule("charge", "iu").test(after));
  };
}

const paragraphOf = (text, at) => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);

/** Tells whether words in capitals are a name and no headline. */
function isName(text, start, end, rule) {
  if (rule("after_name", "u").test(text.slice(end, end + 40))) return true;
  const paragraph = paragraphOf(text, start);
  const before = text.slice(Math.max(paragraph, start - NEAR), start);
  const after = text.slice(end, end + NEAR).split("\n", 1)[0];
  const small = /^\p{Ll}/u.test(text.slice(paragraph, paragraph + 2)) || rule("sentence").test(before);
  if (!small && !rule("sentence").test(after)) return false;
  return (text.startsWith("The ", start) && /^(?: [a-z]|[,;:])/.test(after)) || rule("before_name", "u").test(before);
}

/** The entries under each heading of a list of references, up to the next heading. */
function listed(text, rule) {
  const entries = [];
  for (const [, heading] of spans(text, rule("list", "gimu"))) {
    let at = heading + 1;
    while (at > 0 && at < text.length) {
      const newline = text.indexOf("\n", at);
      const end = newline < 0 ? text.length : newline;
      if (rule("listed").test(text.slice(at, end))) entries.push([at, end]);
      else if (end - at < 80 && !".,;:)]".includes(text[end - 1])) break;
      at = end + 1;
    }
  }
  return entries;
}

const spans = (text, rule) => [...text.matchAll(rule)].map((found) => [found.index, found.index + found[0].length]);

/** A name, whose words may stand apart by spaces or hyphens, and with either apostrophe. */
function nameRule(name) {
  const words = name.trim().split(/[\s-]+/).map((word) => word.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&"));
  return new RegExp(words.join("[ \\-]+").replace(/['’]/g, "['’]"), "giu");
}
