// Where the page keeps its answers: the browser's own store, or the page's memory where that is blocked or full.

/** One place by its key. What is kept is an object; what cannot be read counts as nothing. */
export function shelf(key) {
  let memory = null;

  function read() {
    if (memory) return memory;
    try {
      const found = JSON.parse(localStorage.getItem(key));
      return found && typeof found === "object" && !Array.isArray(found) ? found : {};
    } catch {
      return {};
    }
  }

  /** Gives "" when it is kept, else "full" or "blocked": then only this page remembers it. */
  function write(data) {
    try {
      localStorage.setItem(key, JSON.stringify(data));
      memory = null;
      return "";
    } catch (error) {
      memory = data;
      return error.name === "QuotaExceededError" ? "full" : "blocked";
    }
  }

  function clear() {
    memory = null;
    try {
      localStorage.removeItem(key);
    } catch {
      // Where nothing can be kept, nothing is there to remove.
    }
  }

  /** Calls act when another window has changed it. */
  function watch(act) {
    const heard = (event) => { if (event.key === key || event.key === null) act(); };
    addEventListener("storage", heard);
    return () => removeEventListener("storage", heard);
  }

  return { read, write, clear, watch, onlyHere: () => memory !== null };
}

/** The same for a preview: nothing is ever kept. */
export function noShelf() {
  let memory = {};
  const write = (data) => { memory = data; return ""; };
  return { read: () => memory, write, clear: () => {}, watch: () => () => {}, onlyHere: () => false };
}
