/* Sphinx's own search fills the page. This mends two things about it. */
(function () {
  "use strict";

  /* It takes for granted that the browser keeps something: where that is forbidden, it keeps nothing. */
  try {
    localStorage.getItem("cpd:theme");
  } catch {
    const nothing = { getItem: () => null, setItem() {}, removeItem() {} };
    Object.defineProperty(window, "localStorage", { value: nothing, configurable: true });
  }

  /* The number of pages found is told to screen readers. Sphinx makes the place for it while the page loads. */
  window.addEventListener("load", () => {
    document.querySelector("#search-results .search-summary")?.setAttribute("role", "status");
  });
})();
