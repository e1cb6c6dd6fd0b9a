// Decisions about an invented case: choose, read the consequence, think again; at the end the whole plan.
import { fill, h, icon, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { pageButtons } from "./savepage.js";
import { stepper } from "./stepper.js";

const TONES = { strong: "ok", defensible: "part", weak: "warn" };

/** Mostly strong and nothing weak; or half of it weak; else mixed. */
function overall(weights) {
  const count = (weight) => weights.filter((each) => each === weight).length;
  if (count("weak") === 0 && count("strong") * 3 >= weights.length * 2) return "strong";
  return count("weak") * 2 >= weights.length ? "weak" : "mixed";
}

function build(tools) {
  const { data, strings, level } = tools;
  const store = caseStore(tools, data.decisions.map((decision) => decision.id));
  const wordOf = { strong: strings.weight_strong, defensible: strings.weight_defensible, weak: strings.weight_weak };
  const optionOf = (decision, id) => decision.options.find((option) => option.id === id);
  const heading = (html) => h(`h${Math.min(level + 2, 6)}`, { class: "cpd-step-title", html });

  function oneDecision(index, onward) {
    const decision = data.decisions[index];
    const kept = optionOf(decision, store.get(decision.id).value) ? store.get(decision.id) : {};
    const question = { id: decision.id, kind: "single", stem: strings.what_do_you_do, options: decision.options };
    return [heading(decision.title), h("div", { class: "cpd-task", html: decision.situation }),
      choice(question, kept, { ...strings, check: strings.decide }, {
        judge(picked) {
          const option = optionOf(decision, picked);
          return { tone: TONES[option.weight], word: wordOf[option.weight], feedback: option.consequence };
        },
        onPick: (value) => { store.set(decision.id, { value, checked: false }); steps.refresh(); },
        onCheck: () => { store.set(decision.id, { checked: true, tried: true }); steps.refresh(); },
        next: () => onward,
        after: (picked) => {
          const teaches = optionOf(decision, picked).teaches ?? [];
          return teaches.length > 0 && h("p", { class: "cpd-hint" }, fill(strings.teaches, { list: teaches.join(", ") }));
        },
      })];
  }

  function made(index) {
    const kept = store.get(data.decisions[index].id);
    return kept.checked ? optionOf(data.decisions[index], kept.value) : undefined;
  }

  const state = (index) => (made(index) ? TONES[made(index).weight] : "open");

  /** The plan, decision by decision, as it stands. */
  function plan() {
    return h("ol", { class: "cpd-plan" }, data.decisions.map((decision, index) => {
      const option = made(index);
      return h("li", {}, h("p", {}, h("strong", { html: decision.title })),
        option ? [h("p", { html: option.text }), h("p", { class: "cpd-tag" }, icon(TONES[option.weight]), wordOf[option.weight]), h("div", { class: "cpd-hint", html: option.consequence })]
          : h("p", { class: "cpd-hint" }, strings.not_answered));
    }));
  }

  function end() {
    const weights = data.decisions.map((decision, index) => made(index)?.weight).filter(Boolean);
    const count = (weight) => weights.filter((each) => each === weight).length;
    const all = weights.length === data.decisions.length;
    return [
      verdict("info", fill(strings.decided, { n: weights.length, total: data.decisions.length })),
      h("p", {}, fill(strings.weights, { strong: count("strong"), defensible: count("defensible"), weak: count("weak") })),
      all ? h("div", { class: "cpd-note", html: data.summary[overall(weights)] }) : h("p", { class: "cpd-hint" }, strings.decide_all),
      plan(), pageButtons(tools, () => [h("div", { html: data.setting }), plan()]),
    ];
  }

  const steps = stepper(tools, { count: data.decisions.length, states: state, build: oneDecision, end });
  return [h("div", { class: "cpd-memo", html: data.setting }), steps.element];
}

export default { render: (context) => frame(context, build) };
