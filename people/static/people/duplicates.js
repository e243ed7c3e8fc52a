/* While a new file is typed: who may be meant is shown below the field that was left. Without this script, or when the
   answer does not come, the same is asked when the file is saved. */
(function () {
  "use strict";

  const NAMES = ["name", "birth_date", "id_number", "phone", "region"];
  const box = document.getElementById("likely-files");
  const form = box ? box.closest("form") : null;
  if (!form) {
    return;
  }
  let asked = "";
  let turn = 0;

  function entered() {
    const values = new URLSearchParams();
    NAMES.forEach(function (name) {
      const field = form.elements.namedItem(name);
      if (field && typeof field.value === "string" && field.value.trim()) {
        values.set(name, field.value.trim());
      }
    });
    return values;
  }

  function show(html, field) {
    box.innerHTML = html;
    if (html.trim()) {
      const row = field.closest("[data-field]") || field.closest(".w-field__wrapper") || field.parentElement;
      row.after(box);
    }
  }

  function look(event) {
    const field = event.target;
    if (!NAMES.includes(field.name)) {
      return;
    }
    const values = entered();
    const key = values.toString();
    if (key === asked) {
      return;
    }
    asked = key;
    turn += 1;
    const mine = turn;
    if (!values.has("name") || values.size < 2) {
      show("", field);
      return;
    }
    const token = form.elements.namedItem("csrfmiddlewaretoken");
    fetch(box.dataset.url, {
      method: "POST",
      body: values,
      redirect: "error",
      headers: { "X-CSRFToken": token ? token.value : "" }
    }).then(function (response) {
      if (!response.ok) {
        throw new Error("status " + response.status);
      }
      return response.text();
    }).then(function (html) {
      // An answer to what stood there before says nothing true.
      if (mine === turn) {
        show(html, field);
      }
    }).catch(function () {
      // Asked again when the next field is left, and when it is saved.
      asked = "";
    });
  }

  form.addEventListener("focusout", look);
  // A date that is chosen, or complete while its parts are gone through, has not been left yet.
  form.addEventListener("change", look);
})();
