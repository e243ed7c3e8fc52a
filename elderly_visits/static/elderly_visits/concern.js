// A ready-made text is put where it can be changed. Without this script it counts when nothing else is written.
(() => {
  "use strict";
  const form = document.querySelector("form.close-form");
  const note = form && form.elements.note;
  if (!note) return;
  let put = "";
  form.addEventListener("change", (event) => {
    if (event.target.name !== "ready") return;
    if (note.value.trim() && note.value !== put) return;
    put = event.target.closest("label").textContent.trim();
    note.value = put;
    form.querySelector("details").open = true;
  });
})();
