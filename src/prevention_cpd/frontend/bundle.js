// Gives a page the words and the modules that its activities need, each put together from its parts, where host.js looks for them.
// A browser imports no module from a file:// address, but runs a plain script from there and keeps it for the next page.
(function (sources, words) {
  "use strict";
  self.cpdWords = words;

  // The same three steps as prevention_cpd.frontend.esm; a test holds the two together.
  const IMPORT = /^import \{[^}]*\} from "\.\/([\w-]+)\.js";\n/gm;
  const EXPORT = /^export (?=(?:async )?(?:function|const|let|class)\b)/gm;

  function collect(name, done, main) {
    if (done.has(name)) return [];
    done.add(name);
    const helpers = [...sources[name].matchAll(IMPORT)].flatMap((found) => collect(found[1], done, false));
    const own = sources[name].replace(IMPORT, "");
    return [...helpers, main ? own : own.replace(EXPORT, "")];
  }

  const used = new Set([...document.querySelectorAll(".cpd-activity")].map((place) => place.dataset.cpdModule));
  for (const name of used) {
    if (!Object.hasOwn(sources, name)) continue;
    const script = document.createElement("script");
    script.type = "text/plain";
    script.className = "cpd-module";
    script.dataset.cpdModule = name;
    script.textContent = collect(name, new Set(), true).join("\n");
    document.head.append(script);
  }
})(SOURCES, WORDS);
