// The end of a section: what was done on the page, and one box to tick, which "My progress" counts.
import { announce, fill, h, liveRegion } from "./dom.js";

function render({ model, el }) {
  const strings = model.get("strings");
  const parts = model.get("data").parts ?? [];
  const region = liveRegion("cpd-status cpd-inline");
  const sum = h("p", { class: "cpd-hint" });
  const box = h("input", {
    type: "checkbox", checked: Boolean((model.get("answer") || {}).done),
    onchange() {
      model.set("answer", box.checked ? { done: true, at: new Date().toISOString() } : {});
      model.save_changes();
      announce(region, box.checked ? strings.marked_done : strings.marked_open);
    },
  });
  const follow = () => { box.checked = Boolean((model.get("answer") || {}).done); };
  function count() {
    const records = model.get("records") || {};
    const done = parts.filter((key) => records[key]?.done).length;
    sum.textContent = parts.length ? fill(strings.done_here, { n: done, total: parts.length }) : "";
  }
  count();
  model.on("change:answer", follow);
  model.on("change:records", count);
  const root = h("div", { class: "cpd-root cpd-section-done" },
    h("label", { class: "cpd-option" }, box, h("span", {}, strings.mark_done)), sum, region);
  el.append(root);
  return () => {
    model.off("change:answer", follow);
    model.off("change:records", count);
    root.remove();
  };
}

export default { render };
