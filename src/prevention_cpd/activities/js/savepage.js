// What a learner has made, as a page to keep or as paper. Nothing is sent anywhere.
import { button, h } from "./dom.js";
import { download, pageReport } from "./report.js";

/** Buttons that save or print; `content()` gives the elements of the page. */
export function pageButtons({ data, strings }, content) {
  const html = document.documentElement;
  const about = { language: html.lang || "en", direction: html.dir || "ltr", course_title: data.title };
  const name = `${data.id.split("/").at(-1)}.html`;
  return h("div", { class: "cpd-actions cpd-page-buttons cpd-no-print" },
    button(strings.save_page, () => download(name, "text/html", pageReport(about, h("div", {}, content()), strings.kind)), "cpd-quiet"),
    button(strings.print, printPage, "cpd-quiet"));
}

/** What is private comes on paper where its own button asks for it. */
function printPage(event) {
  const own = event.target.closest(".cpd-private");
  own?.classList.add("cpd-printing");
  addEventListener("afterprint", () => own?.classList.remove("cpd-printing"), { once: true });
  globalThis.print();
}
