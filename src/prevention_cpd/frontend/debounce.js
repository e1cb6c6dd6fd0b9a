// Doing something once a pause has come: texts are kept, and results announced, when the hands rest.

/** A function that puts off `act` until `pause` milliseconds without another call; `now()` does at once what is due. */
export function debounce(act, pause, onCleanup) {
  let timer = null;
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(now, pause);
  }
  function now() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    act();
  }
  const leave = () => now();
  addEventListener("pagehide", leave);
  onCleanup(() => {
    clearTimeout(timer);
    removeEventListener("pagehide", leave);
  });
  return { soon, now };
}
