/* Runs before the page is drawn, so that a chosen colour scheme does not flash.
 * Storage may be forbidden (a locked-down browser): the page then follows the system. */
(function () {
  const root = document.documentElement;
  root.classList.add("cpd-script");
  try {
    const theme = localStorage.getItem("cpd:theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    /* no storage, no choice to restore */
  }
})();
