// Choose the term for the document: one case at a time, a best choice, choices that can stand, feedback for each.
import { fill, h, icon, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { stepper } from "./stepper.js";
import { reveal } from "./turning.js";

function judgement(item, picked) {
  if (item.best.includes(picked)) return "ok";
  return item.acceptable?.includes(picked) ? "part" : "warn";
}

function build(tools) {
  const { data, strings } = tools;
  const store = caseStore(tools, data.cases.map((item) => item.id));
  const textOf = (id) => data.options.find((option) => option.id === id)?.text ?? "";

  /** The note that closes a case; after a wrong choice only when it is asked for. */
  function note(item, tone) {
    const best = h("div", { class: "cpd-note" },
      h("p", { html: fill(strings.best, { list: item.best.map(textOf).join(", ") }) }),
      item.note && h("div", { html: item.note }));
    return tone === "warn" ? reveal(strings.show_best, () => best) : best;
  }

  function oneCase(index, onward) {
    const item = data.cases[index];
    const question = { id: item.id, kind: "single", stem: item.text, options: data.options };
    return choice(question, store.get(item.id), strings, {
      judge(picked) {
        const tone = judgement(item, picked);
        return { tone, word: strings[`choose_${tone}`], feedback: item.feedback[picked] ?? "" };
      },
      onPick: (value) => { store.set(item.id, { value, checked: false }); steps.refresh(); },
      onCheck: () => { store.set(item.id, { checked: true, tried: true }); steps.refresh(); },
      after: (picked, tone) => note(item, tone),
      next: () => onward,
    });
  }

  function state(index) {
    const kept = store.get(data.cases[index].id);
    return kept.checked ? judgement(data.cases[index], kept.value) : "open";
  }

  function end() {
    const best = data.cases.filter((item, index) => state(index) === "ok").length;
    return [
      verdict("info", fill(strings.choose_total, { n: best, total: data.cases.length })),
      h("ul", { class: "cpd-results" }, data.cases.map((item, index) => {
        const tone = state(index);
        const picked = store.get(item.id).value;
        const words = tone === "open" ? strings.not_answered : `${strings[`choose_${tone}`]} `;
        return h("li", {}, icon(tone), h("span", {},
          `${fill(strings.step_short, { n: index + 1 })} `, words,
          tone !== "open" && h("strong", { html: textOf(picked) })));
      })),
    ];
  }

  const steps = stepper(tools, { count: data.cases.length, states: state, build: oneCase, end });
  return steps.element;
}

export default { render: (context) => frame(context, build) };
