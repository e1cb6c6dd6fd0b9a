// Sorting: one card at a time into a bucket. A disputed card has several sound buckets, and a reason to defend.
import { fill, h, icon, verdict } from "./dom.js";
import { caseStore } from "./cases.js";
import { choice } from "./choice.js";
import { frame } from "./frame.js";
import { showLying } from "./lying.js";
import { stepper } from "./stepper.js";
import { reveal, toNext } from "./turning.js";

function build(tools) {
  const { data, strings, level } = tools;
  const store = caseStore(tools, data.cards.map((card) => card.id));
  const textOf = (id) => data.buckets.find((bucket) => bucket.id === id)?.text ?? "";
  // One climbs a ladder from below.
  const buckets = data.ladder ? [...data.buckets].reverse() : data.buckets;
  const options = buckets.map((bucket) => ({
    id: bucket.id, text: `<strong>${bucket.text}</strong>${bucket.hint ? ` <span class="cpd-hint">${bucket.hint}</span>` : ""}`,
  }));
  const sound = (card, picked) => card.best.includes(picked);
  /** A disputed card asks for a reason, once its bucket is sound. */
  const hasReasons = (card, picked) => Boolean(card.reasons) && sound(card, picked);
  const reasonOf = (card, id) => card.reasons?.find((reason) => reason.id === id);

  /** A card with several sound buckets says so only once it has been sorted. */
  function note(card) {
    return h("div", { class: "cpd-note" },
      card.disputed && h("p", { class: "cpd-tag" }, icon("disputed"), strings.disputed),
      h("p", { html: fill(card.best.length > 1 ? strings.sound_many : strings.sound_one, { list: card.best.map(textOf).join(", ") }) }),
      card.note && h("div", { html: card.note }));
  }

  function reasons(card, onward) {
    const kept = store.get(card.id);
    const state = reasonOf(card, kept.reason) ? { value: kept.reason, checked: kept.defended } : {};
    const question = { id: `${card.id}-reason`, kind: "single", stem: strings.which_reason, options: card.reasons };
    return choice(question, state, { ...strings, check: strings.defend }, {
      judge: (picked) => ({ tone: "info", word: strings.reason_word, feedback: reasonOf(card, picked).feedback }),
      onPick: (reason) => { store.set(card.id, { reason, defended: false }); steps.refresh(); },
      onCheck: () => { store.set(card.id, { defended: true, tried: true }); steps.refresh(); },
      after: () => note(card),
      next: () => onward,
    });
  }

  function oneCard(index, onward) {
    const card = data.cards[index];
    const place = h("div", {});
    const kept = textOf(store.get(card.id).value) ? store.get(card.id) : {};

    function follow(picked) {
      place.replaceChildren(...(hasReasons(card, picked) ? [reasons(card, onward)] : []));
    }

    const toReason = toNext(strings.to_reason, () => place);
    if (kept.checked) follow(kept.value);
    const bins = choice({ id: card.id, kind: "single", stem: card.text, options }, kept, strings, {
      judge(picked) {
        if (!sound(card, picked)) return { tone: "warn", word: strings.sort_warn, feedback: card.feedback[picked] ?? "" };
        return { tone: "ok", word: card.reasons ? strings.sort_disputed : strings.sort_ok, feedback: card.feedback[picked] ?? "" };
      },
      onPick: (value) => { store.set(card.id, { value, checked: false }); follow(null); refresh(); },
      onCheck(picked) {
        store.set(card.id, { checked: true, ...(hasReasons(card, picked) ? {} : { tried: true }) });
        follow(picked);
        refresh();
      },
      after(picked, tone) {
        if (tone === "ok") return card.reasons ? null : note(card);
        return reveal(strings.show_place, () => note(card));
      },
      next: (picked) => (hasReasons(card, picked) ? toReason : onward),
    });
    bins.classList.add(data.ladder ? "cpd-ladder" : "cpd-bins");
    const show = () => showLying(bins, lyingIn, strings);
    const refresh = () => { show(); steps.refresh(); };
    show();
    return [bins, place];
  }

  function state(index) {
    const card = data.cards[index];
    const kept = store.get(card.id);
    if (!kept.checked || !textOf(kept.value)) return "open";
    if (!sound(card, kept.value)) return "warn";
    return card.reasons && !kept.defended ? "part" : "ok";
  }

  /** The numbers of the cards that were put into a bucket and may stay there. */
  function lyingIn(bucket) {
    return data.cards.flatMap((card, index) => (store.get(card.id).value === bucket && ["ok", "part"].includes(state(index)) ? [index + 1] : []));
  }

  function end() {
    const well = data.cards.filter((card, index) => ["ok", "part"].includes(state(index))).length;
    const heading = `h${Math.min(level + 2, 6)}`;
    return [
      verdict("info", fill(strings.sort_total, { n: well, total: data.cards.length })),
      h("div", { class: `cpd-buckets${data.ladder ? " cpd-rungs" : ""}` }, buckets.map((bucket) => h("div", { class: "cpd-bucket" },
        h(heading, { class: "cpd-bucket-title", html: bucket.text }), bucketList(bucket)))),
      data.cards.some((card) => card.disputed) && h("p", { class: "cpd-hint" }, strings.in_many),
    ];
  }

  function bucketList(bucket) {
    const here = data.cards.map((card, index) => ({ card, tone: state(index) })).filter(({ card }) => card.best.includes(bucket.id));
    if (here.length === 0) return h("p", { class: "cpd-hint" }, strings.bucket_empty);
    return h("ul", {}, here.map(({ card, tone }) => h("li", {}, h("span", { html: card.text }), " ",
      h("span", { class: "cpd-tag" }, icon(tone),
        [card.disputed && strings.tag_disputed, tone === "open" ? strings.not_answered : tone === "warn" ? strings.tag_other : strings.tag_sound]
          .filter(Boolean).join(", ")))));
  }

  const steps = stepper(tools, { count: data.cards.length, states: state, build: oneCard, end });
  return steps.element;
}

export default { render: (context) => frame(context, build) };
