// Files of the learner's own progress, made in the browser: nothing is sent anywhere.
import { plain } from "./dom.js";

export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A page that stands alone: opens in any browser and in a word processor. */
export function pageReport(data, report, name) {
  const page = document.implementation.createHTMLDocument(name);
  page.documentElement.lang = data.language;
  page.documentElement.dir = data.direction;
  const style = page.createElement("style");
  style.textContent = "body{font-family:sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;line-height:1.5}svg{display:none}"
    + ".cpd-tag{font-weight:bold}.cpd-own{white-space:pre-wrap}.cpd-note{border-left:3px solid;padding-left:1rem;margin:1rem 0}"
    + "table{border-collapse:collapse;width:100%}th,td{border-top:1px solid;padding:.3rem .5rem;text-align:start;vertical-align:top}"
    + "dl>div{display:flex;gap:1rem}dt{font-weight:bold;min-width:8rem}dd{margin:0}.cpd-parts{padding:0}.cpd-parts li{display:flex;justify-content:space-between}"
    + ".cpd-hint{font-size:.9em}";
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  page.head.append(style);
  const title = page.createElement("h1");
  title.textContent = `${name}: ${plain(data.course_title)}`;
  const when = page.createElement("p");
  when.textContent = new Date().toLocaleDateString(data.language, { dateStyle: "long" });
  const copy = page.importNode(report, true);
  // Links of the book lead nowhere from a saved file.
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const heading of copy.querySelectorAll("h3, h4, h5, h6")) {
    const level2 = page.createElement("h2");
    level2.append(...heading.childNodes);
    heading.replaceWith(level2);
  }
  page.body.append(title, when, copy);
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}
