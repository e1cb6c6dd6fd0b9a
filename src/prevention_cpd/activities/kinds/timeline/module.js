// Timeline: place each measure at a point of the line, then walk along it and see what stands there, and what is missing.
import { fill, h, icon, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { showLying } from "./lying.js";
import { stepper } from "./stepper.js";
import { reveal } from "./turning.js";

function build(tools) {
  const { data, strings } = tools;
  const store = caseStore(tools, data.items.map((item) => item.id));
  const textOf = (id) => data.stages.find((stage) => stage.id === id)?.text ?? "";
  const options = data.stages.map(({ id, text }) => ({ id, text }));

  function note(item) {
    return h("div", { class: "cpd-note" },
      h("p", { html: fill(item.best.length > 1 ? strings.fits_many : strings.fits_one, { list: item.best.map(textOf).join("; ") }) }),
      h("div", { html: item.note }));
  }

  function oneItem(index, onward) {
    const item = data.items[index];
    const kept = textOf(store.get(item.id).value) ? store.get(item.id) : {};
    const line = choice({ id: item.id, kind: "single", stem: item.text, options }, kept, strings, {
      judge: (picked) => (item.best.includes(picked)
        ? { tone: "ok", word: strings.place_fits, feedback: "" }
        : { tone: "warn", word: strings.place_not, feedback: strings.place_hint }),
      onPick: (value) => { store.set(item.id, { value, checked: false }); refresh(); },
      onCheck: () => { store.set(item.id, { checked: true, tried: true }); refresh(); },
      after: (picked, tone) => (tone === "ok" ? note(item) : reveal(strings.show_place, () => note(item))),
      next: () => onward,
    });
    line.classList.add("cpd-line-choice");
    const show = () => showLying(line, placedAt, strings);
    const refresh = () => { show(); steps.refresh(); };
    show();
    return line;
  }

  /** The numbers of the measures that were placed at a point and fit there. */
  function placedAt(stage) {
    return data.items.flatMap((item, index) => (store.get(item.id).value === stage && state(index) === "ok" ? [index + 1] : []));
  }

  function state(index) {
    const kept = store.get(data.items[index].id);
    if (!kept.checked || !textOf(kept.value)) return "open";
    return data.items[index].best.includes(kept.value) ? "ok" : "warn";
  }

  /** One point of the line, to open: what it is like there, and what is there. */
  function stop(stage, open) {
    const here = data.items.map((item, index) => ({ item, tone: state(index) })).filter(({ item }) => item.best.includes(stage.id));
    const count = here.length === 1 ? strings.one_here : fill(strings.many_here, { n: here.length });
    return h("li", {}, h("details", { open },
      h("summary", {}, h("strong", { html: stage.text }), " ", h("span", { class: "cpd-hint" }, count)),
      h("div", { class: "cpd-stop" }, h("div", { html: stage.note }),
        here.length === 0 ? h("p", { class: "cpd-hint" }, strings.none_here)
          : h("ul", {}, here.map(({ item, tone }) => h("li", {}, h("span", { html: item.text }),
            tone === "ok" && h("span", { class: "cpd-tag" }, icon("ok"), strings.tag_placed)))))));
  }

  function end() {
    const well = data.items.filter((item, index) => state(index) === "ok").length;
    return [
      verdict("info", fill(strings.timeline_total, { n: well, total: data.items.length })),
      h("p", {}, strings.walk),
      h("ol", { class: "cpd-line" }, data.stages.map((stage, index) => stop(stage, index === 0))),
    ];
  }

  const steps = stepper(tools, { count: data.items.length, states: state, build: oneItem, end });
  return steps.element;
}

export default { render: (context) => frame(context, build) };
