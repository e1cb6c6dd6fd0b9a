// What stands between quotation marks: as prevention_cpd.language.quotations, where each rule is explained.

const CLOSING = {
  "“": "”", "”": "”", "„": "“”\"", "‟": "”", "«": "»", "»": "»«", "‹": "›", "›": "›‹", "‘": "’", "’": "’",
  "‚": "‘’", "'": "'", '"': '"', "``": "''", ",,": "''“”\"", "❝": "❞", "〝": "〞", "＂": "＂",
};
const ONLY_OPEN = new Set(["“", "„", "‟", "«", "‹", "‚", "❝", "〝", "``", ",,"]);
const MARK = /``|''|,,|[“”„‟«»‹›‘’‚'"❝❞〝〞＂]/gu;
const BEFORE = /[\s([{:,;/—–…¿¡“„«»‹›‘‚"'`\-]/u;
const LETTER_OR_DIGIT = /^[A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿḀ-ỿ0-9]/u;
const CLIPPED =
  /^(?:(?:em|tis|twas|twere|til|till|cause|cos|cuz|bout|round|gainst|neath|ere|ave|ad|im|er|is|un|uns|n|nuff|fraid|tude)\b|\d)/i;
const SINGLE = new Set(["'", "’", "‘"]);
const [FEW, DEEPEST, LONGEST_SINGLE] = [4, 6, 1000];

/** The outermost quotations of a normalised paragraph, as [start, end] in order; `after` is how the next one begins. */
export function quotations(line, after) {
  const found = [];
  let opened = [];
  for (const sign of line.matchAll(MARK)) {
    const mark = sign[0];
    const [start, end] = [sign.index, sign.index + mark.length];
    const at = closes(opened, mark, line, start, end);
    if (at >= 0) {
      found.push([opened[at][1], end]);
      opened = opened.slice(0, at);
    } else if (opens(mark, line.slice(Math.max(start - 1, 0), start), line.slice(end, end + 1), line.slice(end, end + 9))) {
      opened = [...opened, [mark, start]].slice(-DEEPEST);
    }
  }
  if (opened.length > 0 && after.startsWith(opened[0][0]) && !SINGLE.has(opened[0][0])) found.push([opened[0][1], line.length]);
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.reduce((kept, span) => (kept.length === 0 || span[0] >= kept.at(-1)[1] ? [...kept, span] : kept), []);
}

function closes(opened, mark, line, start, end) {
  const before = line.slice(Math.max(start - 1, 0), start);
  for (let at = opened.length - 1; at >= 0; at -= 1) {
    const [opening, began] = opened[at];
    const closing = CLOSING[opening];
    if (!closing.includes(mark) || (mark.length > 1 && !closing.startsWith(mark))) continue;
    if ("«‹".includes(opening) && "»›".includes(mark)) return at;
    if (before === "" || before === " " || LETTER_OR_DIGIT.test(line.slice(end))) continue;
    if (SINGLE.has(mark) && SINGLE.has(opening)) {
      const inner = line.slice(began, start);
      const plural = /[sS]/.test(before) && /^ [a-z0-9]/.test(line.slice(end, end + 2));
      if (inner.length > LONGEST_SINGLE || (plural && inner.split(" ").length > FEW)) continue;
    }
    return at;
  }
  return -1;
}

function opens(mark, before, follows, word) {
  if (["''", "❞", "〞"].includes(mark) || !follows) return false;
  if (ONLY_OPEN.has(mark)) return true;
  if (SINGLE.has(mark) && CLIPPED.test(word)) return false;
  return (!before || BEFORE.test(before)) && !/\s/.test(follows);
}
