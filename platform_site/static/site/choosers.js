/* Opens Wagtail's calendars and clocks where a field asks for one, without a script written into the page. */
(function () {
  "use strict";

  function open(root) {
    root.querySelectorAll("[data-chooser]").forEach(function (mark) {
      var init = window[mark.dataset.chooser];
      if (typeof init !== "function") return;
      var config = JSON.parse(mark.dataset.config);
      var id = mark.dataset.for;
      mark.remove();
      init(id, config);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    open(document);
    // Forms that are added while a page is edited.
    new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        change.addedNodes.forEach(function (node) {
          if (node.nodeType === Node.ELEMENT_NODE && node.querySelectorAll) open(node);
        });
      });
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
