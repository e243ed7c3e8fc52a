// Lists with several rows at once: tick all of a page, and see how many are ticked. Without it one ticks one by one.
(() => {
  const boxes = () => [...document.querySelectorAll('input[name="pk"][form="bulk"]')];
  const count = () => {
    const all = boxes(), ticked = all.filter((box) => box.checked).length;
    document.querySelectorAll("[data-bulk-count]").forEach((place) => { place.textContent = ticked || ""; });
    document.querySelectorAll("[data-bulk-all]").forEach((label) => {
      label.hidden = false;
      const box = label.querySelector("input");
      box.checked = all.length > 0 && ticked === all.length;
      box.indeterminate = ticked > 0 && ticked < all.length;
    });
  };
  document.addEventListener("change", (event) => {
    const label = event.target.closest("[data-bulk-all]");
    if (label) boxes().forEach((box) => { box.checked = event.target.checked; });
    if (label || event.target.matches('input[name="pk"][form="bulk"]')) count();
  });
  document.addEventListener("DOMContentLoaded", () => {
    count();
    // A search replaces the list without a new page.
    const list = document.getElementById("listing-results");
    if (list) new MutationObserver(count).observe(list, { childList: true });
  });
})();
