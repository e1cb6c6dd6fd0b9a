/* Sheets by place: a reader chooses a place once, on this device, and every page shows that one. */
(function () {
  "use strict";
  const key = `cpd:${document.documentElement.dataset.cpdCourse}:place`;
  const blocks = [...document.querySelectorAll(".cpd-places")];

  function kept() {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  }

  function keep(place) {
    try {
      localStorage.setItem(key, place);
    } catch {
      /* the choice holds for this page only */
    }
  }

  function show(place) {
    for (const block of blocks) {
      const places = [...block.querySelectorAll("[data-cpd-place]")];
      const chosen = places.find((each) => each.dataset.cpdPlace === place);
      block.querySelector("select").value = chosen ? place : "";
      for (const each of places) each.hidden = Boolean(chosen) && each !== chosen;
      if (chosen) chosen.open = true;
      // One fold around all of them has nothing to say beside a choice.
      const all = block.querySelector(".cpd-places-all");
      if (!all) continue;
      all.open ||= Boolean(chosen);
      all.firstElementChild.hidden = Boolean(chosen);
    }
  }

  for (const block of blocks) {
    block.querySelector("select").addEventListener("change", (event) => {
      keep(event.target.value);
      show(event.target.value);
    });
  }
  window.addEventListener("storage", (event) => event.key === key && show(kept()));
  // A link to a place leads there, whatever was chosen.
  show(document.querySelector("[data-cpd-place]:target")?.dataset.cpdPlace ?? kept());
})();
