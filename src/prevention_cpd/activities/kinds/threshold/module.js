// Where to draw the line: invented cases from the highest score down; the learner sets how many can be visited.
import { announce, fill, h, liveRegion, plain } from "./dom.js";
import { askedQuestions } from "./asked.js";
import { frame } from "./frame.js";
import { debounce } from "./debounce.js";
import { signClass, signKey, signPath } from "./people.js";
import { queueOf, visit } from "./counting.js";
import { slider } from "./slider.js";
import { folded } from "./workspace.js";

const PAUSE = 700; // milliseconds without a change before the result is announced
const CELL = 24;
const LEFT = 40; // room for the score beside its row

/** The queue by score: [{ score, cases: [{ outcome, visited }] }]. */
function rowsOf(cases, capacity) {
  const rows = [];
  queueOf(cases).forEach((each, index) => {
    if (rows.at(-1)?.score !== each.score) rows.push({ score: each.score, cases: [] });
    rows.at(-1).cases.push({ outcome: each.outcome, visited: index < capacity });
  });
  return rows;
}

/** A row of signs for each score, and the line between those who are visited and those who wait. */
function drawing(rows) {
  const longest = Math.max(...rows.map((row) => row.cases.length));
  const [width, height] = [LEFT + longest * CELL + 4, rows.length * CELL];
  const signs = rows.flatMap((row, y) => [
    `<text class="cpd-axis" x="${LEFT - 14}" y="${y * CELL + CELL / 2}" dominant-baseline="central" text-anchor="end">${row.score}</text>`,
    ...row.cases.map((each, x) => `<path class="${signClass(each.outcome === 1, each.visited)}" d="${signPath(each.outcome === 1, LEFT + x * CELL + CELL / 2, y * CELL + CELL / 2, 8)}"/>`),
  ]);
  const full = rows.filter((row) => row.cases.every((each) => each.visited)).length;
  const part = rows[full]?.cases.filter((each) => each.visited).length ?? 0;
  const [x, y] = [LEFT + part * CELL, full * CELL];
  const line = part ? `M${LEFT - 8} ${y + CELL}H${x}V${y}H${width}` : `M${LEFT - 8} ${y}H${width}`;
  return `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false" style="max-width:${width * 1.4}px">${signs.join("")}<path class="cpd-cut" d="${line}"/></svg>`;
}

function build(tools) {
  const { data, strings, answer, save, onCleanup } = tools;
  const { min, max, start } = data.capacity;
  const kept = answer().capacity;
  let capacity = Number.isInteger(kept) && kept >= min && kept <= max ? kept : start;
  const picture = h("div", { class: "cpd-queue", role: "img" });
  const { table, fold } = folded(strings.table, plain(data.title));
  const results = h("div", { class: "cpd-result" });
  const region = liveRegion("cpd-sr");

  /** What the line does, and whether it falls inside a score. */
  function sentences(rows) {
    const counts = visit(data.cases, capacity);
    const said = [
      fill(strings.found, { ...counts, total: counts.found + counts.missed }),
      fill(strings.waits, counts),
    ];
    const tie = rows.find((row) => row.cases.some((each) => each.visited) && row.cases.some((each) => !each.visited));
    if (tie) said.push(fill(strings.tie, { score: tie.score, n: tie.cases.filter((each) => each.visited).length, total: tie.cases.length }));
    return said;
  }

  function tableOf(rows) {
    const count = (list, outcome) => list.filter((each) => each.outcome === outcome).length;
    return h("table", { class: "cpd-numbers" }, h("caption", {}, strings.caption),
      h("thead", {}, h("tr", {}, [strings.score, strings.visited, strings.visited_need, strings.waiting, strings.waiting_need].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.map((row) => {
        const visited = row.cases.filter((each) => each.visited);
        const waiting = row.cases.filter((each) => !each.visited);
        return h("tr", {}, h("th", { scope: "row" }, String(row.score)),
          [visited.length, count(visited, 1), waiting.length, count(waiting, 1)].map((cell) => h("td", {}, String(cell))));
      })));
  }

  function show() {
    const rows = rowsOf(data.cases, capacity);
    const said = sentences(rows);
    picture.innerHTML = drawing(rows);
    picture.setAttribute("aria-label", fill(strings.picture, { text: said.join(" ") }));
    results.replaceChildren(...said.map((text, index) => h("p", {}, index ? text : h("strong", {}, text))));
    table.replaceChildren(tableOf(rows));
    return said;
  }

  const tell = debounce(() => {
    save({ capacity });
    announce(region, show().join(" "));
  }, PAUSE, onCleanup);
  const control = slider({
    label: strings.capacity, hint: strings.capacity_hint, number: strings.capacity_number, min, max, step: 1, strings, value: capacity,
    words: (value) => fill(strings.visits, { n: value }),
  }, (value) => {
    capacity = Math.round(value);
    show();
    tell.soon();
  });
  show();
  return [
    h("div", { class: "cpd-sliders" }, control.element), results, region,
    h("p", { class: "cpd-hint" }, strings.how_to_read), picture,
    signKey([[strings.sign_found, true, true], [strings.sign_empty, false, true], [strings.sign_missed, true, false], [strings.sign_waiting, false, false]]
      .map(([words, sought, marked]) => ({ words, sought, marked }))),
    fold, askedQuestions(tools),
  ];
}

export default { render: (context) => frame(context, build) };
