// At the door: takes the code of a square code from behind the # of the address, and adds the phone's position when
// asked. Everything works without it: the code can be typed.
"use strict";
(() => {
  const found = /^#code=([0-9]{1,12})$/.exec(location.hash);
  if (found) {
    // The list of today's visits hands it on to the one that is chosen; where there is one, at once.
    const visits = [...document.querySelectorAll("[data-takes-code]")];
    for (const link of visits) link.hash = `code=${found[1]}`;
    if (visits.length === 1) location.replace(visits[0].href);
    const form = document.querySelector("[data-check-in]");
    if (form) {
      form.elements.code.value = found[1];
      const box = form.closest("#check-in") ?? form.querySelector("#check-in") ?? form;
      if (box.tagName === "DETAILS") box.open = true;
      // The code does not stay in the address, where a screenshot or the history would keep it.
      history.replaceState(null, "", location.pathname);
      box.scrollIntoView();
    }
  }
  for (const form of document.querySelectorAll("[data-check-in]")) {
    const button = form.querySelector("[data-locate]");
    if (!button || !("geolocation" in navigator)) continue;
    const status = form.querySelector("[data-position-status]");
    const say = (text) => {
      status.hidden = false;
      status.textContent = text;
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      say(status.dataset.asking);
      navigator.geolocation.getCurrentPosition(
        (position) => {
          form.elements.lat.value = position.coords.latitude;
          form.elements.lon.value = position.coords.longitude;
          if (form.elements.accuracy) form.elements.accuracy.value = position.coords.accuracy;
          say(status.dataset.found.replace("{0}", String(Math.round(position.coords.accuracy))));
        },
        () => say(status.dataset.refused),
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 },
      );
    });
  }
})();
