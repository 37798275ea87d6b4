"use strict";

// Filters what is shown by facilitator, audience and type. The address keeps the choice, so that
// a link to it can be sent.
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const fields = [...form.querySelectorAll("select")];
  const entries = [...document.querySelectorAll("[data-facilitator]")];
  const holders = [...document.querySelectorAll(".sheet, .month tbody")];
  const rows = [...document.querySelectorAll("#list tbody tr")];

  const chosen = () => fields.filter((field) => field.value !== "");
  const fits = (entry, field) => entry.dataset[field.name].split("\n").includes(field.value);
  const titleOf = (field) => field.selectedOptions[0].textContent.trim();

  function show() {
    const by = chosen();
    for (const entry of entries) entry.hidden = !by.every((field) => fits(entry, field));
    for (const holder of holders) {
      holder.hidden = by.length > 0 && !holder.querySelector("[data-facilitator]:not([hidden])");
    }
    const count = rows.filter((row) => !row.hidden).length;
    const told = by.map(titleOf).join(", ");
    shown.textContent = told
      ? `${count} of ${rows.length} sessions: ${told}`
      : `All ${rows.length} sessions`;
    form.classList.toggle("active", by.length > 0);
  }

  function remember() {
    const choice = new URLSearchParams(chosen().map((field) => [field.name, field.value]));
    history.replaceState(null, "", `#${choice}`);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (hash !== "" && !hash.includes("=")) return;
    const choice = new URLSearchParams(hash);
    for (const field of fields) {
      const value = choice.get(field.name) ?? "";
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
    show();
  }

  form.addEventListener("change", () => {
    remember();
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    remember();
    show();
  });
  addEventListener("hashchange", recall);

  form.hidden = false;
  recall();
  show();
})();
