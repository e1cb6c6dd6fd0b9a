// Shows how far the work is that goes on, loads the page again at its end, and copies addresses.
const PAUSE = 1000;
const work = document.querySelector(".desk-work[data-state=running]");

async function look() {
  const answer = await fetch(work.dataset.ask).catch(() => null);
  if (answer && answer.ok) {
    const now = await answer.json();
    if (now.state !== "running") {
      location.reload();
      return;
    }
    work.querySelector(".desk-line").textContent = now.line;
    if (now.total) Object.assign(work.querySelector("progress"), { max: now.total, value: now.done });
  }
  setTimeout(look, PAUSE);
}

if (work) setTimeout(look, PAUSE);

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value).catch(() => document.execCommand("copy"));
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.copied;
  });
}
