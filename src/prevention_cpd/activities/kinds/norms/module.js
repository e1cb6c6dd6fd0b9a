// Norms explorer: what the manual's rates lead you to expect in another group, and what was counted there.
import { announce, fill, focusOn, h, inline, liveRegion, plain, uid, verdict } from "./dom.js";
import { askedQuestions } from "./asked.js";
import { frame } from "./frame.js";
import { numberField } from "./numberfield.js";
import { byScore } from "./counting.js";
import { turning } from "./turning.js";
import { folded } from "./workspace.js";

const POPULATION = 1000;
const [WIDTH, HEIGHT, BASE, BAR] = [300, 170, 126, 30];

const totalOf = (rows) => rows.reduce((sum, row) => sum + row.counted, 0);
const in100 = (rate) => Math.round(rate * 1000) / 10;

/** Solid bars for what was counted, dashed outlines for what the manual expects; score and count under each bar. */
function bars(group, norm, most) {
  const step = (WIDTH - 10) / group.rates.length;
  const top = (rate) => BASE - (rate / most) * (BASE - 6);
  const parts = group.rates.map((rate, index) => {
    const x = 10 + index * step + (step - BAR) / 2;
    const y = top(rate.rate);
    const expected = top(norm.rates[index].rate);
    const middle = x + BAR / 2;
    const box = `x="${x - 3}" y="${expected}" width="${BAR + 6}" height="${BASE - expected}"/>`;
    const outline = group === norm ? "" : `<rect class="cpd-halo" ${box}<rect class="cpd-expected" ${box}`;
    return `<rect class="cpd-counted" x="${x}" y="${y}" width="${BAR}" height="${BASE - y}"/>${outline}`
      + `<text class="cpd-axis" x="${middle}" y="${BASE + 17}" text-anchor="middle">${rate.score}</text>`
      + `<text class="cpd-axis cpd-axis-count" x="${middle}" y="${BASE + 37}" text-anchor="middle">${in100(rate.rate)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">${parts.join("")}<path class="cpd-base" d="M4 ${BASE}H${WIDTH - 4}"/></svg>`;
}

function build(tools) {
  const { data, strings, answer, save, level } = tools;
  const norm = data.groups[0];
  const most = Math.max(...data.groups.flatMap((group) => group.rates.map((rate) => rate.rate)), 0.01);
  const n = (number) => number.toLocaleString(document.documentElement.lang || undefined);
  const counted = new Map(data.groups.map((group) => [group.id, byScore(group.rates, POPULATION)]));
  /** What the manual's rates make of the people of a group. */
  const expectedOf = (group) => totalOf(byScore(group.rates.map((rate, index) => ({ ...rate, rate: norm.rates[index].rate })), POPULATION));
  const expected = expectedOf(data.groups[1]);
  const charts = h("div", { class: "cpd-charts" });
  const { table, fold } = folded(strings.table, plain(data.title));
  const key = h("p", { class: "cpd-hint" });
  const after = h("div", {});
  const region = liveRegion("cpd-feedback");
  const id = uid("guess");
  const guessed = numberField({ id, min: 0, max: POPULATION, step: 1, value: Number.parseInt(answer().guess, 10), strings }, (guess) => {
    save({ guess });
    told = false;
    region.replaceChildren();
    show.show();
  });
  // Another expectation turns it back: then what was counted is told anew.
  let told = Boolean(answer().shown);
  const show = turning(strings.show, reveal, () => (told
    ? { label: strings.to_charts, go: () => focusOn(charts.children[1].querySelector("figcaption")), quiet: true } : null));

  function chart(group) {
    const title = plain(group.text);
    const listed = group.rates.map((rate) => fill(strings.one_rate, { score: rate.score, n: in100(rate.rate) })).join("; ");
    const total = totalOf(counted.get(group.id));
    return h("figure", { class: "cpd-chart-one" },
      h("figcaption", {}, h("strong", { html: inline(group.text) }), " ",
        h("span", { class: "cpd-hint" }, strings.invented)),
      h("div", { role: "img", "aria-label": fill(strings.chart, { group: title, list: listed }), html: bars(group, norm, most) }),
      h("p", { class: "cpd-chart-sum" }, fill(group === norm ? strings.sum_norm : strings.sum, { n: n(total), expected: n(expectedOf(group)), population: n(POPULATION) })));
  }

  function tableOf(groups) {
    const cell = (row) => h("td", {}, fill(strings.of, { n: row.counted, total: row.people }));
    return h("table", { class: "cpd-numbers" }, h("caption", {}, strings.caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, strings.score), groups.map((group) => h("th", { scope: "col", html: inline(group.text) })))),
      h("tbody", {}, norm.rates.map((rate, index) => h("tr", {}, h("th", { scope: "row" }, String(rate.score)),
        groups.map((group) => cell(counted.get(group.id)[index])))),
      h("tr", {}, h("th", { scope: "row" }, strings.together),
        groups.map((group) => h("td", {}, h("strong", {}, fill(strings.of, { n: totalOf(counted.get(group.id)), total: n(POPULATION) })))))));
  }

  function draw() {
    const groups = answer().shown ? data.groups : [norm];
    charts.replaceChildren(...groups.map(chart));
    table.replaceChildren(tableOf(groups));
    key.textContent = answer().shown ? strings.key : "";
    after.replaceChildren(...(answer().shown ? [
      h("div", { class: "cpd-note" }, h("div", { html: data.reveal })),
      askedQuestions(tools)] : []));
  }

  function said() {
    const guess = Number.parseInt(answer().guess, 10);
    const own = Number.isFinite(guess) ? [fill(strings.your_guess, { n: guess, expected })] : [];
    return [verdict("info", strings.revealed), ...own.map((text) => h("p", {}, text))];
  }

  function reveal() {
    save({ shown: true });
    told = true;
    draw();
    announce(region, ...said());
  }

  draw();
  if (answer().shown) region.append(...said());
  return [
    h("div", { class: "cpd-task", html: data.prompt }),
    h("label", { for: id, class: "cpd-prompt" }, strings.guess), guessed.field, guessed.error,
    h("div", { class: "cpd-actions" }, show.element), region,
    h(`h${Math.min(level + 1, 6)}`, { class: "cpd-step-title" }, strings.charts),
    h("p", { class: "cpd-hint" }, strings.axis), key,
    charts, fold, after,
  ];
}

export default { render: (context) => frame(context, build) };
