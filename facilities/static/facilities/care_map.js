/* The map beside a list of care points. What is on the page is the truth: cards carry their own positions, and the map
   draws them. Without tiles of the deployer the ground is our own outlines; nothing is ever fetched from elsewhere. */
(function () {
  "use strict";

  const BOX_GRID = 0.05; // degrees: boxes are rounded outwards, so that neighbours share a cached answer
  // How near a map goes by itself: with streets to recognise, or with nothing but outlines.
  const NEAR_ZOOM = { streets: 16, outlines: 13, single: 11 };

  function latLng(text) {
    const parts = (text || "").split(",").map(Number);
    return parts.length === 2 && parts.every(Number.isFinite) ? L.latLng(parts[0], parts[1]) : null;
  }

  function line(text, tag) {
    const element = document.createElement(tag || "p");
    element.textContent = text;
    return element;
  }

  /* Text only: names come from people. */
  function popup(texts, point) {
    const box = document.createElement("div");
    if (point.url) {
      const link = line(point.name, "a");
      link.href = point.url;
      box.append(link);
    } else {
      box.append(line(point.name, "strong"));
    }
    const marks = [point.label, point.approximate ? texts.approximate : "", point.demo ? texts.demo : ""];
    box.append(line(marks.filter(Boolean).join(" · ")));
    if (point.hours) {
      box.append(line(point.hours));
    }
    return box;
  }

  /* No wider than the map, so that nothing is cut off on a phone. */
  function popupOptions(map) {
    return { maxWidth: Math.max(160, Math.min(300, map.getSize().x - 110)) };
  }

  function texts(element) {
    const data = element.dataset;
    return { origin: data.textOrigin, approximate: data.textApproximate, demo: data.textDemo };
  }

  function draw(element) {
    element.hidden = false;
    const data = element.dataset;
    const map = L.map(element, { zoomControl: false, attributionControl: false, minZoom: 6, maxZoom: 18 });
    L.control.zoom({ position: "bottomright", zoomInTitle: data.textZoomIn, zoomOutTitle: data.textZoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    let ready;
    if (data.tiles) {
      L.control.attribution({ prefix: false }).addTo(map);
      L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 18 }).addTo(map);
      ready = Promise.resolve(null);
    } else {
      ready = drawOutlines(map, data.outlines);
    }
    return { map: map, ready: ready };
  }

  /* Resolves to the bounds of the city. */
  function drawOutlines(map, url) {
    return fetch(url).then(function (answer) { return answer.ok ? answer.json() : { features: [] }; }).then(function (found) {
      let bounds = null;
      found.features.forEach(function (feature) {
        const rings = feature.geometry.coordinates.map(function (ring) {
          return ring.map(function (corner) { return [corner[1], corner[0]]; });
        });
        const city = feature.properties.is_city;
        const area = L.polygon(rings, {
          interactive: false, color: city ? "#7d776b" : "#a9a394", weight: city ? 2 : 1, fill: !city, fillColor: "#faf7f1", fillOpacity: 1,
        }).addTo(map);
        bounds = bounds ? bounds.extend(area.getBounds()) : area.getBounds();
        if (!city) {
          const name = document.createElement("span");
          name.textContent = feature.properties.name;
          L.marker(feature.properties.label, {
            interactive: false, keyboard: false, icon: L.divIcon({ className: "care-place", html: name, iconSize: [80, 18] }),
          }).addTo(map);
        }
      });
      return bounds;
    }).catch(function () { return null; });
  }

  function cards() {
    return Array.from(document.querySelectorAll("[data-care-point]")).filter(function (card) {
      return latLng(card.dataset.carePoint);
    });
  }

  function drawCards(map, words) {
    const bounds = L.latLngBounds([]);
    const shown = new Map();
    cards().forEach(function (card) {
      const data = card.dataset;
      const at = latLng(data.carePoint);
      const approximate = "approximate" in data;
      const number = document.createElement("b");
      number.textContent = data.number || "●";
      const marker = L.marker(at, {
        title: data.name, riseOnHover: true,
        icon: L.divIcon({ className: "care-marker" + (approximate ? " is-approximate" : ""), html: number, iconSize: [44, 44] }),
      }).addTo(map);
      marker.bindPopup(popup(words, {
        name: data.name, label: data.label, url: data.url, hours: data.hours, approximate: approximate, demo: "demo" in data,
      }), popupOptions(map));
      marker.on("popupopen", function () { card.classList.add("is-chosen"); });
      marker.on("popupclose", function () { card.classList.remove("is-chosen"); });
      bounds.extend(at);
      shown.set(data.id, marker);
    });
    return { bounds: bounds, shown: shown };
  }

  function outwards(bounds) {
    const down = function (degrees) { return (Math.floor(degrees / BOX_GRID) * BOX_GRID).toFixed(2); };
    const up = function (degrees) { return (Math.ceil(degrees / BOX_GRID) * BOX_GRID).toFixed(2); };
    return [down(bounds.getWest()), down(bounds.getSouth()), up(bounds.getEast()), up(bounds.getNorth())].join(",");
  }

  /* The other care points of the view, as small dots behind the numbered ones. */
  function drawOthers(map, element, shown, words) {
    const data = element.dataset;
    const layer = L.layerGroup().addTo(map);
    let last = "";
    function load() {
      const box = outwards(map.getBounds());
      if (box === last) {
        return;
      }
      last = box;
      const query = new URLSearchParams(data.query.replace(/^\?/, ""));
      query.set("box", box);
      query.set("crs", data.system);
      query.set("lang", data.language);
      fetch(data.points + "?" + query).then(function (answer) { return answer.ok ? answer.json() : { features: [] }; }).then(function (found) {
        if (box !== last) {
          return;
        }
        layer.clearLayers();
        found.features.forEach(function (feature) {
          if (shown.has(String(feature.id))) {
            return;
          }
          const at = feature.geometry.coordinates;
          L.circleMarker([at[1], at[0]], { radius: 7, color: "#fff", weight: 2, fillColor: "#5b8f87", fillOpacity: 1 })
            .bindPopup(popup(words, feature.properties), popupOptions(map)).addTo(layer);
        });
      }).catch(function () { last = ""; });
    }
    map.on("moveend", load);
    load();
  }

  function start(element) {
    const words = texts(element);
    if (element.parentElement.classList.contains("finder-results")) {
      element.parentElement.classList.add("with-map");
    }
    const drawn = draw(element);
    const map = drawn.map;
    const origin = latLng(element.dataset.origin);
    const found = drawCards(map, words);
    if (origin) {
      L.marker(origin, { title: words.origin, keyboard: false, icon: L.divIcon({ className: "care-origin", iconSize: [24, 24] }) }).addTo(map);
      found.bounds.extend(origin);
    }
    if (found.bounds.isValid()) {
      const single = found.shown.size === 1 && !origin;
      const nearest = element.dataset.tiles ? NEAR_ZOOM.streets : single ? NEAR_ZOOM.single : NEAR_ZOOM.outlines;
      map.fitBounds(found.bounds, { padding: [36, 36], maxZoom: nearest });
    } else {
      map.setView([31.2, 107.5], 8);
    }
    drawn.ready.then(function (city) {
      if (!found.bounds.isValid() && city) {
        map.fitBounds(city);
      }
      if (element.dataset.points) {
        drawOthers(map, element, found.shown, words);
      }
    });
  }

  window.careMap = { draw: draw, latLng: latLng };

  /* On a narrow screen the list comes first, and the map when it is asked for. */
  function startOnDemand(element, button) {
    let started = false;
    button.hidden = false;
    button.addEventListener("click", function () {
      const show = element.hidden;
      button.setAttribute("aria-expanded", String(show));
      element.hidden = !show;
      if (show && !started) {
        started = true;
        start(element);
      }
    });
  }

  function startAll() {
    document.querySelectorAll("[data-care-map]").forEach(function (element) {
      const button = element.parentElement.querySelector("[data-map-toggle]");
      if (button && !window.matchMedia("(min-width: 60rem)").matches) {
        startOnDemand(element, button);
      } else {
        start(element);
      }
    });
  }
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", startAll);
  } else {
    startAll();
  }
})();
