/* "Who is who": hides the entries that do not match, and tells how many are left. */
(function () {
  "use strict";
  const form = document.querySelector(".cpd-who-filter");
  if (!form) return;
  const count = form.querySelector("[role=status]");
  const entries = [...document.querySelectorAll(".cpd-who-list > li")].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    kind: element.closest("section").id,
  }));
  const lists = [...document.querySelectorAll(".cpd-who-list")];
  let waiting = 0;

  function has(element, name) {
    const wanted = form.elements[name].value;
    return !wanted || element.dataset[name].split("|").includes(wanted);
  }

  function isOfKind(section) {
    const wanted = form.elements.kind.value;
    return !wanted || section === `who-kind-${wanted}`;
  }

  function show() {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text, kind } of entries) {
      element.hidden = !(
        isOfKind(kind) &&
        ["groups", "countries"].every((name) => has(element, name)) &&
        words.every((word) => text.includes(word))
      );
      if (!element.hidden) shown += 1;
    }
    for (const list of lists) {
      const empty = !list.querySelector(":scope > li:not([hidden])");
      (list.closest("section") || list).hidden = empty;
    }
    count.textContent = count.dataset.template.replace("{n}", shown);
  }

  /* A link to an entry must reach it, whatever the filter says. */
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target || !target.closest("[hidden]")) return;
    form.reset();
    show();
    target.scrollIntoView();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", show);
  /* Counted when the typing pauses, so that a screen reader is told once and not at each letter. */
  form.elements.words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 250);
  });
  form.addEventListener("reset", () => setTimeout(show));
  window.addEventListener("hashchange", reveal);
  /* A browser may bring back what was chosen before. */
  window.addEventListener("pageshow", () => {
    show();
    reveal();
  });
})();
