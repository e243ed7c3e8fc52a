// A ready-made reason goes into the box, where it can be changed. Without this the chosen one is sent as it stands.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.ready-made");
  if (!form || event.target.name !== "ready") return;
  const box = form.querySelector("textarea[name=note]");
  box.value = event.target.value;
  box.focus();
});
