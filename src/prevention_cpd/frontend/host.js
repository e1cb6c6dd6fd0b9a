// Runs the activities of a page without a kernel and without a server: a small model over the browser's own storage.
// A classic script, so that it also works where a page is opened from disk; each module is imported from a Blob URL.
(function () {
  "use strict";

  const memory = new Map(); // stands in where storage is blocked or full
  const models = [];
  // Pages opened from disk share one store in some browsers: there the words about it differ.
  // A page around the book may keep instead, and says so in cpdKept.
  let kept = self.cpdKept || (location.protocol === "file:" ? "disk" : "browser");

  const storage = {
    get(key) {
      if (memory.has(key)) return memory.get(key);
      try { return localStorage.getItem(key); } catch { block(); return null; }
    },
    set(key, text) {
      try { localStorage.setItem(key, text); memory.delete(key); return true; } catch { memory.set(key, text); block(); return false; }
    },
    remove(key) {
      memory.delete(key);
      try { localStorage.removeItem(key); } catch { block(); }
    },
    keys() {
      const found = new Set(memory.keys());
      try { for (let i = 0; i < localStorage.length; i += 1) found.add(localStorage.key(i)); } catch { block(); }
      return [...found];
    },
  };

  function block() {
    if (kept === "nowhere") return;
    kept = "nowhere";
    models.forEach((model) => model.fire("change:kept"));
  }

  /** What was kept under a key; something that cannot be read counts as nothing. */
  function read(key) {
    try {
      const value = JSON.parse(storage.get(key));
      return value && typeof value === "object" && !Array.isArray(value) ? value : {};
    } catch { return {}; }
  }

  /** Everything that is kept of this course, without the course's prefix. */
  function records(prefix) {
    const own = storage.keys().filter((key) => key.startsWith(prefix));
    return Object.fromEntries(own.map((key) => [key.slice(prefix.length), read(key)]));
  }

  /** The model of one activity: the part of Jupyter's widget model that an ES module of the AFM shape may use. */
  function createModel(state, prefix, key) {
    const listeners = new Map();
    let answer = read(key);
    const model = {
      key,
      prefix,
      get(name) {
        if (name === "answer") return answer;
        if (name === "kept") return kept;
        return name === "records" ? records(prefix) : state[name];
      },
      set(name, value) {
        if (name !== "answer" || JSON.stringify(value) === JSON.stringify(answer)) return;
        answer = value;
        model.fire("change:answer");
      },
      save_changes() {
        // As a kernel does: what is kept is told, what is not is not.
        if (!Object.keys(answer).length) storage.remove(key);
        else if (storage.set(key, JSON.stringify(answer))) model.fire("msg:custom", { type: "kept" });
        tellOthers(model);
      },
      on(event, callback) { listeners.set(event, [...(listeners.get(event) || []), callback]); },
      off(event, callback) {
        listeners.set(event, callback ? (listeners.get(event) || []).filter((each) => each !== callback) : []);
      },
      send(message) {
        if (message && message.type === "forget") forget(prefix);
        if (message && message.type === "keep") keepAll(prefix, message.records);
      },
      fire(event, message) { (listeners.get(event) || []).forEach((each) => each(message)); },
      reload() {
        const now = read(key);
        if (JSON.stringify(now) !== JSON.stringify(answer)) { answer = now; model.fire("change:answer"); }
        model.fire("change:records");
      },
    };
    return model;
  }

  function tellOthers(sender) {
    models.forEach((model) => { if (model !== sender) model.reload(); });
    document.dispatchEvent(new CustomEvent("cpd:saved", { detail: { key: sender.key } }));
  }

  /** What comes from elsewhere, such as a saved record: kept under its names, and every part of the page is told. */
  function keepAll(prefix, incoming) {
    for (const [name, value] of Object.entries(incoming)) storage.set(prefix + name, JSON.stringify(value));
    models.forEach((model) => model.reload());
    document.dispatchEvent(new CustomEvent("cpd:saved", { detail: { key: null } }));
  }

  function forget(prefix) {
    storage.keys().filter((key) => key.startsWith(prefix)).forEach(storage.remove);
    models.forEach((model) => model.reload());
    document.dispatchEvent(new CustomEvent("cpd:saved", { detail: { key: null } }));
  }

  const modules = new Map();
  function load(name) {
    if (!modules.has(name)) {
      const script = [...document.querySelectorAll("script.cpd-module")].find((each) => each.dataset.cpdModule === name);
      const url = URL.createObjectURL(new Blob([script.textContent], { type: "text/javascript" }));
      modules.set(name, import(url).finally(() => URL.revokeObjectURL(url)));
    }
    return modules.get(name);
  }

  /** The JSON of an activity, which a page of the book has packed: its words stand in the readable face already. */
  async function stateOf(script) {
    if (script.type === "application/json") return script.textContent;
    const packed = Uint8Array.from(atob(script.textContent), (sign) => sign.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  }

  async function start(place) {
    if (place.dataset.cpdStarted) return;
    place.dataset.cpdStarted = "yes";
    const fallback = place.querySelector(".cpd-fallback");
    try {
      const state = JSON.parse(await stateOf(place.querySelector("script.cpd-state")));
      const words = self.cpdWords || {};
      state.strings = { ...words[""], ...words[place.dataset.cpdModule], ...state.strings };
      const prefix = `cpd:${state.course}:`;
      const model = createModel(state, prefix, prefix + state.key);
      // Before the module has come: what another tab changes meanwhile must not be missed.
      models.push(model);
      // For paper: a style sheet sees where the reader has answered.
      const tell = () => place.classList.toggle("cpd-answered", Object.keys(model.get("answer")).length > 0);
      model.on("change:answer", tell);
      tell();
      const module = await load(place.dataset.cpdModule);
      const el = document.createElement("div");
      el.className = "cpd-live";
      place.append(el);
      await module.default.render({ model, el });
      fallback.hidden = true;
    } catch (error) {
      // The readable version stays; the author finds the reason in the console.
      place.querySelectorAll(".cpd-live").forEach((each) => each.remove());
      place.querySelectorAll(".cpd-failed").forEach((each) => { each.hidden = false; });
      console.warn("cpd: activity", place.dataset.cpdActivity, error);
    }
  }

  /** For print: answers that are folded away are shown, and folded again afterwards. */
  function unfold(open) {
    for (const each of document.querySelectorAll(".cpd-fallback details")) {
      if (open && !each.open) { each.open = true; each.dataset.cpdFolded = "yes"; }
      if (!open && each.dataset.cpdFolded) { each.open = false; delete each.dataset.cpdFolded; }
    }
  }

  function startAll() {
    document.querySelectorAll(".cpd-activity[data-cpd-module]").forEach(start);
  }

  addEventListener("storage", (event) => models.forEach((model) => {
    if (event.key === null || event.key === model.key || event.key.startsWith(model.prefix)) model.reload();
  }));
  addEventListener("beforeprint", () => unfold(true));
  addEventListener("afterprint", () => unfold(false));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
