// Repair the report: read each sentence of an invented memo, say whether it needs repair, choose the better wording.
import { fill, h, icon, inline, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { stepper } from "./stepper.js";
import { toNext } from "./turning.js";

/** The sentence with its harmful part marked: by <mark> for the eye, and named in words beside it for the ear. */
function marked(passage) {
  const at = passage.harmful ? passage.text.indexOf(passage.harmful) : -1;
  if (at < 0) return [passage.text];
  const end = at + passage.harmful.length;
  return [passage.text.slice(0, at), h("mark", {}, passage.harmful), passage.text.slice(end)];
}

function build(tools) {
  const { data, strings, answer } = tools;
  const store = caseStore(tools, data.passages.map((passage) => passage.id));
  const chosen = (passage) => passage.options.find((option) => option.id === store.get(passage.id).value);

  /** open; ok: judged well and, where needed, worded well; warn: not yet. */
  function state(index) {
    const passage = data.passages[index];
    const kept = store.get(passage.id);
    if (!kept.judged) return "open";
    if (!passage.harmful) return kept.needs === "fine" ? "ok" : "warn";
    if (!kept.checked) return "open";
    if (!chosen(passage)?.good) return "warn";
    return kept.needs === "repair" ? "ok" : "part";
  }

  function memo() {
    const current = answer().step || 0;
    return h("div", { class: "cpd-memo" },
      h("p", { class: "cpd-memo-title", html: inline(data.document.title) }),
      h("p", { class: "cpd-hint", html: inline(data.document.fictional) }),
      h("ol", {}, data.passages.map((passage, index) => {
        const tone = state(index);
        const repaired = passage.harmful && store.get(passage.id).checked && chosen(passage)?.good;
        const body = repaired ? h("ins", { html: chosen(passage).text }) : h("span", {}, passage.text);
        const words = { ok: repaired ? strings.repaired : strings.fine, part: strings.repaired, warn: strings.not_yet }[tone];
        return h("li", { class: index === current ? "cpd-current" : "", "aria-current": index === current ? "step" : null },
          body, words && h("span", { class: "cpd-tag" }, icon(tone), words));
      })));
  }

  const memoPlace = h("div", {}, memo());
  function refresh() {
    steps.refresh();
    memoPlace.replaceChildren(memo());
  }

  function wording(passage, onward) {
    const question = { id: `${passage.id}-wording`, kind: "single", stem: strings.which_wording, options: passage.options };
    return choice(question, store.get(passage.id), strings, {
      judge(picked) {
        const option = passage.options.find((each) => each.id === picked);
        const tone = option.good ? "ok" : "warn";
        return { tone, word: strings[`wording_${tone}`], feedback: option.feedback };
      },
      onPick: (value) => { store.set(passage.id, { value, checked: false }); refresh(); },
      onCheck: () => { store.set(passage.id, { checked: true, tried: true }); refresh(); },
      next: () => onward,
    });
  }

  /** A sentence that is fine: what a hasty repair would have done to it. */
  function worse(passage) {
    const others = passage.options.filter((option) => !option.good);
    return others.length > 0 && h("div", { class: "cpd-note" }, h("p", {}, h("strong", {}, strings.worse)),
      h("ul", {}, others.map((option) => h("li", {}, h("em", { html: option.text }), " ", h("span", { html: inline(option.feedback) })))));
  }

  function oneCase(index, onward) {
    const passage = data.passages[index];
    const kept = store.get(passage.id);
    const second = h("div", {});
    if (kept.judged && passage.harmful) second.append(wording(passage, onward));
    const question = {
      id: passage.id, kind: "single", stem: strings.needs_repair,
      options: [{ id: "fine", text: strings.is_fine }, { id: "repair", text: strings.is_harmful }],
    };
    const first = choice(question, { value: kept.needs, checked: kept.judged }, strings, {
      judge(picked) {
        const right = (picked === "repair") === Boolean(passage.harmful);
        return { tone: right ? "ok" : "warn", word: strings[`needs_${picked}_${right ? "ok" : "warn"}`], feedback: passage.why };
      },
      onPick: (needs) => { store.set(passage.id, { needs, judged: false }); second.replaceChildren(); refresh(); },
      onCheck() {
        store.set(passage.id, passage.harmful ? { judged: true } : { judged: true, tried: true });
        if (passage.harmful) second.replaceChildren(wording(passage, onward));
        refresh();
      },
      next: () => (passage.harmful ? toNext(strings.to_wording, () => second) : onward),
      after: () => (passage.harmful ? h("p", {}, `${strings.harm_lies_in} `, h("span", { class: "cpd-own" }, marked(passage))) : worse(passage)),
    });
    return [h("blockquote", { class: "cpd-sentence" }, h("p", {}, passage.text)), first, second];
  }

  function end() {
    const well = data.passages.filter((passage, index) => state(index) === "ok").length;
    return [verdict("info", fill(strings.repair_total, { n: well, total: data.passages.length })),
      h("p", {}, strings.repair_end)];
  }

  const steps = stepper(tools, { count: data.passages.length, states: state, build: oneCase, end, onMove: () => memoPlace.replaceChildren(memo()) });
  return [memoPlace, steps.element];
}

export default { render: (context) => frame(context, build) };
