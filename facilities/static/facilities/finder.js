/* The finder: the resident's position, rounded to about 100 m before it leaves the device, and choices that act at once. */
(function () {
  "use strict";

  const DECIMALS = 3;
  const PATIENCE_MS = 15000;

  function start(form) {
    const state = form.querySelector("[data-state]");
    const button = form.querySelector("[data-locate]");

    function say(text) {
      state.textContent = text;
    }

    function go(position) {
      const rounded = [position.coords.latitude, position.coords.longitude].map(function (degrees) {
        return degrees.toFixed(DECIMALS);
      });
      let near = form.querySelector("input[name=near]");
      if (!near) {
        near = document.createElement("input");
        near.type = "hidden";
        near.name = "near";
        form.append(near);
      }
      near.value = rounded.join(",");
      form.querySelectorAll("input[name=q], input[name=region], input[name=region_choice]").forEach(function (input) {
        input.disabled = true;
      });
      form.submit();
    }

    if ("geolocation" in navigator) {
      button.hidden = false;
      button.addEventListener("click", function () {
        say(form.dataset.waiting);
        button.setAttribute("aria-busy", "true");
        navigator.geolocation.getCurrentPosition(go, function () {
          button.removeAttribute("aria-busy");
          say(form.dataset.denied);
        }, { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60000 });
      });
    }
    form.querySelectorAll(".chips input").forEach(function (chip) {
      chip.addEventListener("change", function () { form.requestSubmit(); });
    });
    /* Empty parts would only make the address long. */
    form.addEventListener("formdata", function (event) {
      Array.from(event.formData.entries()).forEach(function (entry) {
        if (entry[1] === "") {
          event.formData.delete(entry[0]);
        }
      });
    });
  }

  document.querySelectorAll("[data-finder]").forEach(start);
})();
