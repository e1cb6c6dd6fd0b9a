// For paper: answers stand at the end of the page and not below their questions; own answers print if the reader asks.
(function () {
  "use strict";

  const root = document.documentElement;
  const moved = [];

  /** Move what is folded away below an activity to the end, under the activity's title. */
  function answersLast(end) {
    for (const fold of document.querySelectorAll(".cpd-activity .cpd-fallback details:not(details details)")) {
      const title = fold.closest(".cpd-fallback").querySelector(".cpd-title");
      const head = Object.assign(document.createElement("h3"), { textContent: title ? title.textContent : "" });
      const mark = document.createComment("");
      fold.replaceWith(mark);
      moved.push({ fold, mark, head, open: fold.open });
      fold.open = true;
      end.append(head, fold);
    }
    end.hidden = moved.length === 0;
  }

  function putBack(end) {
    for (const { fold, mark, head, open } of moved.splice(0)) {
      head.remove();
      fold.open = open;
      mark.replaceWith(fold);
    }
    end.hidden = true;
  }

  const end = document.querySelector(".cpd-answers");
  const own = document.querySelector(".cpd-own-on-paper input");
  if (!end || !own) return;
  addEventListener("beforeprint", () => {
    root.classList.toggle("cpd-print-own", own.checked);
    answersLast(end);
  });
  addEventListener("afterprint", () => putBack(end));
})();
