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

  /* The name of a page of the book from a link to it. */
  const book = new URL(root.dataset.content_root || "./", location.href).href;
  const docOf = (link) => link.href.split("#")[0].slice(book.length).replace(/\.html$/, "");

  /* The pages of the other parts stand in one file for the whole book, cpd-contents.js. */
  function whole() {
    const list = (pages) => {
      const items = document.createElement("ul");
      for (const [doc, title, below] of pages) {
        // What has no page of its own is a group that folds.
        const name = document.createElement(doc ? "a" : "summary");
        if (doc) name.href = `${book}${doc}.html`;
        name.textContent = title;
        const item = document.createElement("li");
        const inner = doc ? item : item.appendChild(document.createElement("details"));
        inner.append(name, ...(below.length ? [list(below)] : []));
        items.append(item);
      }
      return items;
    };
    document.querySelectorAll("#cpd-contents > details").forEach((part, number) => {
      const pages = self.cpdContents?.[number];
      if (pages && "cpdRest" in part.dataset) part.querySelector("ul").replaceWith(list(pages));
    });
  }

  function ticks() {
    const nav = document.getElementById("cpd-contents");
    if (!nav) return;
    for (const link of nav.querySelectorAll("details[data-cpd-part] a")) {
      const done = isDone(docOf(link));
      const mark = link.querySelector(".cpd-tick");
      if (done && !mark) {
        const tick = document.createElement("span");
        tick.className = "cpd-tick";
        tick.innerHTML = '<span aria-hidden="true">●</span><span class="cpd-hidden-text"></span>';
        tick.lastChild.textContent = ` (${nav.dataset.cpdDone})`;
        link.append(tick);
      } else if (!done && mark) mark.remove();
    }
    const part = nav.querySelector("[aria-current=page]")?.closest("details[data-cpd-part]");
    if (part) way(part);
    cards(nav);
    carryOn(nav);
  }

  const docsOf = (part) => [...part.querySelectorAll("a")].map(docOf);
  /* Who has done the core has done the module; what goes further is a group within it. */
  const isCore = (link) => !link.closest("details details");
  const coreOf = (part) => [...part.querySelectorAll("a")].filter(isCore).map(docOf);

  /* How many of some pages are done, in words, for an element that has the template. */
  function tell(target, docs) {
    const done = docs.filter(isDone).length;
    // A figure space stands for a digit that is not there: 9 of 13 is as wide as 10 of 13.
    // With none done the words keep their place unseen.
    const number = String(done).padStart(String(docs.length).length, "\u2007");
    if (done) target.textContent = target.dataset.cpdTemplate.replace("{done}", number).replace("{all}", docs.length);
    target.hidden = done === 0;
  }

  function way(part) {
    const docs = docsOf(part);
    const pieces = [...document.querySelectorAll(".cpd-way > i")];
    pieces.forEach((piece, index) => piece.classList.toggle("cpd-done", isDone(docs[index])));
    const target = document.querySelector(".cpd-where-done");
    if (target) tell(target, docs.filter((_doc, index) => !pieces[index]?.classList.contains("cpd-more")));
  }

  function cards(nav) {
    for (const card of document.querySelectorAll(".cpd-card")) {
      const part = nav.querySelector(`details[data-cpd-part="${card.dataset.cpdPart}"]`);
      if (!part) continue;
      const [core, go] = [coreOf(part), card.querySelector(".cpd-card-go")];
      tell(card.querySelector(".cpd-card-done"), core);
      if (docsOf(part).some((doc) => doc === last() || isDone(doc))) go.textContent = nav.dataset.cpdCarryOn;
      go.hidden = core.every(isDone);
    }
  }

  /* The page of a module where the reader was last. */
  const lastKey = `cpd:${root.dataset.cpdCourse}:last`;
  function last() {
    try {
      return JSON.parse(stored(lastKey))?.doc;
    } catch {
      return null;
    }
  }

  /* The way into the course, or into the module at hand, leads on from there to the next page of the core that is not done. */
  function carryOn(nav) {
    const button = document.querySelector(".cpd-start a");
    const inside = root.dataset.cpdPart ? `[data-cpd-part="${root.dataset.cpdPart}"]` : "[data-cpd-part]";
    const links = [...nav.querySelectorAll(`details${inside} a`)].filter((link) => !link.hasAttribute("aria-current"));
    const at = links.findIndex((link) => docOf(link) === last());
    const begun = at >= 0 || (root.dataset.cpdPart && links.some((link) => isDone(docOf(link))));
    if (!button) return;
    // Who has done the core has nothing to begin or to carry on.
    button.parentElement.hidden = links.length > 0 && links.filter(isCore).every((link) => isDone(docOf(link)));
    if (!begun) return;
    const from = Math.max(at, 0);
    const next = [...links.slice(from), ...links.slice(0, from)].find((link) => !isDone(docOf(link)) && (isCore(link) || link === links[at]));
    if (!next) return;
    button.href = next.href;
    button.textContent = `${nav.dataset.cpdCarryOn}: ${next.firstChild.textContent.trim()}`;
  }

  /* The start page of a module keeps where in the module the reader was. */
  function remember() {
    if (!root.dataset.cpdPart) return;
    const part = document.querySelector(`#cpd-contents details[data-cpd-part="${root.dataset.cpdPart}"]`);
    if (document.querySelector(".cpd-start") && part && docsOf(part).includes(last())) return;
    try {
      localStorage.setItem(lastKey, JSON.stringify({ doc: root.dataset.cpdPage }));
    } catch {
      /* no storage: the start page offers the first page */
    }
  }

  /* "On this page" marks the section that is being read. */
  function headings() {
    const links = [...document.querySelectorAll(".cpd-headings a")];
    const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const mark = () => {
      const line = innerHeight / 3;
      const at = sections.findLastIndex((section) => section && section.getBoundingClientRect().top < line);
      links.forEach((link, index) => (index === at ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")));
    };
    let waiting = false;
    if (links.length) {
      addEventListener("scroll", () => {
        if (!waiting) requestAnimationFrame(() => { waiting = false; mark(); });
        waiting = true;
      }, { passive: true });
      mark();
    }
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
    whole();
    remember();
    ticks();
    headings();
    window.addEventListener("storage", ticks);
    document.addEventListener("cpd:saved", ticks);
    /* Coming back with the browser's button shows the page as it was left: look again. */
    window.addEventListener("pageshow", ticks);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
