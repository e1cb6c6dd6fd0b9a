// A conversation that branches: what do you say? Each choice gets an answer and feedback; one step back is always there.
import { announce, button, fill, focusOn, h, icon, liveRegion, plain, uid, verdict } from "./dom.js";
import { controls } from "./controls.js";
import { frame } from "./frame.js";

const TONES = { good: "ok", mixed: "part", poor: "warn" };

function build({ data, strings, answer, save, level }) {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const wordOf = { good: strings.tone_good, mixed: strings.tone_mixed, poor: strings.tone_poor };
  /** The learner's own role: the one that no node speaks. */
  const own = Object.keys(data.roles).find((role) => data.nodes.every((node) => node.speaker !== role));
  const nameOf = (speaker) => data.roles[speaker] ?? strings.note;
  const classOf = (speaker) => (speaker === "note" ? "note" : speaker === own ? "own" : "other");
  const heading = (text) => h(`h${Math.min(level + 1, 6)}`, { class: "cpd-step-title" }, text);
  const log = h("ol", { class: "cpd-talk" });
  const turn = h("div", {});
  const region = liveRegion("cpd-sr");

  /** The kept choices as [{ node, choice }], as far as they still lead somewhere. */
  function walked() {
    const steps = [];
    let node = nodes.get(data.start);
    for (const id of Array.isArray(answer().path) ? answer().path : []) {
      const choice = node?.choices?.find((each) => each.id === id);
      if (!choice) break;
      steps.push({ node, choice });
      node = nodes.get(choice.next);
    }
    return { steps, node };
  }

  /** What earlier choices bring about at a node. */
  function recalled(node, steps) {
    const flags = steps.map(({ choice }) => choice.remember);
    return (node.recall ?? []).filter((each) => flags.includes(each.when));
  }

  const comeBack = (node, steps) => recalled(node, steps).map((each) => h("li", { class: "cpd-said cpd-said-note" },
    h("p", { class: "cpd-hint" }, strings.recalled), h("div", { html: each.text })));
  const line = (speaker, html) => h("li", { class: `cpd-said cpd-said-${classOf(speaker)}` },
    h("p", { class: "cpd-hint" }, nameOf(speaker)), h("div", { html }));
  const answerOf = (choice) => [
    line(own, choice.text),
    h("li", { class: "cpd-said-feedback" }, verdict(TONES[choice.tone], wordOf[choice.tone]), h("div", { html: choice.feedback })),
  ];

  function drawLog({ steps, node }) {
    log.replaceChildren(
      ...steps.flatMap((step, at) => [...comeBack(step.node, steps.slice(0, at)), line(step.node.speaker, step.node.text), ...answerOf(step.choice)]),
      ...comeBack(node, steps), line(node.speaker, node.text));
  }

  /** What to say now, or what to look back on. */
  function drawTurn({ steps, node }) {
    const back = steps.length > 0 && button(strings.take_back, takeBack, "cpd-quiet");
    if (!node.choices) {
      turn.replaceChildren(...debrief(steps, node).filter(Boolean), h("div", { class: "cpd-actions" }, back, button(strings.start_again, startAgain, "cpd-quiet")));
      return;
    }
    const hint = h("p", { class: "cpd-error", id: uid("say") });
    let value = null;
    const fields = controls({ id: node.id, kind: "single", stem: strings.choices, options: node.choices }, null, (picked) => {
      value = picked;
      hint.textContent = "";
    }, strings);
    const say = button(strings.say, () => {
      if (value) speak(value);
      else {
        hint.textContent = strings.pick_first_line;
        announce(region, strings.pick_first_line);
      }
    }, "cpd-check");
    turn.replaceChildren(heading(fill(strings.your_turn, { n: steps.length + 1 })), fields, hint, h("div", { class: "cpd-actions" }, say, back));
  }

  function debrief(steps, node) {
    return [
      heading(strings.looking_back),
      node.debrief && h("div", { class: "cpd-note", html: node.debrief }),
      h("p", {}, h("strong", {}, strings.your_way)),
      h("ul", { class: "cpd-results" }, steps.map(({ choice }) => h("li", {}, icon(TONES[choice.tone]),
        h("span", {}, h("strong", {}, wordOf[choice.tone]), " ", h("span", { html: choice.text }))))),
      data.debrief && h("p", {}, h("strong", {}, strings.to_read)),
      data.debrief && h("ul", {}, data.debrief.map((point) => h("li", {}, h("span", { html: point.text }), " ", h("span", { html: point.title })))),
      data.ending && h("div", { class: "cpd-note" }, h("p", {}, h("strong", {}, strings.ending)),
        Object.entries(data.ending).map(([who, text]) =>
          h("div", {}, h("strong", {}, strings[`ending_${who}`] ?? data.roles[who]), " ", h("div", { html: text })))),
    ];
  }

  /** Go to where the path leads: the log first, then the focus to what can be done; the new words are announced. */
  function go(path, words) {
    save({ path, done: answer().done || !walkTo(path).choices });
    const now = walked();
    drawLog(now);
    drawTurn(now);
    announce(region, words(now));
    focusOn(turn.querySelector(".cpd-step-title"));
  }

  function walkTo(path) {
    return path.reduce((node, id) => nodes.get(node.choices.find((each) => each.id === id).next), nodes.get(data.start));
  }

  function speak(id) {
    const { steps, node } = walked();
    const choice = node.choices.find((each) => each.id === id);
    go([...steps.map((step) => step.choice.id), id], (now) =>
      [wordOf[choice.tone], plain(choice.feedback), ...recalled(now.node, now.steps).map((each) => plain(each.text)),
        `${nameOf(now.node.speaker)}: ${plain(now.node.text)}`].join(" "));
  }

  function takeBack() {
    go(walked().steps.slice(0, -1).map((step) => step.choice.id), () => strings.taken_back);
  }

  function startAgain() {
    go([], () => strings.started_again);
  }

  const now = walked();
  drawLog(now);
  drawTurn(now);
  return [
    h("div", { class: "cpd-memo", html: data.setting }),
    heading(strings.transcript), log, region, turn,
  ];
}

export default { render: (context) => frame(context, build) };
