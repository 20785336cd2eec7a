// Bars and columns, drawn by Chartist.
Charts.bars = (function () {
  "use strict";

  const { svg, words, hint, key, swatch, note, area, named, numbers, widest } = Charts;
  const BAR_ROW = 28, AXIS = 34, COLUMN_HEIGHT = 200;

  // The page's policy forbids style attributes; Chartist writes two of them: they go in as properties instead.
  const attr = Chartist.Svg.prototype.attr;
  Chartist.Svg.prototype.attr = function (attributes, namespace) {
    if (typeof attributes !== "object" || !("style" in attributes)) { return attr.call(this, attributes, namespace); }
    const others = Object.assign({}, attributes);
    delete others.style;
    this.getNode().style.cssText = attributes.style;
    return attr.call(this, others, namespace);
  };

  const drawings = new Map();  // the place of a Chartist drawing → the drawing, which follows the window's size

  function emptied(figure) {
    for (const node of Array.from(figure.children)) {
      if (drawings.has(node)) {
        drawings.get(node).detach();
        drawings.delete(node);
      }
      if (node.tagName !== "FIGCAPTION" && !node.matches("label, select, .chart-choice")) { node.remove(); }
    }
  }

  function bars(figure, chart) {
    if (!chart.labels.length) { return note(figure, chart.empty, "chart-empty"); }
    if (chart.series.length > 1) {
      key(figure, chart.series.map(function (one) { return swatch(one.name, one.look); }));
    }
    drawBars(area(figure, chart.summary), chart);
    note(figure, chart.note);
    if (chart.table) {
      const rows = chart.labels.map(function (label, place) {
        return [label, chart.series.map(function (one) { return one.values[place]; })];
      });
      numbers(figure, [""].concat(chart.series.map(function (one) { return one.name; })), rows);
    }
  }

  function drawBars(box, chart) {
    const turned = function (list) { return list.slice().reverse(); };  // Chartist counts rows from below
    const longest = widest(chart.labels), most = Math.min(longest + 14, Math.max(110, box.clientWidth * 0.42));
    const lines = Math.ceil(longest / (most - 14)), row = Math.max(BAR_ROW, lines * 15 + 8);
    const count = chart.labels.length, height = count * row + AXIS;
    const whole = chart.series.every(function (one) { return one.values.every(Number.isInteger); });
    const drawn = new Chartist.BarChart(box, {
      labels: turned(chart.labels),
      series: chart.series.map(function (one) { return turned(one.values); }),
    }, {
      horizontalBars: true, stackBars: true, height: height + "px", chartPadding: { top: 2, right: 56, bottom: 0, left: 0 },
      axisX: { onlyInteger: whole, scaleMinSpace: 60, offset: AXIS - 6 }, axisY: { offset: most, showGrid: false },
    });
    drawings.set(box, drawn);
    drawn.on("draw", function (one) { if (one.type === "bar") { dress(one, chart, count - 1 - one.index); } });
    drawn.on("created", function (one) { named(box, one.svg.getNode(), box.clientWidth, height); });
  }

  // Gives a bar its pattern and, behind the last part, its total; the whole label on pointing at it.
  function dress(bar, chart, place) {
    const series = chart.series[bar.seriesIndex], node = bar.element.getNode();
    const look = chart.looks ? chart.looks[place] : series.look;
    const label = (chart.hints || chart.labels)[place];
    node.style.stroke = "url(#look-" + look + ")";
    hint(node, label + "：" + (chart.series.length > 1 ? series.name : "") + series.values[place] + chart.unit);
    if (bar.seriesIndex === chart.series.length - 1) {
      const total = chart.series.reduce(function (sum, one) { return sum + one.values[place]; }, 0);
      words(bar.group.getNode(), [Math.max(bar.x1, bar.x2) + 6, bar.y1], String(total), "chart-value");
    }
  }

  function drawColumns(box, periods, values) {
    const whole = values.every(function (value) { return value === null || Number.isInteger(value); });
    const series = values.map(function (value) { return value === null ? undefined : value; });
    const drawn = new Chartist.BarChart(box, { labels: periods, series: [series] }, {
      height: COLUMN_HEIGHT + "px", low: 0, chartPadding: { top: 24, right: 8, bottom: 0, left: 0 },
      axisY: { onlyInteger: whole, offset: 56, scaleMinSpace: 36 }, axisX: { offset: 40, showGrid: false },
    });
    drawings.set(box, drawn);
    drawn.on("draw", function (one) {
      if (one.type !== "bar") { return; }
      one.element.addClass("chart-column");
      one.element.getNode().style.stroke = "url(#look-" + (one.index === periods.length - 1 ? "busy" : "mute") + ")";
      words(one.group.getNode(), [one.x1, Math.min(one.y1, one.y2) - 6], String(values[one.index]), "chart-point-value");
      hint(one.element.getNode(), periods[one.index] + "：" + values[one.index]);
    });
    drawn.on("created", function (one) { named(box, one.svg.getNode(), box.clientWidth, COLUMN_HEIGHT); });
  }

  return { bars, drawColumns, emptied };
})();
