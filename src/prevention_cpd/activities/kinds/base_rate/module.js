// Base-rate explorer: 1,000 people as a grid, three sliders, presets; the same numbers in a table and in a sentence.
import { announce, button, fill, h, liveRegion, plain } from "./dom.js";
import { askedQuestions } from "./asked.js";
import { frame } from "./frame.js";
import { debounce } from "./debounce.js";
import { GROUPS, signClass, signKey, signPath } from "./people.js";
import { percent, screen } from "./counting.js";
import { slider } from "./slider.js";
import { folded, workspace } from "./workspace.js";

const PAUSE = 700; // milliseconds without a change before the result is announced
const CELL = 10;

/** All people as four paths; `columns` a row. */
function grid(counts, columns) {
  let at = 0;
  const total = GROUPS.reduce((sum, [name]) => sum + counts[name], 0);
  const paths = GROUPS.map(([name, sought, marked]) => {
    let d = "";
    for (let i = 0; i < counts[name]; i += 1, at += 1) {
      d += signPath(sought, (at % columns) * CELL + CELL / 2, Math.floor(at / columns) * CELL + CELL / 2, 3.7);
    }
    return `<path class="${signClass(sought, marked)}" d="${d}"/>`;
  });
  return `<svg class="cpd-grid-${columns}" viewBox="0 0 ${columns * CELL} ${Math.ceil(total / columns) * CELL}" aria-hidden="true" focusable="false">${paths.join("")}</svg>`;
}

/** What was kept, when it is sound; else the first preset. */
function startValues(kept, preset, population) {
  const sound = (value, most) => typeof value === "number" && value >= 0 && value <= most;
  if (kept && sound(kept.sought, population) && sound(kept.sensitivity, 1) && sound(kept.specificity, 1)) return { ...kept };
  return valuesOf(preset, population);
}

function valuesOf(preset, population) {
  return { sought: screen(population, preset.base_rate, 0, 0).sought, sensitivity: preset.sensitivity, specificity: preset.specificity };
}

function build(tools) {
  const { data, strings, answer, save, onCleanup } = tools;
  const { population, labels } = data;
  const n = (number) => number.toLocaleString(document.documentElement.lang || undefined);
  const shown = (share) => `${Math.round(share * 1000) / 10}%`;
  const values = startValues(answer().values, data.presets[0], population);
  const picture = h("div", { class: "cpd-people", role: "img" });
  const { table, fold } = folded(strings.table, plain(data.title));
  const results = h("div", { class: "cpd-result" });
  const note = h("div", {});
  const region = liveRegion("cpd-sr");
  const presets = data.presets.map((preset) => button(plain(preset.text), () => take(preset), "cpd-quiet"));

  /** The share as people put it: small shares are not nothing. */
  function share(part, total) {
    const whole = percent(part, total);
    if (whole === null) return strings.no_share;
    if (whole === 0 && part > 0) return strings.below_one;
    return whole === 100 && part < total ? strings.above_ninety_nine : `${whole}%`;
  }

  function sentences(counts) {
    const words = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, typeof value === "number" ? n(value) : ""]));
    return [
      fill(counts.flagged ? strings.flags : strings.no_flags, { ...words, population: n(population), share: share(counts.right_flags, counts.flagged) }),
      fill(counts.not_flagged ? strings.rest : strings.no_rest, { ...words, share: share(counts.missed, counts.not_flagged) }),
    ];
  }

  function show() {
    const counts = screen(population, values.sought / population, values.sensitivity, values.specificity);
    const said = sentences(counts);
    picture.innerHTML = grid(counts, 40) + grid(counts, 25);
    picture.setAttribute("aria-label", fill(strings.picture, { population: n(population), text: said.join(" ") }));
    results.replaceChildren(h("p", {}, h("strong", {}, said[0])), h("p", {}, said[1]));
    table.replaceChildren(tableOf(counts));
    const chosen = data.presets.findIndex((preset) => Object.entries(valuesOf(preset, population)).every(([name, value]) => values[name] === value));
    presets.forEach((each, index) => each.setAttribute("aria-pressed", String(index === chosen)));
    const text = data.presets[chosen]?.note ?? "";
    if (note.cpdShown !== text) note.replaceChildren(...(text ? [h("div", { class: "cpd-note", html: text })] : []));
    note.cpdShown = text;
    return said;
  }

  function tableOf(counts) {
    const row = (name, cells) => h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", {}, n(cell))));
    return h("table", { class: "cpd-numbers" }, h("caption", {}, fill(strings.caption, { population: n(population) })),
      h("thead", {}, h("tr", {}, h("td", {}), [labels.flagged, labels.not_flagged, strings.together].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, row(labels.with, [counts.right_flags, counts.missed, counts.sought]),
        row(labels.without, [counts.wrong_flags, counts.left_alone, counts.others]),
        row(strings.together, [counts.flagged, counts.not_flagged, population])));
  }

  const tell = debounce(() => {
    save({ values: { ...values } });
    announce(region, show().join(" "));
  }, PAUSE, onCleanup);

  function change(name, value) {
    values[name] = value;
    show();
    tell.soon();
  }

  const rate = (name, label, hint) => slider({
    label, hint, number: fill(strings.as_percent, { name: label }), min: 0, max: 100, step: "any", unit: "%", strings,
    value: Math.round(values[name] * 1000) / 10, words: (value) => `${value}%`,
  }, (value) => change(name, value / 100));
  const sliders = {
    sought: slider({
      label: strings.base_rate, hint: strings.base_rate_hint, number: fill(strings.as_people, { name: strings.base_rate, population: n(population) }),
      min: 0, max: population, step: 1, strings, value: values.sought,
      words: (value) => fill(strings.of_people, { n: n(value), population: n(population), share: shown(value / population) }),
    }, (value) => change("sought", Math.round(value))),
    sensitivity: rate("sensitivity", strings.sensitivity, strings.sensitivity_hint),
    specificity: rate("specificity", strings.specificity, strings.specificity_hint),
  };

  function take(preset) {
    Object.assign(values, valuesOf(preset, population));
    sliders.sought.set(values.sought);
    for (const name of ["sensitivity", "specificity"]) sliders[name].set(Math.round(values[name] * 1000) / 10);
    show();
    tell.soon();
  }

  show();
  return [
    h("div", { role: "group", "aria-label": strings.presets, class: "cpd-actions" }, h("span", { class: "cpd-prompt" }, strings.presets), presets),
    workspace(
      [h("div", { class: "cpd-sliders" }, Object.values(sliders).map((each) => each.element))],
      [results, region, picture, signKey(GROUPS.map(([name, sought, marked]) => ({ words: labels[name], sought, marked })))],
    ),
    note, fold, askedQuestions(tools),
  ];
}

export default { render: (context) => frame(context, build) };
