// Questions that stand under an explorer: one right option each, feedback for every one.
import { fill, h } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { toNext } from "./turning.js";

/** The questions of `data.questions`, with a line that counts; the activity is done when each was tried once. */
export function askedQuestions(tools) {
  const { data, strings, level } = tools;
  const store = caseStore(tools, data.questions.map((question) => question.id));
  const optionOf = (question, id) => question.options.find((option) => option.id === id);
  const count = h("p", { class: "cpd-hint" });

  function showCount() {
    const tried = data.questions.filter((question) => store.get(question.id).tried).length;
    count.textContent = fill(strings.questions_tried, { n: tried, total: data.questions.length });
  }

  const list = data.questions.map((question, index) => {
    const kept = store.get(question.id);
    // What was kept may name an option of an older version.
    const state = optionOf(question, kept.value) ? kept : {};
    return choice({ id: question.id, kind: "single", stem: question.prompt, options: question.options }, state, strings, {
      judge(picked) {
        const option = optionOf(question, picked);
        return { tone: option.correct ? "ok" : "warn", word: option.correct ? strings.answer_ok : strings.answer_warn, feedback: option.feedback };
      },
      onPick: (value) => store.set(question.id, { value, checked: false }),
      onCheck: () => { store.set(question.id, { checked: true, tried: true }); showCount(); },
      next: () => (index + 1 < data.questions.length ? toNext(strings.next_question, () => list[index + 1]) : null),
    });
  });
  showCount();
  return h("div", { class: "cpd-asked" }, h(`h${Math.min(level + 1, 6)}`, { class: "cpd-step-title" }, strings.questions), list, count);
}
