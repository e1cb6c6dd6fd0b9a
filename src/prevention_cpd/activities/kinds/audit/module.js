// Audit: rate each capability from what you know, and see your own gaps. Nothing leaves the device.
import { announce, fill, h, inline, liveRegion, plain, uid, verdict } from "./dom.js";
import { frame } from "./frame.js";
import { debounce } from "./debounce.js";
import { pageButtons } from "./savepage.js";

const PAUSE = 700; // milliseconds without a change before the count is announced

function build(tools) {
  const { data, strings, answer, save, level, onCleanup } = tools;
  const levels = new Map(data.levels.map((each) => [each.id, each]));
  const every = data.domains.flatMap((domain) => domain.capabilities);
  const ratingOf = (capability) => levels.get(answer().ratings?.[capability.id]);
  // The weakest first; what is not known comes before everything else.
  const order = [...data.levels].sort((one, other) => (one.value ?? -1) - (other.value ?? -1));
  const most = Math.max(...data.levels.map((each) => each.value ?? 0));
  const heading = (text) => h(`h${Math.min(level + 1, 6)}`, { class: "cpd-step-title" }, text);
  const picture = h("div", {});
  const region = liveRegion();

  const tell = debounce(() => announce(region, count()), PAUSE, onCleanup);

  function count() {
    const rated = every.filter(ratingOf).length;
    return rated === every.length ? verdict("ok", strings.all_rated) : h("p", { class: "cpd-hint" }, fill(strings.rated, { n: rated, total: every.length }));
  }

  function row(capability) {
    const id = uid("capability");
    const select = h("select", {
      id, "aria-describedby": capability.look_for ? `${id}-look` : null, onchange() {
        const ratings = { ...answer().ratings, [capability.id]: select.value };
        if (!select.value) delete ratings[capability.id];
        save({ ratings, done: answer().done || every.every((each) => levels.has(ratings[each.id])) });
        show();
        tell.soon();
      },
    }, h("option", { value: "" }, strings.choose), data.levels.map((each) => h("option", { value: each.id }, plain(each.text))));
    select.value = ratingOf(capability)?.id ?? "";
    return h("div", { class: "cpd-pair cpd-capability" },
      h("div", {}, h("label", { for: id }, `${capability.number}. `, h("span", { html: inline(capability.text) })),
        capability.look_for && h("p", { class: "cpd-hint", id: `${id}-look` }, `${strings.look_for} `, h("span", { html: capability.look_for }))),
      select);
  }

  /** A level as a bar of boxes: filled for what is there, hatched for what is not known, dotted for what is not rated. */
  function meter(rating) {
    const box = (index) => {
      if (!rating) return "cpd-cell-open";
      if (rating.value === null) return "cpd-cell-unknown";
      return index < rating.value ? "cpd-cell-full" : "cpd-cell-empty";
    };
    return h("span", { class: "cpd-meter", "aria-hidden": "true" }, Array.from({ length: most }, (_, index) => h("span", { class: box(index) })));
  }

  function domainChart(domain) {
    return h("div", { class: "cpd-scroll" }, h("table", { class: "cpd-gaps" }, h("caption", { html: inline(domain.text) }),
      h("tbody", {}, domain.capabilities.map((capability) => h("tr", {},
        h("th", { scope: "row" }, `${capability.number}. `, h("span", { html: inline(capability.text) })),
        h("td", {}, meter(ratingOf(capability)), " ", h("span", { html: inline(ratingOf(capability)?.text ?? strings.not_rated) })))))));
  }

  /** The capabilities of each level with the advice for it. */
  function advice() {
    return order.map((each) => {
      const here = every.filter((capability) => ratingOf(capability) === each);
      return here.length > 0 && h("div", { class: "cpd-note" },
        h("p", {}, h("strong", { html: `${inline(each.text)}: ${here.length}` })),
        h("div", { html: data.advice[each.id] }),
        h("ul", {}, here.map((capability) => h("li", {}, `${capability.number}. `, h("span", { html: inline(capability.text) })))));
    });
  }

  const content = () => [data.domains.map(domainChart), heading(strings.where_to_look), advice()];
  function show() {
    const any = every.some(ratingOf);
    picture.replaceChildren(heading(strings.your_picture), ...(any ? [...content().flat(Infinity).filter(Boolean), pageButtons(tools, content)] : [h("p", { class: "cpd-hint" }, strings.no_picture)]));
  }

  show();
  region.append(count());
  return [
    data.domains.map((domain) => h("fieldset", { class: "cpd-question cpd-domain cpd-no-print" },
      h("legend", { class: "cpd-stem", html: inline(domain.text) }), domain.capabilities.map(row))),
    region, picture,
  ];
}

export default { render: (context) => frame(context, build) };
