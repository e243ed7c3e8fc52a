// Adds the phone's position to a check-in. Everything works without it: the door code is enough.
"use strict";
(() => {
  for (const form of document.querySelectorAll("[data-check-in]")) {
    if (!("geolocation" in navigator)) continue;
    const button = form.querySelector("[data-locate]");
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
          say(status.dataset.found.replace("{0}", String(Math.round(position.coords.accuracy))));
        },
        () => say(status.dataset.refused),
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
      );
    });
  }
})();
