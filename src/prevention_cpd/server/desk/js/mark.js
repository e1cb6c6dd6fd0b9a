// Adds up points, gives them by keys, and puts kept comments into the field.
const DIGIT = /^[0-9]$/;

for (const form of document.querySelectorAll(".desk-mark, .desk-one")) {
  const output = form.querySelector("output");
  const criteria = [...form.querySelectorAll(".desk-criterion")];
  const chosen = (criterion) => criterion.querySelector(":checked");

  const total = () => {
    const given = criteria.map(chosen);
    const points = given.reduce((sum, one) => sum + (one ? Number(one.value) : 0), 0);
    output.textContent = given.every(Boolean)
      ? output.dataset.of.replace("{points}", String(points)).replace("{most}", output.dataset.most)
      : "";
  };

  const choose = (criterion, points) => {
    const radio = [...criterion.querySelectorAll("input")].find((one) => Number(one.value) === points);
    if (!radio) return;
    radio.checked = true;
    radio.focus();
    total();
  };

  // Keys count only while a criterion has the focus, so that no dictated word gives points.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const criterion = event.target.closest(".desk-criterion");
    if (!criterion || event.ctrlKey || event.altKey || event.metaKey) return;
    const half = event.key === "." || event.key === ",";
    if (!half && !DIGIT.test(event.key)) return;
    event.preventDefault();
    choose(criterion, half ? Number((chosen(criterion) || { value: 0 }).value) + 0.5 : Number(event.key));
  });
  form.addEventListener("change", total);
  total();
}

for (const button of document.querySelectorAll("[data-use]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById("comment");
    field.value = [field.value.trim(), button.dataset.use].filter(Boolean).join("\n\n");
    field.focus();
  });
}

// A marker begins at the first criterion; after an anchor at what was said of it.
const said = document.getElementById("compared");
const first = said || document.querySelector(".desk-criterion input:checked, .desk-criterion input");
if (first) first.focus({ preventScroll: !said });
