/* Workbench form of a care point: a map below the two fields of its position; a click or a drag fills them in. */
(function () {
  "use strict";

  function start(element) {
    const form = element.closest("form") || document;
    const lat = form.querySelector("[name=lat]");
    const lon = form.querySelector("[name=lon]");
    const system = form.querySelector("[name=coord_system]");
    const drawn = window.careMap.draw(element);
    const map = drawn.map;
    const marker = L.marker([0, 0], { draggable: true, icon: L.divIcon({ className: "care-marker", html: "<b>●</b>", iconSize: [44, 44] }) });

    function typed() {
      return window.careMap.latLng(lat.value.trim() && lon.value.trim() ? lat.value + "," + lon.value : "");
    }

    function put(at) {
      marker.setLatLng(at).addTo(map);
    }

    function write(at) {
      // What is read off this map is in the system of this map.
      lat.value = at.lat.toFixed(6);
      lon.value = at.lng.toFixed(6);
      system.value = element.dataset.system;
      put(at);
    }

    const first = window.careMap.latLng(element.dataset.start);
    if (first) {
      put(first);
      map.setView(first, 15);
    } else {
      map.setView([31.2, 107.5], 8);
      drawn.ready.then(function (city) {
        if (city) {
          map.fitBounds(city);
        }
      });
    }
    map.on("click", function (event) { write(event.latlng); });
    marker.on("dragend", function () { write(marker.getLatLng()); });
    [lat, lon, system].forEach(function (field) {
      field.addEventListener("change", function () {
        const at = typed();
        if (at && system.value === element.dataset.system) {
          put(at);
          map.panTo(at);
        }
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-position-map]").forEach(start);
  });
})();
