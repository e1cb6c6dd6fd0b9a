// The path to help, step by step: what would stop somebody here, and what would mend it? No score.
import { announce, fill, h, icon, liveRegion, plain, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { controls } from "./controls.js";
import { frame } from "./frame.js";
import { stepper } from "./stepper.js";
import { turning } from "./turning.js";

function build(tools) {
  const { data, strings, answer, save } = tools;
  const store = caseStore(tools, data.steps.map((step) => step.id));
  const kinds = Object.fromEntries(data.kinds.map((kind) => [kind.id, plain(kind.text)]));
  const every = data.steps.flatMap((step) => step.barriers);

  /** The barriers of a step that were chosen, as far as they are still there. */
  function chosen(step) {
    const picked = store.get(step.id).picked;
    return step.barriers.filter((barrier) => Array.isArray(picked) && picked.includes(barrier.id));
  }

  function mends(step) {
    const picked = chosen(step);
    return h("ul", { class: "cpd-mends" }, step.barriers.map((barrier) => h("li", { class: "cpd-note" },
      h("p", {}, h("strong", { html: barrier.text }), " ",
        h("span", { class: "cpd-tag" }, picked.includes(barrier) && icon("done"), picked.includes(barrier) ? `${kinds[barrier.kind]}, ${strings.you_chose}` : kinds[barrier.kind])),
      h("div", { html: barrier.help }))));
  }

  function oneStep(index, onward) {
    const step = data.steps[index];
    const region = liveRegion("cpd-feedback");
    const place = h("div", {});
    const question = { id: step.id, kind: "multiple", stem: `${step.text} ${strings.what_stops}`, options: step.barriers };
    const fields = controls(question, chosen(step).map((barrier) => barrier.id), (picked) => {
      store.set(step.id, { picked });
      if (store.get(step.id).tried) place.replaceChildren(mends(step));
      steps.refresh();
    }, strings);
    const words = () => verdict("info", fill(chosen(step).length === 1 ? strings.one_chosen : strings.n_chosen, { n: chosen(step).length }));
    if (store.get(step.id).tried) place.append(mends(step));
    const show = turning(strings.show_mends, () => {
      store.set(step.id, { tried: true });
      place.replaceChildren(mends(step));
      steps.refresh();
      announce(region, words(), h("p", {}, strings.mends_below));
    }, () => (store.get(step.id).tried ? onward : null));
    return [fields, h("div", { class: "cpd-actions" }, show.element), region, place];
  }

  const state = (index) => (store.get(data.steps[index].id).tried ? "done" : "open");

  function end() {
    const picked = data.steps.flatMap(chosen);
    const own = Array.isArray(answer().own) ? answer().own : [];
    const count = Object.keys(kinds).map((kind) => [kind, picked.filter((barrier) => barrier.kind === kind).length]).filter(([, n]) => n > 0);
    return [
      verdict("info", fill(picked.length === 1 ? strings.path_breaks_once : strings.path_breaks, { n: picked.length })),
      count.length > 0 && h("p", {}, count.map(([kind, n]) => `${kinds[kind]}: ${n}`).join(" · ")),
      h("ol", { class: "cpd-line" }, data.steps.map((step) => h("li", { class: chosen(step).length ? "cpd-broken" : null },
        h("p", {}, h("strong", { html: step.text }), " ", h("span", { class: "cpd-tag" },
          chosen(step).length > 0 && icon("info"), chosen(step).length ? strings.breaks_here : strings.goes_on)),
        chosen(step).length > 0 && h("ul", {}, chosen(step).map((barrier) => h("li", { html: barrier.text })))))),
      controls({ id: "own", kind: "multiple", stem: strings.own_unit, options: picked.length ? picked : every }, own,
        (value) => save({ own: value }), { ...strings, pick_many: strings.own_unit_hint }),
    ];
  }

  const steps = stepper(tools, { count: data.steps.length, states: state, build: oneStep, end });
  return [h("div", { class: "cpd-task", html: data.task }), steps.element];
}

export default { render: (context) => frame(context, build) };
