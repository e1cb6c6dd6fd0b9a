// The control that brings a saved record in: choose a file, see what it would change, decide, then bring it in.
import { announce, button, fill, focusOn, h, liveRegion, plain, uid } from "./dom.js";
import { compare, settled, whatIsWrong } from "./merging.js";
import { modulesWithParts } from "./parts.js";
import { ownWords } from "./record.js";

const LARGEST = 5_000_000; // bytes; a record with every text at its longest is smaller

/** `learner()` is who is named here; `bring(records, learner)` keeps what was decided. */
export function bringIn(tools, { records, learner, bring }) {
  const { strings, data } = tools;
  const id = uid("record");
  const region = liveRegion("cpd-status");
  const place = h("div", { class: "cpd-coming-in" });
  const field = h("input", { type: "file", id, accept: ".json,application/json", onchange: read });

  async function read() {
    const file = field.files[0];
    place.replaceChildren();
    if (!file) return;
    const text = file.size > LARGEST ? "" : await file.text().catch(() => "");
    const wrong = whatIsWrong(text, data.course);
    if (wrong) announce(region, h("p", { class: "cpd-error" }, strings[wrong]));
    else show(JSON.parse(text));
    field.value = "";
  }

  function show(record) {
    const known = new Set(modulesWithParts(tools, {}).flatMap((module) => module.parts.map((part) => part.id)));
    const found = compare(record, records(), known);
    const named = (value) => (typeof value === "string" ? value.slice(0, 200) : "");
    const whose = { name: named(record.learner?.name), organisation: named(record.learner?.organisation), id: named(record.learner?.id) };
    const day = Number.isNaN(Date.parse(record.saved_at)) ? "" : new Date(record.saved_at).toLocaleDateString(data.language, { dateStyle: "long" });
    const choices = found.differ.map(() => "here");
    const other = whose.name && learner().name && whose.name !== learner().name;
    announce(region, h("p", {}, fill(strings.comes_with, { name: whose.name || strings.nobody, day, parts: found.parts, words: found.words, differ: found.differ.length })));
    place.replaceChildren(...[
      other && h("p", { class: "cpd-error" }, fill(strings.other_person, { here: learner().name, there: whose.name })),
      found.unknown > 0 && h("p", { class: "cpd-hint" }, fill(strings.comes_unknown, { n: found.unknown })),
      ...found.differ.map((each, index) => difference(each, index, choices)),
      h("div", { class: "cpd-actions" },
        button(strings.bring_in, () => {
          // Something was kept since the file was chosen: look again before anything is written.
          if (JSON.stringify(compare(record, records(), known)) !== JSON.stringify(found)) {
            show(record);
            focusOn(field);
            return;
          }
          bring(settled(found, records(), choices), whose);
          done(fill(strings.brought_in, { parts: found.parts, words: found.words + choices.filter((choice) => choice !== "here").length }));
        }, "cpd-check"),
        button(strings.leave_it, () => done(strings.left_it), "cpd-quiet")),
    ].filter(Boolean));
  }

  /** A text that is not the same here and there: the learner decides. */
  function difference(each, index, choices) {
    const question = uid("differ");
    const offered = ["here", "there", ...(typeof each.here === "string" ? ["both"] : [])];
    return h("fieldset", { class: "cpd-question cpd-differ" },
      h("legend", { class: "cpd-stem" }, fill(strings.differs, { title: titleOf(each.id) })),
      ["here", "there"].map((side) => h("div", { class: "cpd-note" }, h("p", { class: "cpd-hint" }, strings[`text_${side}`]), h("p", { class: "cpd-own", dir: "auto" }, String(each[side])))),
      offered.map((choice) => h("label", { class: "cpd-option" },
        h("input", { type: "radio", name: question, value: choice, checked: choice === choices[index], onchange: () => { choices[index] = choice; } }),
        h("span", {}, strings[`take_${choice}`]))));
  }

  function titleOf(id) {
    return modulesWithParts(tools, {}).flatMap((module) => module.parts).find((part) => part.id === id)?.title ?? plain(id);
  }

  function done(words) {
    place.replaceChildren();
    announce(region, h("p", {}, words));
    focusOn(field);
  }

  const own = ownWords(tools, records());
  const hasWords = own.reflections.length + own.plans.length > 0;
  return h("div", { class: "cpd-bring-in cpd-no-print" },
    h("label", { for: id, class: "cpd-prompt" }, strings.bring_label),
    h("p", { class: "cpd-hint" }, hasWords ? strings.bring_hint : strings.bring_hint_empty), field, region, place);
}
