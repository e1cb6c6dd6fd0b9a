// Controls for an order question: a list whose items move by buttons. No dragging; each move is announced.
import { fieldset, hint } from "./fields.js";
import { announce, button, fill, h, inline, liveRegion, plain } from "./dom.js";

/** value: a list of all item ids; null until the learner moves an item or says that the order is right. */
export function orderControl(question, value, onChange, strings) {
  const items = new Map(question.items.map((item) => [item.id, item]));
  const known = Array.isArray(value) && value.length === items.size && value.every((id) => items.has(id));
  let order = known ? [...value] : question.items.map((item) => item.id);
  let answered = known;
  const list = h("ol", { class: "cpd-order-list" });
  const region = liveRegion();
  const note = h("p", { class: "cpd-hint" });
  const confirm = button(strings.order_right, () => {
    keep();
    announce(region, strings.order_kept);
  }, "cpd-quiet");

  function keep() {
    answered = true;
    showNote();
    onChange([...order]);
  }

  function showNote() {
    note.textContent = answered ? "" : strings.order_open;
    // Kept in the page while it has the focus, so that the focus is not lost.
    confirm.hidden = answered && document.activeElement !== confirm;
  }

  function move(id, step) {
    const from = order.indexOf(id);
    const to = from + step;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, id);
    draw();
    keep();
    const wanted = list.querySelector(`[data-move="${step}"][data-at="${to}"]`);
    (wanted.disabled ? list.querySelector(`[data-move="${-step}"][data-at="${to}"]`) : wanted).focus();
    announce(region, fill(strings.moved, { item: plain(items.get(id).text), n: to + 1, total: order.length }));
  }

  function mover(id, at, step, label) {
    return h("button", {
      type: "button", class: "cpd-button cpd-mover", "data-move": step, "data-at": at,
      "aria-label": `${label}: ${plain(items.get(id).text)}`,
      disabled: at + step < 0 || at + step >= order.length, onclick: () => move(id, step),
    }, label);
  }

  function draw() {
    list.replaceChildren(...order.map((id, at) => h("li", { "data-option": id },
      h("div", { class: "cpd-order-item" }, h("span", { html: inline(items.get(id).text) }),
        h("span", { class: "cpd-order-moves" }, mover(id, at, -1, strings.move_up), mover(id, at, 1, strings.move_down))))));
  }

  draw();
  showNote();
  return fieldset(question, hint(strings.pick_order), list, h("div", { class: "cpd-actions" }, confirm), note, region);
}
