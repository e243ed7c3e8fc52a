// Keeps a report that is being filled in while the phone has no connection. Everything works without it: the draft is
// kept on the server with the button, and with each answer where htmx runs.
"use strict";
(() => {
  const PREFIX = "visit-report:";
  const WEEK_S = 7 * 24 * 3600;
  const now = () => Math.floor(Date.now() / 1000);

  // A phone without storage (private window) simply keeps nothing.
  const store = {
    get(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or forbidden.
      }
    },
    remove(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        // Forbidden.
      }
    },
    keys() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
      } catch {
        return [];
      }
    },
  };

  const form = document.querySelector("form[data-report]");
  // What was noted about an elder does not stay on a phone: once sent, or after a week, it goes.
  for (const key of store.keys()) {
    const shown = location.pathname.includes(key.slice(PREFIX.length));
    const kept = store.get(key);
    if ((shown && !form) || !kept || now() - kept.at > WEEK_S) store.remove(key);
  }
  if (!form) return;

  const key = PREFIX + form.dataset.report;
  const say = (text) => {
    const status = form.querySelector(".draft-status");
    if (status) status.textContent = text;
  };
  const keep = (text) => {
    const answers = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") answers[name] = value;
    }
    store.set(key, { at: now(), answers });
    say(text);
  };
  const sendAgain = () => {
    if (window.htmx) window.htmx.trigger(form, "keep");
  };

  const kept = store.get(key);
  if (kept && kept.at > Number(form.dataset.savedAt || 0)) {
    for (const [name, value] of Object.entries(kept.answers)) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    say(form.dataset.restored);
    // htmx takes hold of the page at this event; it registered first and is ready when our turn comes.
    document.addEventListener("DOMContentLoaded", sendAgain);
  }

  form.addEventListener("htmx:sendError", () => keep(form.dataset.offline));
  form.addEventListener("htmx:timeout", () => keep(form.dataset.offline));
  form.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    keep(status === 401 || status === 403 ? form.dataset.loggedOut : form.dataset.offline);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) store.remove(key);
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    keep(form.dataset.offline);
  });
  window.addEventListener("online", sendAgain);
})();
