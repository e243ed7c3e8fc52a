/* Small comforts of every page; each page works without them. */
(function () {
  "use strict";

  // A double click does one thing: once a form is on its way, its buttons wait for the answer.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    var button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's "back" finds the form as it was left: it may be sent again.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-busy]").forEach(function (button) {
        button.removeAttribute("aria-busy");
      });
    });
  });
  // The same for an answer that htmx puts into the page.
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest ? event.target.closest("form") : null;
    if (form) delete form.dataset.sent;
  });

  // The menu closes with Escape and with a tap beside it.
  var menu = document.querySelector("details.site-menu");
  if (menu) {
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }

  // After a refused form the reader is taken to what is wrong.
  var summary = document.querySelector(".form-errors");
  if (summary) summary.focus();

  // Who does not see or read well has a sentence read aloud, where the browser can.
  if ("speechSynthesis" in window) {
    document.querySelectorAll("button[data-read-aloud]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var words = new SpeechSynthesisUtterance(button.dataset.readAloud);
        words.lang = document.documentElement.lang;
        window.speechSynthesis.cancel();
        window.speechSynthesis.speak(words);
      });
    });
  }

  // Logging out wipes what a page kept on the phone: an unsent report is asked about first.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.dataset.unsent || event.defaultPrevented) return;
    var waits = false;
    try {
      waits = Object.keys(localStorage).some(function (key) {
        return key.startsWith("visit-report:");
      });
    } catch (error) {
      // A browser that keeps nothing has nothing to lose.
    }
    if (waits && !window.confirm(form.dataset.unsent)) event.preventDefault();
  }, true);

  // What can be printed says so with a button of this class.
  document.querySelectorAll("button.print").forEach(function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });
})();
