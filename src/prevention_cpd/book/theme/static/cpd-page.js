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
        const link = document.createElement("a");
        link.href = `${book}${doc}.html`;
        link.textContent = title;
        const item = document.createElement("li");
        item.append(link, ...(below.length ? [list(below)] : []));
        items.append(item);
      }
      return items;
    };
    document.querySelectorAll("#cpd-contents details").forEach((part, number) => {
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
    goOn(nav);
  }

  const docsOf = (part) => [...part.querySelectorAll("a")].map(docOf);

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
    // Who has done the core has done the module.
    if (target) tell(target, docs.filter((_doc, index) => !pieces[index]?.classList.contains("cpd-more")));
  }

  function cards(nav) {
    for (const card of document.querySelectorAll(".cpd-card")) {
      const part = nav.querySelector(`details[data-cpd-part="${card.dataset.cpdPart}"]`);
      if (part) tell(card.querySelector(".cpd-card-done"), docsOf(part));
    }
  }

  /* Where the reader was last, or the next page that is not done: the way into the course leads there. */
  const lastKey = `cpd:${root.dataset.cpdCourse}:last`;
  function goOn(nav) {
    const button = document.querySelector(".cpd-start a");
    let last;
    try {
      last = JSON.parse(stored(lastKey))?.doc;
    } catch {
      return;
    }
    const links = [...nav.querySelectorAll("details[data-cpd-part] a")];
    const at = links.findIndex((link) => docOf(link) === last);
    if (!button || at < 0) return;
    const next = [...links.slice(at), ...links.slice(0, at)].find((link) => !isDone(docOf(link)));
    if (!next) return;
    button.href = next.href;
    button.textContent = nav.dataset.cpdGoOn.replace("{title}", next.firstChild.textContent.trim());
  }

  function remember() {
    if (!root.dataset.cpdPart) return;
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
