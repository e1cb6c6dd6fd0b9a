/* The small behaviour of the frame: colours, contents on a narrow screen, ticks beside pages that are done. */
(function () {
  "use strict";
  const root = document.documentElement;

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function colours() {
    const button = document.querySelector(".cpd-dark");
    if (!button) return;
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("cpd:theme", root.dataset.theme);
      } catch {
        /* the choice holds for this page only */
      }
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  function contents() {
    const button = document.querySelector(".cpd-menu-button");
    const nav = document.getElementById("cpd-contents");
    if (!button || !nav) return;
    const open = (yes) => {
      button.setAttribute("aria-expanded", String(yes));
      nav.classList.toggle("cpd-open", yes);
    };
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      open(false);
      button.focus();
    });
  }

  /* The key and the shape of the value are written by the activities' host. */
  function isDone(docname) {
    const value = stored(`cpd:${root.dataset.cpdCourse}:section:${docname}`);
    if (!value) return false;
    try {
      const state = JSON.parse(value);
      return Boolean(state && (state.done || (state.answer && state.answer.done)));
    } catch {
      return false;
    }
  }

  function ticks() {
    const nav = document.getElementById("cpd-contents");
    if (!nav) return;
    for (const link of nav.querySelectorAll("a[data-cpd-doc]")) {
      const done = isDone(link.dataset.cpdDoc);
      const mark = link.querySelector(".cpd-tick");
      if (done && !mark) {
        const tick = document.createElement("span");
        tick.className = "cpd-tick";
        tick.innerHTML = '<span aria-hidden="true">✓</span><span class="cpd-hidden-text"></span>';
        tick.lastChild.textContent = ` (${nav.dataset.cpdDone})`;
        link.append(tick);
      } else if (!done && mark) mark.remove();
    }
    hint(nav);
  }

  function hint(nav) {
    const target = document.querySelector(".cpd-where-done");
    const part = nav.querySelector("[aria-current=page]")?.closest("details");
    if (!target || !part) return;
    const docs = [...part.querySelectorAll("a[data-cpd-doc]")].map((link) => link.dataset.cpdDoc);
    const done = docs.filter(isDone).length;
    target.textContent = target.dataset.cpdTemplate.replace("{done}", done).replace("{all}", docs.length);
    target.hidden = done === 0;
  }

  /* Paper cannot be unfolded. */
  function print() {
    const folds = document.getElementsByClassName("cpd-fold");
    let closed = [];
    window.addEventListener("beforeprint", () => {
      closed = Array.from(folds).filter((fold) => !fold.open);
      for (const fold of closed) fold.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const fold of closed) fold.open = false;
    });
  }

  function start() {
    print();
    colours();
    contents();
    ticks();
    window.addEventListener("storage", ticks);
    document.addEventListener("cpd:saved", ticks);
    /* Coming back with the browser's button shows the page as it was left: look again. */
    window.addEventListener("pageshow", ticks);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
