// Starts the design system, also for parts of a page that arrive later.
(function () {
  "use strict";
  function start(part) {
    if (window.DKFDS) { window.DKFDS.init(part); }
  }
  document.addEventListener("DOMContentLoaded", function () { start(); });
  document.addEventListener("htmx:afterSwap", function (event) { start(event.target); });
})();
