// Sends the files that are chosen or dropped, one after the other, and goes on to what shows them.
const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;

async function send(place, files) {
  const status = place.querySelector("[role=status]");
  for (const file of files) {
    status.textContent = place.dataset.sending.replace("{name}", file.name);
    const headers = { "X-XSRFToken": meta("cpd-xsrf"), "X-File-Name": encodeURIComponent(file.name) };
    const answer = await fetch(place.dataset.put, { method: "PUT", body: file, headers }).catch(() => null);
    if (!answer || !answer.ok) {
      status.textContent = place.dataset.failed.replace("{name}", file.name);
      return;
    }
  }
  location.assign(place.dataset.next);
}

for (const place of document.querySelectorAll(".desk-drop")) {
  const input = place.querySelector("input[type=file]");
  const over = (on) => (event) => {
    event.preventDefault();
    place.classList.toggle("desk-over", on);
  };
  input.addEventListener("change", () => input.files.length && send(place, [...input.files]));
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", (event) => {
    over(false)(event);
    const files = [...event.dataTransfer.files];
    if (files.length) send(place, input.multiple ? files : files.slice(0, 1));
  });
}
