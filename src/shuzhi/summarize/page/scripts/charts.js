// Draws the charts of the page from the JSON of charts.py into the places that the page leaves for them.
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("chart-data").textContent);

  function place(name) {
    return document.querySelector('figure[data-chart="' + name + '"]');
  }

  Charts.patterns();
  for (const name of ["completeness", "findings_by_rule", "findings_by_branch", "proposals"]) {
    if (place(name)) { Charts.bars.bars(place(name), data[name]); }
  }
  if (place("timeline")) { Charts.timeline(place("timeline"), data.timeline); }
  if (place("indicators")) { Charts.choices(place("indicators"), place("trend"), data); }
})();
