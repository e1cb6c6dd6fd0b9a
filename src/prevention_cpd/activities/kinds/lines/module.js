// A text for the media, part by part: pick a wording, read what it does, and see the whole text grow.
import { button, fill, h, icon, inline, plain, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { pageButtons } from "./savepage.js";
import { stepper } from "./stepper.js";

function build(tools) {
  const { data, strings, answer, save } = tools;
  const store = caseStore(tools, data.slots.map((slot) => slot.id));
  const optionOf = (slot, id) => slot.options.find((option) => option.id === id);
  const pickedOf = (slot) => optionOf(slot, store.get(slot.id).value);
  const draft = h("div", {});
  const paper = h("div", { class: "cpd-memo", role: "group", "aria-label": strings.draft }, h("p", { class: "cpd-hint" }, strings.draft), draft);

  /** The template with what was picked; an open part shows its name. */
  function text() {
    return data.template.replace(/\{([\w-]+)\}/g, (whole, id) => {
      const slot = data.slots.find((each) => each.id === id);
      if (!slot) return whole;
      const picked = pickedOf(slot);
      return picked ? `<span>${picked.text}</span>` : `<span class="cpd-slot">[${inline(slot.prompt)}]</span>`;
    });
  }
  const showDraft = () => { draft.innerHTML = text(); };

  function oneSlot(index, onward) {
    const slot = data.slots[index];
    const kept = pickedOf(slot) ? store.get(slot.id) : {};
    return choice({ id: slot.id, kind: "single", stem: slot.prompt, options: slot.options }, kept, strings, {
      judge(picked) {
        const option = optionOf(slot, picked);
        return { tone: option.good ? "ok" : "warn", word: option.good ? strings.line_ok : strings.line_warn, feedback: option.feedback };
      },
      onPick: (value) => { store.set(slot.id, { value, checked: false }); showDraft(); steps.refresh(); },
      onCheck: () => { store.set(slot.id, { checked: true, tried: true }); steps.refresh(); },
      next: () => onward,
    });
  }

  function state(index) {
    const kept = store.get(data.slots[index].id);
    if (!kept.checked || !pickedOf(data.slots[index])) return "open";
    return pickedOf(data.slots[index]).good ? "ok" : "warn";
  }

  function end() {
    const good = data.slots.filter((slot, index) => state(index) === "ok").length;
    const held = new Set(Array.isArray(answer().held) ? answer().held : []);
    const place = h("p", { class: "cpd-hint", role: "status" });
    const tick = (item, number) => h("label", { class: "cpd-option" }, h("input", {
      type: "checkbox", checked: held.has(number), onchange(event) {
        if (event.target.checked) held.add(number);
        else held.delete(number);
        save({ held: [...held].sort() });
      },
    }), h("span", { html: item }));
    return [
      verdict("info", fill(strings.lines_total, { n: good, total: data.slots.length })),
      good < data.slots.length && h("ul", { class: "cpd-results" }, data.slots.map((slot, index) => state(index) !== "ok" && h("li", {},
        icon(state(index)), h("span", {}, h("span", { html: slot.prompt }), ": ", state(index) === "open" ? strings.not_answered : strings.line_warn)))),
      h("fieldset", { class: "cpd-question" }, h("legend", { class: "cpd-stem" }, strings.checklist), data.checklist.map(tick)),
      h("div", { class: "cpd-actions cpd-no-print" }, button(strings.copy, () => copy(place), "cpd-quiet")), place,
      pageButtons(tools, () => [draft.cloneNode(true)]),
    ];
  }

  /** To the clipboard, where the page may use it. */
  async function copy(place) {
    const words = [...draft.querySelectorAll("p")].map((each) => plain(each.innerHTML)).join("\n\n");
    try {
      await navigator.clipboard.writeText(words);
      place.textContent = strings.copied;
    } catch {
      place.textContent = strings.not_copied;
    }
  }

  const steps = stepper(tools, { count: data.slots.length, states: state, build: oneSlot, end });
  showDraft();
  // Below the choices: a line that grows must not push them away.
  return [h("div", { class: "cpd-brief", html: data.brief }), steps.element, paper];
}

export default { render: (context) => frame(context, build) };
