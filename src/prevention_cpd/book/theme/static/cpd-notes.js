/* A link to a figure, a term or a source opens what it leads to beside it; without the panel it is a link as ever. */
(function () {
  "use strict";
  const nav = document.getElementById("cpd-contents");
  if (!nav || !("popover" in HTMLElement.prototype)) return;

  let from = null; // the link whose note is shown
  const text = document.createElement("div");
  const entry = document.createElement("a");
  entry.textContent = nav.dataset.cpdEntry;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = nav.dataset.cpdClose;
  close.addEventListener("click", () => panel.hidePopover());
  const foot = document.createElement("p");
  foot.className = "cpd-note-foot";
  foot.append(entry, close);
  const panel = document.createElement("div");
  panel.className = "cpd-note-panel";
  panel.popover = "auto";
  panel.tabIndex = -1;
  panel.setAttribute("role", "dialog");
  panel.append(text, foot);

  /* What stands at the other end: a figure's entry on this page, or a note made for the panel. */
  function noteOf(link) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (!id) return null;
    return link.classList.contains("cpd-figure") ? document.getElementById(id) : document.getElementById(`note-${id}`);
  }

  function show(link, note) {
    const words = note.tagName === "DT" ? [note, note.nextElementSibling] : [...note.children];
    text.replaceChildren(...words.map((each) => {
      const copy = document.createElement(each.tagName === "DT" ? "strong" : "div");
      copy.append(...each.cloneNode(true).childNodes);
      copy.querySelectorAll(".cpd-back").forEach((back) => back.remove());
      copy.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
      return copy;
    }));
    entry.href = link.href;
    // A figure's entry has such a link of its own.
    entry.hidden = note.tagName !== "DT";
    panel.setAttribute("aria-label", link.textContent);
    from = link;
    panel.showPopover();
    place(link);
    panel.focus();
  }

  /* Below the link where there is room, else above it; on a narrow screen the style sheet puts it at the foot. */
  function place(link) {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const { width, height } = panel.getBoundingClientRect();
    const below = at.bottom + height + 12 < innerHeight;
    panel.style.setProperty("--at-top", `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`);
    panel.style.setProperty("--at-left", `${Math.max(8, Math.min(at.left, innerWidth - width - 16))}px`);
  }

  panel.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && panel.contains(document.activeElement)) from?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    panel.hidePopover();
    from?.focus();
  });
  addEventListener("scroll", () => { if (panel.matches(":popover-open") && from) place(from); }, { passive: true });

  document.body.append(panel);
  for (const link of document.querySelectorAll(".cpd-text a[href*='#']")) {
    if (!link.closest(".cpd-figures, .cpd-live") && noteOf(link)) link.setAttribute("aria-haspopup", "dialog");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[aria-haspopup=dialog]");
    const note = link && noteOf(link);
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link, note);
  });
})();
