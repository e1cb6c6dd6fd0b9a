// One box to tick at the end of a section; "My progress" counts it.
import { announce, h, liveRegion } from "./dom.js";

function render({ model, el }) {
  const strings = model.get("strings");
  const region = liveRegion("cpd-status cpd-inline");
  const box = h("input", {
    type: "checkbox", checked: Boolean((model.get("answer") || {}).done),
    onchange() {
      model.set("answer", box.checked ? { done: true, at: new Date().toISOString() } : {});
      model.save_changes();
      announce(region, box.checked ? strings.marked_done : strings.marked_open);
    },
  });
  const follow = () => { box.checked = Boolean((model.get("answer") || {}).done); };
  model.on("change:answer", follow);
  const root = h("div", { class: "cpd-root cpd-section-done" },
    h("label", { class: "cpd-option" }, box, h("span", {}, strings.mark_done)), region);
  el.append(root);
  return () => {
    model.off("change:answer", follow);
    root.remove();
  };
}

export default { render };
