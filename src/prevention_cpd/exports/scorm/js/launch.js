// Holds the session with the learning platform and frames the book, whose storage it is meanwhile.
import { EDITIONS } from "./editions.js";
import { unpack } from "./keeping.js";
import { createNotice } from "./notice.js";
import { findRuntime, speaker } from "./platform.js";
import { createSession } from "./session.js";
import { createStore } from "./store.js";

const WAIT = 8000; // milliseconds for a run-time that comes late
const TRIES = 3;
const REST = 1000; // milliseconds between them
const BOOK = new URL("book/", location.href).href;
const THEME = "cpd:theme";

const plan = JSON.parse(document.getElementById("plan").textContent);
const prefix = `cpd:${plan.course}:`;
const edition = EDITIONS[plan.edition];
const notice = createNotice(plan);
const frame = document.getElementById("book");

function open(page) {
  // A bookmark is the platform's word: it must not lead out of the book.
  const address = new URL(page || plan.start, BOOK);
  frame.src = address.href.startsWith(BOOK) ? address.href : new URL(plan.start, BOOK).href;
}

function place() {
  try {
    const { href } = frame.contentWindow.location;
    return href.startsWith(BOOK) ? href.slice(BOOK.length) : "";
  } catch {
    return "";
  }
}

function read(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

/** What the book keeps besides records: the last page, a chosen place, the colours. */
function createHost(store, mode) {
  const parts = new Set(plan.parts.map((part) => part.key));
  const own = () => store.entries().filter(([name]) => name.startsWith(prefix)).map(([name, text]) => [name.slice(prefix.length), text]);
  return {
    records: () => Object.fromEntries(own().filter(([name]) => parts.has(name)).map(([name, text]) => [name, read(text)])),
    extras: () => Object.fromEntries([
      ...own().filter(([name]) => ["last", "place"].includes(name)),
      ...store.entries().filter(([name]) => name === THEME)]),
    place,
    show: (state) => notice.show({ ...state, mode }),
  };
}

function restore(store, kept) {
  for (const [name, record] of Object.entries(kept.records)) store.setItem(prefix + name, JSON.stringify(record));
  for (const [name, text] of Object.entries(kept.extras)) store.setItem(name === THEME ? name : prefix + name, text);
}

function run(platform) {
  let session = null;
  const store = createStore(() => session?.changed());
  const text = platform.get("cmi.suspend_data");
  const kept = text ? unpack(plan, text) : null;
  const bookmark = platform.get(edition.location);
  if (kept) restore(store, kept);
  globalThis.cpdStore = store;
  const mode = platform.get(edition.mode);
  if (mode === "browse") {
    notice.say("browse");
    open(bookmark);
    addEventListener("pagehide", () => platform.finish());
    return;
  }
  session = createSession({ plan, edition, platform, host: createHost(store, mode), kept });
  notice.say(mode === "review" ? "review" : "connected");
  if (text && !kept) notice.warn("other_edition");
  frame.addEventListener("load", session.changed);
  notice.offer({
    own: session.own,
    onOwn: session.want,
    onLeave() {
      const done = session.end(true);
      frame.remove();
      notice.over(done, mode);
    },
  });
  addEventListener("beforeunload", session.flush);
  addEventListener("pagehide", () => session.end(false));
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) session.flush(); });
  open(bookmark);
}

async function start() {
  frame.addEventListener("load", () => {
    try {
      document.title = frame.contentDocument.title || document.title;
    } catch { /* a page of others */ }
  });
  notice.say("connecting");
  const runtime = await findRuntime(edition.api, WAIT);
  const platform = runtime && speaker(runtime, edition);
  if (platform && await platform.initialize(TRIES, REST)) {
    run(platform);
    return;
  }
  notice.say(runtime ? "book_alone" : "alone");
  if (runtime) notice.warn("refused");
  open("");
}

start();
