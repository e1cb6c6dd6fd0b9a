// One reading of a text before anything is looked for in it: as prevention_cpd.language.normalise, whose passes these
// are (`rules` is what prevention_cpd.language.export() gives). A reading is { text, span(start, end) }.

function changed(read, { rule, inner, to, change }, entities) {
  const edits = [];
  const pieces = [];
  let done = 0;
  let length = 0;
  for (const [start, end] of found(rule, inner, read.text)) {
    const old = read.text.slice(start, end);
    const fresh = change === "entity" ? entity(old, entities) : change === "compatible" ? old.normalize("NFKC") : to;
    pieces.push(read.text.slice(done, start), fresh);
    length += start - done;
    if (fresh.length !== old.length) edits.push({ old: [start, end], start: length, end: length + fresh.length });
    length += fresh.length;
    done = end;
  }
  if (pieces.length === 0) return read;
  const text = [...pieces, read.text.slice(done)].join("");
  return { text, span: (start, end) => read.span(startBefore(edits, start), endBefore(edits, end)) };
}

/** The stretches that a pass changes: what follows the first group of the rule, or of the inner rule. */
function* found(rule, inner, text) {
  for (const outer of stretches(rule, text)) {
    if (!inner) yield outer;
    else for (const [start, end] of stretches(inner, text.slice(...outer))) yield [outer[0] + start, outer[0] + end];
  }
}

const groups = new Map();
function stretches(rule, text) {
  if (!groups.has(rule)) groups.set(rule, new RegExp(`${rule}|`, "mu").exec("").length > 1);
  const kept = (match) => (groups.get(rule) ? match[1].length : 0);
  return [...text.matchAll(new RegExp(rule, "gmu"))].map((match) => [match.index + kept(match), match.index + match[0].length]);
}

function last(edits, test) {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(edits[middle])) low = middle + 1;
    else high = middle;
  }
  return edits[low - 1];
}

function startBefore(edits, position) {
  const edit = last(edits, ({ start }) => start <= position);
  if (!edit) return position;
  return position < edit.end ? edit.old[0] : position - edit.end + edit.old[1];
}

function endBefore(edits, position) {
  const edit = last(edits, ({ start }) => start < position);
  return edit ? Math.max(position - edit.end, 0) + edit.old[1] : position;
}

function entity(name, entities) {
  const inner = name.slice(1, -1);
  if (!inner.startsWith("#")) return Object.hasOwn(entities, inner) ? entities[inner] : name;
  const number = /^#[xX]/.test(inner) ? parseInt(inner.slice(2), 16) : parseInt(inner.slice(1), 10);
  return number > 0x20 && number < 0xd800 ? String.fromCodePoint(number) : name;
}

/** The text as it is read, once, or twice where a hyphen may belong to the line only: without such hyphens and with them. */
export function readings(text, { passes, entities, doubtful }) {
  const given = { text, span: (start, end) => [start, end] };
  const read = passes.reduce((before, pass) => changed(before, pass, entities), given);
  const views = read.text.includes(doubtful) ? ["", "-"] : [""];
  return views.map((to) => changed(read, { rule: doubtful, inner: "", to, change: "" }, entities));
}
