// Each slider moves the number beside it, and the number the slider; the form asks for the answer.
(function () {
  "use strict";
  function figure(text) { return Number(text.replace(",", ".")); }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("input[type=range][data-moves]").forEach(function (range) {
      var field = document.getElementById(range.dataset.moves);
      var comma = document.documentElement.lang === "da";
      range.value = figure(field.value);
      range.hidden = false;
      range.addEventListener("input", function () {
        field.value = comma ? range.value.replace(".", ",") : range.value;
        var use = document.getElementById(field.id + "-on");
        if (use) { use.checked = true; }
      });
      field.addEventListener("input", function () {
        var value = figure(field.value);
        if (!Number.isNaN(value)) { range.value = value; }
      });
    });
  });
})();
