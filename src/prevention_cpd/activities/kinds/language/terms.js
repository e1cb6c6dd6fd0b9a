// Find the terms of a text that the terminology list watches: the same rules as prevention_cpd.language.check and
// .excuses, where each rule is explained. `terms` is what prevention_cpd.language.export() gives.
// Gives back [{ start, end, line, found, term }].

// Spelt out, since Python and JavaScript do not mean the same by \w and \b.
const LETTER = "A-Za-z0-9_À-ÖØ-öø-ÿ";
const CAPITAL = `[A-ZÀ-ÖØ-Þ][${LETTER}’'\\-]{0,40}`;
const LINK = "(?:of|and|the|on|for|in|to|against|with|a|an|or|from|&)";
const KIND =
  "(?:Act|Bill|Law|Code|Convention|Protocol|Directive|Regulations?|Order|Statute|Ordinance|Charter|Treaty" +
  "|Registry|Register|Tool|Scale|Inventory|Questionnaire|Checklist|Programme|Program|Scheme|Services?|Unit|Team" +
  "|Agency|Association|Society|Foundation|Network|Alliance|Cent(?:re|er)|Institute|Commission(?:er)?" +
  "|Committee|Council|Board|Court|Helpline|Hotline|Fund|Trust|Support|Strategy|Journal)";
const BREAK = "\\n(?![^\\S\\n]*\\n)";
const run = (closing) => `[^${closing}\\n]*(?:${BREAK}[^${closing}\\n]*)*`;

const QUOTATION = new RegExp(
  "(^|[\\s(\\[{:,;/—–\\-])(?:" +
    `"(?=\\S)${run('"')}(?:"(?![${LETTER}])|(?=\\n\\s*\\n\\s*"))` +
    `|'(?=[^\\s\\d])(?:[${LETTER}]'(?=[${LETTER}])|[^'\\n]|${BREAK}){1,1000}'(?![${LETTER}])` +
    `|‘(?:[${LETTER}]’(?=[${LETTER}])|[^‘’\\n]|${BREAK}){1,1000}’(?![${LETTER}]))` +
    `|“${run("“”")}(?:”|(?=\\n\\s*\\n\\s*“))` +
    `|„${run("„“”")}[“”]|«${run("«»")}»|»${run("«»")}«`, "gu");
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"“”]+|[A-Za-z0-9_.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}/gu;
const NAME = new RegExp(
  `(?:${CAPITAL},?\\s+(?:${LINK}\\s+){0,2}){1,8}${KIND}(?![${LETTER}])(?!\\s+[A-ZÀ-ÖØ-Þ][a-z])`, "gu");
const NAME_OF = new RegExp(
  `${KIND}\\s+(?:of|on|for|against|concerning)\\s+(?:the\\s+)?${CAPITAL}(?:,?\\s+(?:${LINK}\\s+){0,3}${CAPITAL}){0,12}`, "gu");
const REFERENCE = new RegExp(
  `(?:^|\\n)[ \\t>*\\-]{0,8}${CAPITAL}, (?:[A-Z]\\.[ \\-]?){1,4}[^\\n]{0,300}?\\((?:19|20)\\d\\d[a-z]?\\)[.:,]` +
    "[^\\n]*(?:\\n(?![ \\t]*\\n)[^\\n]+){0,3}", "gu");
const CHARGE = new RegExp(
  "^[\\s,(]{0,4}(?:contrary\\s+to|in\\s+breach\\s+of|as\\s+defined\\s+(?:in|by)|within\\s+the\\s+meaning\\s+of|under)\\s+" +
    "(?:the\\s+)?(?:§|sections?\\s|ss?\\.|articles?\\s|art\\.|\\d{1,3}\\s+U\\.?S\\.?C)", "iu");

/** Of overlapping hits the first counts, then the longest, then the term to avoid; only then is a hit excused. */
export function findTerms(text, terms) {
  const plain = text.replace(/[‐‑]/g, "-");
  const isExcused = excuses(plain);
  const rank = (hit) => (hit.term.status === "avoid" ? 0 : 1);
  const hits = terms.flatMap((term, number) => hitsOf(plain, term).map(([start, end]) => ({ start, end, term, number })));
  hits.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b) || a.number - b.number);
  const findings = [];
  let reached = 0;
  for (const { start, end, term } of hits) {
    if (start < reached) continue;
    reached = end;
    if (isExcused(term, start, end)) continue;
    findings.push({ start, end, term, found: text.slice(start, end), line: text.slice(0, start).split("\n").length });
  }
  return findings;
}

function hitsOf(text, term) {
  const hits = term.patterns.flatMap((pattern) => spans(text, new RegExp(pattern, "giu")));
  return hits.filter(([start, end]) => start < end);
}

/** A function that tells whether a term may stand at a place: in an address, an official name, a quotation, a title. */
function excuses(text) {
  const found = new Map();
  const within = (rule, start, end) => {
    if (!found.has(rule)) found.set(rule, spans(text, rule));
    return found.get(rule).some(([left, right]) => left <= start && end <= right);
  };
  const ownNames = new Map();
  return (term, start, end) => {
    const may = (where) => term.where.includes(where);
    if (!ownNames.has(term)) ownNames.set(term, term.names.map(nameRule));
    return within(ADDRESS, start, end) || ownNames.get(term).some((rule) => within(rule, start, end)) ||
      (may("quotation") && within(QUOTATION, start, end)) || (may("title") && within(REFERENCE, start, end)) ||
      ((may("law") || may("title") || may("tool")) && (within(NAME, start, end) || within(NAME_OF, start, end))) ||
      (may("law") && CHARGE.test(text.slice(end, end + 100)));
  };
}

/** Where a rule finds something; what comes before an opening mark, its only group, is no part of it. */
function spans(text, rule) {
  const lead = rule === QUOTATION ? (found) => (found[1] || "").length : () => 0;
  return [...text.matchAll(rule)].map((found) => [found.index + lead(found), found.index + found[0].length]);
}

/** A name, whose words may stand apart by white space or hyphens, and with either apostrophe. */
function nameRule(name) {
  const words = name.trim().split(/[\s-]+/).map((word) => word.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&"));
  return new RegExp(words.join("[\\s\\-]+").replace(/['’]/g, "['’]"), "giu");
}
