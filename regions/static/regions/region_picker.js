/* Turns a region's text field into cascading selects. Without this script, or when a list cannot be fetched, the
   text field does the same work: the server understands typed names. */
(function () {
  "use strict";

  const cache = new Map();

  function fetchOptions(url, parent) {
    const address = parent ? url + "?parent=" + encodeURIComponent(parent) : url;
    if (!cache.has(address)) {
      const answer = fetch(address, { headers: { Accept: "application/json" } }).then(function (response) {
        if (!response.ok) {
          throw new Error("status " + response.status);
        }
        return response.json();
      });
      // A failure must not be remembered, or the next try could never succeed.
      answer.catch(function () { cache.delete(address); });
      cache.set(address, answer);
    }
    return cache.get(address);
  }

  function enhance(picker) {
    const input = picker.querySelector("input:not([type=radio])");
    // After an unclear answer the text stays, with the places to choose from: selects would only hide both.
    if (picker.dataset.ready || !input || (input.value && !picker.dataset.code)) {
      return;
    }
    picker.dataset.ready = "yes";
    const hint = picker.querySelector(".region-picker__hint");
    const typed = { value: input.value, id: input.id, required: input.required };
    const wanted = picker.dataset.level;
    const path = picker.dataset.path ? picker.dataset.path.split(",") : [];
    const selects = document.createElement("div");
    selects.className = "region-picker__selects";

    function giveUp() {
      selects.remove();
      input.type = "text";
      input.value = typed.value;
      input.required = typed.required;
      input.id = typed.id;
      if (hint) {
        hint.hidden = false;
        hint.textContent = picker.dataset.failed;
        hint.setAttribute("role", "status");
      }
    }

    function choose(select) {
      while (select.nextElementSibling) {
        select.nextElementSibling.remove();
      }
      const option = select.selectedOptions[0];
      const level = option ? option.dataset.level : "";
      const above = select.previousElementSibling;
      // When any level will do, the deepest choice counts.
      const deepest = select.value || (above ? above.value : "");
      input.value = wanted ? (level === wanted ? select.value : "") : deepest;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      return select.value && level !== wanted ? show(select.value) : Promise.resolve();
    }

    function show(parent) {
      return fetchOptions(picker.dataset.optionsUrl, parent).then(function (answer) {
        if (!answer.options.length) {
          return undefined;
        }
        const last = selects.lastElementChild;
        if (parent && last && last.value !== parent) {
          return undefined; // Another choice was made while this list was on its way.
        }
        const select = document.createElement("select");
        const level = answer.options[0].level;
        select.setAttribute("aria-label", picker.dataset["label" + level[0].toUpperCase() + level.slice(1)] || level);
        select.append(new Option(picker.dataset.choose, ""));
        answer.options.forEach(function (entry) {
          const option = new Option(entry.name, entry.code);
          option.dataset.level = entry.level;
          select.append(option);
        });
        if (!last) {
          select.id = typed.id;
          if (input.hasAttribute("aria-describedby")) {
            select.setAttribute("aria-describedby", input.getAttribute("aria-describedby"));
          }
        }
        select.required = typed.required && (Boolean(wanted) || !last);
        select.addEventListener("change", function () { choose(select).catch(giveUp); });
        selects.append(select);
        const known = answer.options.find(function (entry) { return path.includes(entry.code); });
        if (known) {
          // What is known already stays the answer while its lists arrive: a form sent meanwhile must not lose it.
          select.value = known.code;
          return known.level !== wanted ? show(known.code) : undefined;
        }
        if (wanted) {
          input.value = "";
        }
        return undefined;
      });
    }

    input.removeAttribute("id");
    input.required = false;
    input.type = "hidden";
    input.value = picker.dataset.code || "";
    if (hint) {
      hint.hidden = true;
    }
    picker.append(selects);
    show(picker.dataset.root).catch(giveUp);
  }

  function enhanceAll(root) {
    root.querySelectorAll("[data-region-picker]").forEach(enhance);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", function () { enhanceAll(document); });
  } else {
    enhanceAll(document);
  }
  document.addEventListener("htmx:load", function (event) { enhanceAll(event.target); });
})();
