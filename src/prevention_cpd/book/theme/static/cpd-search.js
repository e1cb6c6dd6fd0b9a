/* The search page: sections of the book, found by word, number, synonym, or with one slip of the pen. Nothing is kept. */
(async function () {
  "use strict";

  const unpacked = (packed) => {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  };
  const [about, numbers] = window.CPD_SEARCH.map(unpacked);
  const { pages, sections, synonyms, support, vocabulary, labels } = await about.json();
  // The text as the numbers of its words; the space between two of them is not written.
  let [everything, code, before] = ["", 0, ""];
  for (const byte of new Uint8Array(await numbers.arrayBuffer())) {
    code = code * 128 + (byte & 127);
    if (byte > 127) continue;
    const word = vocabulary[code];
    everything += /\w$/.test(before) && /^\w/.test(word) ? ` ${word}` : word;
    [before, code] = [word, 0];
  }
  const texts = everything.split("\n").map((line) => line.split("\t"));
  const words = JSON.parse(document.getElementById("cpd-search-words").textContent);
  const field = document.getElementById("cpd-q-page");
  const count = document.getElementById("cpd-search-count");
  const results = document.getElementById("search-results");
  const MOST = 50;
  const SOME = 10; // where no section has all the words
  const SNIPPET = 180; // characters

  // "1,000", "0.7", "2%", "U.S." and "self-generated" are one word each; the parts of the last are words as well.
  const tokens = (text) => (text.replace(/(\d)\s*(?:%|per ?cent\b)/gi, "$1%").match(/[\p{L}\p{N}]+(?:[.,\u2019'-][\p{L}\p{N}]+)*%?/gu) || [])
    .flatMap((word) => (/[-%]/.test(word) ? [word, ...word.split(/[-%]/).filter(Boolean)] : [word]));
  const number = (term) => /\d/.test(term);
  const stem = (term) => (term.length > 3 && !number(term) ? term.replace(/(?<=[^s])s$/, "") : term);
  // A phone types \u2019 where a keyboard types '.
  const plainly = (term) => stem(term.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\u2019/g, "'"));
  const plain = (text) => tokens(text).map(plainly);
  const has = (text, phrase) => ` ${plain(text).join(" ")} `.includes(` ${plain(phrase).join(" ")} `);

  const seen = new Map(); // most words stand in many sections
  const once = (term) => seen.get(term) ?? seen.set(term, plainly(term)).get(term);
  const said = sections.map(([page], id) => {
    const [title, heading, text] = [pages[page][0], ...texts[id]].map((each) => tokens(each).map(once).join(" "));
    return { id, title, heading, text, whole: ` ${title} ${heading} ${text} ` };
  });
  const index = new MiniSearch({
    fields: ["heading", "title", "text"], tokenize: (text) => text.split(" "), processTerm: (term) => term,
    searchOptions: {
      tokenize: tokens, processTerm: plainly, boost: { heading: 4, title: 2 }, combineWith: "AND",
      prefix: (term) => term.length > 2 && !number(term), weights: { prefix: 0.5 },
    },
  });
  index.addAll(said);

  // In how many of a hundred sections each word stands; and the words of the course's own lists.
  const stands = new Map();
  for (const { whole } of said) for (const word of new Set(whole.split(" "))) stands.set(word, (stands.get(word) ?? 0) + 100 / said.length);
  const listed = new Set([...synonyms.flat(), ...support.words ?? []].flatMap(plain));
  const known = [...new Set([...stands.keys(), ...listed])];
  // What the course advises against is found by who types it; nobody is told that they meant it.
  const unsaid = new Set(labels.flatMap(plain));
  const offered = known.filter((word) => !unsaid.has(word));

  const sound = (word) => word.replace(/ph/g, "f").replace(/[ao]e/g, "e");

  /** The slip of the pen that makes one word of another: none, a letter missing, doubled or out of turn, one replaced, or more. */
  function slip(typed, word) {
    let from = 0;
    while (from < typed.length && typed[from] === word[from]) from += 1;
    let [left, other] = [typed.slice(from), word.slice(from)];
    while (left && other && left.at(-1) === other.at(-1)) [left, other] = [left.slice(0, -1), other.slice(0, -1)];
    if (left.length + other.length < 2) return left.length + other.length;
    if (left.length === 2 && left === [...other].reverse().join("")) return 1;
    return left.length === 1 && other.length === 1 ? 2 : Infinity;
  }

  /** What was meant by a word: itself where the course has it, or words that begin so; else the likeliest within one slip. */
  function meant(term) {
    if (term.length < 4 || number(term) || known.some((word) => word.startsWith(term))) return term;
    const cost = (word) => slip(sound(term), sound(word)) + (word[0] === term[0] ? 0 : 1) - (listed.has(word) ? 0.5 : 0) - (stands.get(word) ?? 0) / 200;
    const [best] = offered.map((word) => [cost(word), word]).filter(([far]) => far < 2).sort(([one], [other]) => one - other);
    return best ? vocabulary.find((word) => word.toLowerCase() === best[1]) ?? best[1] : term;
  }

  /** What was asked for without the words that stand everywhere, unless it has no others. */
  const telling = (asked) => plain(asked).filter((word) => !(stands.get(word) > 15)).join(" ") || asked;

  /** What was asked for, and what means the same where it stands together, as one query. */
  function queryOf(asked) {
    const same = synonyms.flatMap((group) => {
      const named = group.find((phrase) => has(asked, phrase));
      return named ? group.filter((phrase) => phrase !== named) : [];
    });
    // Above all what is called so, then what has the words side by side; a figure or a source after the page that explains it.
    const together = (phrase, apart) => {
      const those = ` ${plain(phrase).join(" ")} `;
      return (id) => {
        const heading = ` ${said[id].heading} `;
        const worth = heading.startsWith(those) ? 3 : heading.includes(those) ? 1.5 : said[id].whole.includes(those) ? 1 : apart;
        return pages[sections[id][0]][3] ? worth / 4 : worth;
      };
    };
    const all = [{ queries: [telling(asked)], boostDocument: together(asked, 0.5) }, ...same.map((phrase) => (
      { queries: [phrase], prefix: false, boost: { heading: 0.5, title: 0.5, text: 0.3 }, boostDocument: together(phrase, 0) }))];
    return { combineWith: "OR", queries: all.map((query) => ({ combineWith: "AND", ...query })) };
  }

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  /** A piece of text around the first word that was found, the words found marked: those asked for, else what means the same. */
  function snippet(text, terms, wanted) {
    const asked = terms.filter((term) => plain(wanted).some((word) => term.startsWith(word)));
    const those = asked.length > 0 ? asked : terms;
    // "I" and "to" are marked only where nothing else was asked for, and are no parts of other words.
    const telling = those.filter((term) => term.length > 2 || number(term));
    const asWords = (telling.length > 0 ? telling : those).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/'/g, "['\u2019]") + (term.length < 3 ? "(?![\\p{L}\\p{N}])" : ""));
    const found = new RegExp(`(?<![\\p{L}\\p{N}])(${asWords.join("|")})`, "giu");
    const at = Math.max(0, text.search(found));
    const start = at < SNIPPET / 3 ? 0 : text.indexOf(" ", at - SNIPPET / 3) + 1;
    const end = start + SNIPPET < text.length ? text.lastIndexOf(" ", start + SNIPPET) : text.length;
    const piece = text.slice(start, end);
    const parts = piece.split(found).map((part, place) => (place % 2 ? element("mark", {}, part) : part));
    return element("p", {}, start ? "… " : "", ...parts, end < text.length ? " …" : "");
  }

  function row({ id, terms }, wanted) {
    const [place, anchor] = sections[id];
    const [heading, text] = texts[id];
    const [title, href, part] = pages[place];
    const link = element("a", { href: anchor ? `${href}#${anchor}` : href }, heading || title);
    const where = [...new Set([anchor && title, part])].filter((each) => each && each !== heading).join(", ");
    return element("li", {}, link, where ? element("span", { className: "cpd-found-in" }, ` ${words.in.replace("{page}", where)}`) : "", snippet(text, terms, wanted));
  }

  function show(asked) {
    field.value = asked;
    results.replaceChildren();
    count.textContent = "";
    if (!asked.trim()) return;
    const slips = new Map(tokens(asked).map((word) => [word, meant(plainly(word))]).filter(([word, other]) => other !== plainly(word)));
    const wanted = [...slips].reduce((text, [word, other]) => text.replace(word, other), asked);
    const whole = index.search(queryOf(wanted)).slice(0, MOST);
    const found = whole.length > 0 ? whole : index.search(telling(wanted), { combineWith: "OR" }).slice(0, SOME);
    const distress = support.words?.some((phrase) => has(wanted, phrase));
    // Who finds nothing whole may have told what happened to them, in words that no list foresees.
    if (support.href && (distress || whole.length === 0)) {
      results.append(element("p", { className: "cpd-found-support" }, `${words.support} `, element("a", { href: support.href }, support.title)));
    }
    const told = found.length === 0 ? words.none : whole.length === 0 ? words.some : found.length === 1 ? words.one : words.many;
    const unknown = [...slips.keys()].map((word) => `${words.slip.replace("{word}", word)} `).join("");
    count.textContent = unknown + told.replace("{count}", found.length).replace("{words}", wanted);
    results.append(element("ol", { className: "cpd-found" }, ...found.map((hit) => row(hit, wanted))));
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
