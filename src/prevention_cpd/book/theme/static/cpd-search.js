/* The search page: sections of the book, found by word, number, synonym, or with one slip of the pen. Nothing is kept. */
(async function () {
  "use strict";

  const packed = Uint8Array.from(atob(window.CPD_SEARCH), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const { pages, sections, synonyms, support } = JSON.parse(await new Response(stream).text());
  const words = JSON.parse(document.getElementById("cpd-search-words").textContent);
  const field = document.getElementById("cpd-q-page");
  const count = document.getElementById("cpd-search-count");
  const results = document.getElementById("search-results");
  const MOST = 50;
  const SNIPPET = 180; // characters

  // "1,000", "0.7", "U.S." and "self-generated" are one word each; the parts of the last are words as well.
  const tokens = (text) => (text.match(/[\p{L}\p{N}]+(?:[.,\u2019'-][\p{L}\p{N}]+)*/gu) || [])
    .flatMap((word) => (word.includes("-") ? [word, ...word.split("-")] : [word]));
  const number = (term) => /\d/.test(term);
  const stem = (term) => (term.length > 3 && !number(term) ? term.replace(/(?<=[^s])s$/, "") : term);
  // A phone types \u2019 where a keyboard types '.
  const plainly = (term) => stem(term.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\u2019/g, "'"));

  const index = new MiniSearch({
    fields: ["heading", "title", "text"], tokenize: tokens, processTerm: plainly,
    searchOptions: {
      boost: { heading: 4, title: 2 }, combineWith: "AND",
      prefix: (term) => term.length > 2 && !number(term), fuzzy: (term) => (term.length > 3 && !number(term) ? 1 : false),
      weights: { prefix: 0.5, fuzzy: 0.2 },
    },
  });
  index.addAll(sections.map(([page, heading, , text], id) => ({ id, heading, title: pages[page][0], text })));

  // Another word for it may be written with a slip too, and need not stand in the course as it is asked for.
  const spellings = new MiniSearch({ fields: ["said"], tokenize: tokens, processTerm: plainly });
  spellings.addAll(synonyms.map((group, id) => ({ id, said: group.join(" ") })));
  const respelt = (asked) => spellings.autoSuggest(asked, { fuzzy: 1, prefix: false, combineWith: "AND" })[0]?.suggestion ?? "";

  const has = (text, phrase) => ` ${tokens(text).map(plainly).join(" ")} `.includes(` ${tokens(phrase).map(plainly).join(" ")} `);

  /** What was asked for, and what means the same, as one query. */
  function queryOf(asked) {
    const same = synonyms.flatMap((group) => {
      const said = group.find((phrase) => has(asked, phrase));
      return said ? group.filter((phrase) => phrase !== said) : [];
    });
    const all = [{ queries: [asked], combineWith: "AND" }, ...same.map((phrase) => (
      { queries: [phrase], combineWith: "AND", fuzzy: false, prefix: false, boost: { heading: 2, title: 1 } }))];
    return { combineWith: "OR", queries: all };
  }

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  /** A piece of text around the first word that was found, the words found marked. */
  function snippet(text, terms) {
    // "I" and "to" are marked only where nothing else was asked for, and are no parts of other words.
    const telling = terms.filter((term) => term.length > 2 || number(term));
    const asWords = (telling.length > 0 ? telling : terms).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/'/g, "['\u2019]") + (term.length < 3 ? "(?![\\p{L}\\p{N}])" : ""));
    const found = new RegExp(`(?<![\\p{L}\\p{N}])(${asWords.join("|")})`, "giu");
    const at = Math.max(0, text.search(found));
    const start = at < SNIPPET / 3 ? 0 : text.indexOf(" ", at - SNIPPET / 3) + 1;
    const end = start + SNIPPET < text.length ? text.lastIndexOf(" ", start + SNIPPET) : text.length;
    const piece = text.slice(start, end);
    const parts = piece.split(found).map((part, place) => (place % 2 ? element("mark", {}, part) : part));
    return element("p", {}, start ? "… " : "", ...parts, end < text.length ? " …" : "");
  }

  function row({ id, terms }) {
    const [place, heading, anchor, text] = sections[id];
    const [title, href, part] = pages[place];
    const link = element("a", { href: anchor ? `${href}#${anchor}` : href }, heading || title);
    const where = [...new Set([anchor && title, part])].filter((each) => each && each !== heading).join(", ");
    return element("li", {}, link, where ? element("span", { className: "cpd-found-in" }, ` ${words.in.replace("{page}", where)}`) : "", snippet(text, terms));
  }

  function show(asked) {
    field.value = asked;
    results.replaceChildren();
    count.textContent = "";
    if (!asked.trim()) return;
    const hits = index.search(queryOf(asked));
    const found = (hits.length > 0 ? hits : index.search(queryOf(respelt(asked)))).slice(0, MOST);
    // A slip of the pen counts as well: then what was found has the word as it should be.
    const terms = new Set(index.search(asked).slice(0, 5).flatMap((hit) => hit.terms));
    const distress = support.words?.some((phrase) => has(asked, phrase) || terms.has(phrase));
    // Who finds nothing may have told what happened to them, in words that no list foresees.
    if (support.href && (distress || found.length === 0)) {
      results.append(element("p", { className: "cpd-found-support" }, `${words.support} `, element("a", { href: support.href }, support.title)));
    }
    const told = found.length === 0 ? words.none : found.length === 1 ? words.one : words.many;
    count.textContent = told.replace("{count}", found.length).replace("{words}", asked);
    results.append(element("ol", { className: "cpd-found" }, ...found.map(row)));
  }

  // What was searched for stands in the address for a moment only; going back still knows it.
  const asked = new URLSearchParams(location.search).get("q") ?? history.state?.q ?? "";
  history.replaceState({ q: asked }, "", location.pathname);
  show(asked);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState({ q: field.value }, "", location.pathname);
    show(field.value);
  });
})();
