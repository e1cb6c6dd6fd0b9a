// A worked example that fades: one in full, one half worked, one alone. A line of one's own opens the answer.
import { announce, fill, h, inline, liveRegion, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { frame } from "./frame.js";
import { ownText } from "./owntext.js";
import { pageButtons } from "./savepage.js";
import { stepper } from "./stepper.js";
import { toNext, turning } from "./turning.js";

const LONGEST = 1000; // characters of one line

function build(tools) {
  const { data, strings, answer } = tools;
  const toDo = data.cases.filter((item) => item.given !== "full");
  const store = caseStore(tools, toDo.map((item) => item.id));
  /** How many of the first steps are worked out. */
  const givenOf = ({ given, steps }) => ({ full: steps.length, half: Math.ceil(steps.length / 2), none: 0 })[given];
  const openOf = (item) => (Array.isArray(store.get(item.id).open) ? store.get(item.id).open : []);
  const closed = (item) => item.steps.slice(givenOf(item)).filter((step) => !openOf(item).includes(step.id));

  const solution = (step) => h("div", { class: "cpd-note" }, h("div", { html: step.answer }),
    step.why && h("div", { class: "cpd-hint" }, h("strong", {}, strings.why), " ", h("div", { html: step.why })));

  /** A step to do: a line to write, then the answer below it, and the way on. */
  function task(item, step, number, way) {
    const region = liveRegion();
    const place = h("div", {});
    const own = ownText(tools, {
      label: strings.your_line, value: store.get(item.id).texts?.[step.id], rows: 2, longest: LONGEST,
      keep: (text) => store.set(item.id, { texts: { ...store.get(item.id).texts, [step.id]: text } }),
    });
    const compare = turning(strings.show_step, open, () => (openOf(item).includes(step.id) ? way : null));

    function open() {
      if (!own.text().trim()) {
        announce(region, h("p", { class: "cpd-hint" }, strings.write_first));
        return;
      }
      own.keepNow();
      const opened = [...new Set([...openOf(item), step.id])];
      store.set(item.id, { open: opened, tried: item.steps.slice(givenOf(item)).every((each) => opened.includes(each.id)) });
      place.replaceChildren(solution(step));
      announce(region, h("p", { class: "cpd-sr" }, fill(strings.step_shown, { n: number })));
      steps.refresh();
    }

    if (openOf(item).includes(step.id)) place.append(solution(step));
    return [own.element, h("div", { class: "cpd-actions" }, compare.element), place, region];
  }

  function oneCase(index, onward) {
    const item = data.cases[index];
    const wayFrom = (at) => (at + 1 < item.steps.length ? toNext(strings.to_step, () => list.children[at + 1]) : onward);
    const list = h("ol", { class: "cpd-worked" }, item.steps.map((step, at) => h("li", {},
      h("p", { class: "cpd-prompt" }, h("span", { class: "cpd-sr" }, `${fill(strings.step_of, { n: at + 1 })} `), h("span", { html: step.ask })),
      at < givenOf(item) ? solution(step) : task(item, step, at + 1, wayFrom(at)))));
    return [
      h("p", {}, h("strong", { html: inline(item.title) }), " ", h("span", { class: "cpd-hint" }, strings[`given_${item.given}`])),
      h("div", { class: "cpd-memo", html: item.situation }),
      list,
    ];
  }

  function state(index) {
    const item = data.cases[index];
    if (item.given === "full") return (answer().step ?? 0) > index || answer().done ? "done" : "open";
    return closed(item).length === 0 ? "done" : "open";
  }

  function end() {
    const through = data.cases.filter((item, index) => state(index) === "done").length;
    const own = () => toDo.map((item) => h("div", { class: "cpd-note" }, h("p", {}, h("strong", { html: inline(item.title) })),
        h("ul", {}, item.steps.slice(givenOf(item)).map((step) => h("li", {}, h("strong", { html: step.ask }), " ",
          h("span", { class: "cpd-own", dir: "auto" }, store.get(item.id).texts?.[step.id] || strings.not_answered))))));
    return [verdict("info", fill(strings.worked_total, { n: through, total: data.cases.length })), own(), pageButtons(tools, own)];
  }

  const steps = stepper(tools, { count: data.cases.length, states: state, build: oneCase, end, reads: (index) => data.cases[index].given === "full" });
  return [data.fictional && h("p", { class: "cpd-hint", html: data.fictional }), steps.element];
}

export default { render: (context) => frame(context, build) };
