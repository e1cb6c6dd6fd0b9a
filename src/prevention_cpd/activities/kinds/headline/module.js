// Headline reader: an invented headline, a few questions about what it counts, then what can be said.
import { fill, h, icon, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { stepper } from "./stepper.js";
import { toNext } from "./turning.js";

function build(tools) {
  const { data, strings } = tools;
  const idOf = (item, question) => `${item.id}/${question.id}`;
  const store = caseStore(tools, data.cases.flatMap((item) => item.questions.map((each) => idOf(item, each))));
  const correct = (question, picked) => question.options.some((option) => option.id === picked && option.correct);
  const tried = (item) => item.questions.every((each) => store.get(idOf(item, each)).tried);
  const right = (item) => item.questions.filter((each) => {
    const kept = store.get(idOf(item, each));
    return kept.checked && correct(each, kept.value);
  }).length;

  function oneQuestion(item, question, onChange, next) {
    const id = idOf(item, question);
    return choice({ id, kind: "single", stem: question.prompt, options: question.options }, store.get(id), strings, {
      judge(picked) {
        const tone = correct(question, picked) ? "ok" : "warn";
        const option = question.options.find((each) => each.id === picked);
        return { tone, word: strings[`answer_${tone}`], feedback: option.feedback };
      },
      onPick: (value) => { store.set(id, { value, checked: false }); onChange(); },
      onCheck: () => { store.set(id, { checked: true, tried: true }); onChange(); },
      next,
    });
  }

  /** What can be said, shown when every question of the case was tried. */
  function summary(item) {
    return h("div", { class: "cpd-note" }, h("p", {}, h("strong", {}, strings.can_say)),
      h("div", { html: item.summary }),
      item.fact && h("p", { class: "cpd-fact" }, h("span", { html: item.fact.text }),
        h("span", { class: "cpd-hint", html: ` ${strings.caveat} ${item.fact.caveat}` })));
  }

  function oneCase(index, onward) {
    const item = data.cases[index];
    const place = h("div", { role: "status" });
    let shown = tried(item);
    if (shown) place.append(summary(item));
    const change = () => {
      if (!shown && tried(item)) { place.replaceChildren(summary(item)); shown = true; }
      steps.refresh();
    };
    const questions = item.questions.map((question, at) => oneQuestion(item, question, change,
      () => (at + 1 < item.questions.length ? toNext(strings.next_question, () => questions[at + 1]) : onward)));
    return [
      h("figure", { class: "cpd-headline" }, h("blockquote", {}, h("p", { html: item.headline })),
        h("figcaption", { class: "cpd-hint" }, strings.invented)),
      questions, place,
    ];
  }

  function state(index) {
    const item = data.cases[index];
    if (!item.questions.every((each) => store.get(idOf(item, each)).checked)) return "open";
    return right(item) === item.questions.length ? "ok" : "part";
  }

  function end() {
    const all = data.cases.flatMap((item) => item.questions).length;
    const got = data.cases.reduce((sum, item) => sum + right(item), 0);
    return [
      verdict("info", fill(strings.answers_total, { n: got, total: all })),
      h("ul", { class: "cpd-results" }, data.cases.map((item, index) => h("li", {},
        icon(state(index)),
        h("span", {}, h("span", { html: item.headline }), " ",
          h("span", { class: "cpd-tag" }, fill(strings.answers_total, { n: right(item), total: item.questions.length })))))),
    ];
  }

  const steps = stepper(tools, { count: data.cases.length, states: state, build: oneCase, end });
  return steps.element;
}

export default { render: (context) => frame(context, build) };
