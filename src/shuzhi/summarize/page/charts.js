// Draws the charts of the page from the JSON of charts.py into the places that the page leaves for them.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const BAR_ROW = 28, AXIS = 34, COLUMN_HEIGHT = 200, DAY = 86400000;
  const PAPER = 1040;  // pixels across a printed page
  const TIGHT = 560;  // pixels below which a label stands above its bar instead of beside it
  const source = document.getElementById("chart-data");
  if (!source) { return; }
  const data = JSON.parse(source.textContent);

  // The page's policy forbids style attributes; Chartist writes two of them: they go in as properties instead.
  const attr = Chartist.Svg.prototype.attr;
  Chartist.Svg.prototype.attr = function (attributes, namespace) {
    if (typeof attributes !== "object" || !("style" in attributes)) { return attr.call(this, attributes, namespace); }
    const others = Object.assign({}, attributes);
    delete others.style;
    this.getNode().style.cssText = attributes.style;
    return attr.call(this, others, namespace);
  };

  // ---- elements -------------------------------------------------------------------------------------------------

  function html(name, className, text) {
    const node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }

  function svg(name, attributes, parent) {
    const node = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes)) { node.setAttribute(key, attributes[key]); }
    if (parent) { parent.appendChild(node); }
    return node;
  }

  function words(parent, place, text, className) {
    const node = svg("text", { x: place[0], y: place[1], class: className }, parent);
    node.textContent = text;
    return node;
  }

  function hint(node, text) {
    svg("title", {}, node).textContent = text;
  }

  // Every look is an ink and a pattern, so that it is told apart without colours: [ink, tint, path in a square of 8].
  const LOOKS = {
    "good": ["good", 1, ""], "done": ["done", 1, "M0 4H8"], "busy": ["busy", 0.75, ""],
    "warn": ["warn", 0.3, "M-2 2L2 -2M0 8L8 0M6 10L10 6"], "bad": ["bad", 0.35, "M0 0L8 8M0 8L8 0"],
    "mute": ["mute", 0.25, "M2 2h1M6 6h1"], "age-1": ["age", 0.2, "M2 4h1"], "age-2": ["age", 0.4, "M4 0V8"],
    "age-3": ["age", 0.6, "M2 0V8M6 0V8"],
  };

  function patterns() {
    const box = svg("svg", { width: 0, height: 0, class: "chart-defs", "aria-hidden": "true" }, document.body);
    const defs = svg("defs", {}, box);
    for (const look of Object.keys(LOOKS)) {
      const [ink, tint, path] = LOOKS[look];
      const square = { id: "look-" + look, width: 8, height: 8, patternUnits: "userSpaceOnUse" };
      const pattern = svg("pattern", square, defs);
      svg("rect", { width: 8, height: 8, class: "chart-back" }, pattern);
      svg("rect", { width: 8, height: 8, class: "ink-" + ink, "fill-opacity": tint, "stroke-width": 0 }, pattern);
      const width = look === "done" ? 1 : 2;
      const back = look === "done" ? "chart-gap" : "chart-hatch ink-" + ink;
      svg("path", { d: path, class: back, "stroke-width": width, fill: "none" }, pattern);
    }
  }

  function key(figure, entries) {
    const list = html("ul", "chart-key");
    for (const entry of entries) {
      const item = html("li");
      const swatch = svg("svg", { viewBox: "0 0 22 12", "aria-hidden": "true", focusable: "false" }, item);
      entry.draw(swatch);
      item.appendChild(html("span", "", entry.name));
      list.appendChild(item);
    }
    figure.appendChild(list);
  }

  function swatch(name, look) {
    const draw = function (box) { svg("rect", { width: 22, height: 12, fill: "url(#look-" + look + ")" }, box); };
    return { name: name, draw: draw };
  }

  function note(figure, text, className) {
    if (text) { figure.appendChild(html("p", className || "chart-note", text)); }
  }

  function area(figure, summary) {
    const box = html("div", "chart-area");
    box.dataset.summary = summary;
    figure.appendChild(box);
    return box;
  }

  // One picture to a screen reader: its words say what it shows; the size is kept for paper, where it is scaled.
  function named(box, node, width, height) {
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", box.dataset.summary);
    node.setAttribute("viewBox", "0 0 " + width + " " + height);
    node.setAttribute("preserveAspectRatio", "xMinYMin meet");
  }

  function cells(row, values) {
    for (const value of values) { row.appendChild(html("td", "", value === null ? "" : String(value))); }
  }

  // The numbers behind a picture, for readers of tables: heads is the first row, then rows of [head, values].
  function numbers(figure, heads, rows) {
    const box = html("details", "chart-numbers");
    box.appendChild(html("summary", "", "看数字"));
    const scroll = html("div", "chart-scroll"), table = html("table");
    const head = table.createTHead().insertRow();
    heads.forEach(function (text) {
      const cell = html("th", "", text);
      cell.scope = "col";
      head.appendChild(cell);
    });
    const body = table.createTBody();
    for (const [name, values] of rows) {
      const row = body.insertRow(), cell = html("th", "", name);
      cell.scope = "row";
      row.appendChild(cell);
      cells(row, values);
    }
    scroll.appendChild(table);
    box.appendChild(scroll);
    figure.appendChild(box);
  }

  // ---- bars -----------------------------------------------------------------------------------------------------

  // Pixels of the longest label: a Chinese character takes 13, a letter about half of that.
  function widest(labels) {
    return labels.reduce(function (most, label) {
      return Math.max(most, Array.from(label).reduce(function (sum, one) { return sum + (one > "\u00ff" ? 13 : 7.5); }, 0));
    }, 0);
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

  // ---- the chosen indicator -------------------------------------------------------------------------------------

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

  function chosenBars(figure, chart, name) {
    emptied(figure);
    const one = chart.bars[name];
    if (!one) { return note(figure, chart.empty, "chart-empty"); }
    const title = titles(chart)[name];
    note(figure, title, "chart-printed");  // on paper there is no choice that would say it
    bars(figure, {
      summary: title + "，各支部的条形图，数字见“看数字”。", note: chart.note, unit: one.unit, labels: one.labels,
      series: [{ name: title, look: "busy", values: one.values }], table: true,
    });
  }

  function titles(chart) {
    const found = {};
    for (const option of chart.options) { found[option.name] = option.title; }
    return found;
  }

  function select(labelText, id) {
    const label = html("label", "chart-choice", labelText), box = html("select");
    box.id = id;
    label.appendChild(box);
    return label;
  }

  function option(parent, value, text) {
    const node = html("option", "", text);
    node.value = value;
    parent.appendChild(node);
  }

  // The page's own choice of indicator, or one made here where it has none.
  function indicatorChoice(figure, chart) {
    const known = document.getElementById("indicator");
    if (known && known.options.length) { return known; }
    const label = select("指标：", "indicator-choice"), groups = {};
    const box = label.querySelector("select");
    for (const one of chart.options) {
      if (!groups[one.group]) {
        groups[one.group] = html("optgroup");
        groups[one.group].label = one.group;
        box.appendChild(groups[one.group]);
      }
      option(groups[one.group], one.name, one.title);
    }
    figure.appendChild(label);
    return box;
  }

  function branchChoice(figure, chart) {
    const label = select("支部：", "trend-branch");
    chart.branches.forEach(function (name, place) { option(label.querySelector("select"), String(place), name); });
    figure.appendChild(label);
    return label.querySelector("select");
  }

  function chosenTrend(figure, chart, name, branch) {
    emptied(figure);
    const own = (chart.values[name] || {})[branch], all = chart.township[name];
    if (!own && !all) { return note(figure, chart.lacking, "chart-empty"); }
    const title = titles(data.indicators)[name] || "", lines = [];
    if (all) { lines.push([chart.office + "合计", all]); }
    if (own) { lines.push([chart.branches[branch], own]); }
    for (const [who, values] of lines) {
      note(figure, who + "：" + title);
      const box = area(figure, who + title + "：" + told(chart.periods, values) + "。");
      box.classList.add("chart-columns");
      drawColumns(box, chart.periods, values);
    }
    if (!own && chart.branches.length) { note(figure, chart.branches[branch] + "：" + chart.lacking); }
    note(figure, chart.note);
    numbers(figure, [""].concat(chart.periods), lines);
  }

  function told(periods, values) {
    return periods.map(function (period, place) {
      return period + (values[place] === null ? "没有" : values[place]);
    }).join("，");
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

  function choices() {
    const barsIn = place("indicators"), trendIn = place("trend");
    if (barsIn && data.indicators.options.length === 0) { note(barsIn, data.indicators.empty, "chart-empty"); }
    const earlier = trendIn && data.trend.periods.length > 1;
    if (trendIn && !earlier) { note(trendIn, data.trend.empty, "chart-empty"); }
    if (!barsIn || data.indicators.options.length === 0) { return; }
    const indicator = indicatorChoice(barsIn, data.indicators);
    const branch = earlier && data.trend.branches.length ? branchChoice(trendIn, data.trend) : null;
    const draw = function () {
      chosenBars(barsIn, data.indicators, indicator.value);
      if (earlier) { chosenTrend(trendIn, data.trend, indicator.value, branch ? branch.value : ""); }
    };
    indicator.addEventListener("change", draw);
    if (branch) { branch.addEventListener("change", draw); }
    draw();
  }

  // ---- the timeline ---------------------------------------------------------------------------------------------

  const day = function (text) { return text ? Date.parse(text + "T00:00:00Z") : null; };

  function timeline(figure, chart) {
    if (!chart.lines.length) { return note(figure, chart.empty, "chart-empty"); }
    key(figure, [
      swatch("已用时间", "busy"), swatch("已完成", "good"), swatch("逾期", "bad"), swatch("暂缓", "mute"),
      { name: "计划还剩", draw: function (box) { svg("rect", { x: 1, y: 1, width: 20, height: 10, class: "chart-plan" }, box); } },
      { name: "截至日期", draw: function (box) { svg("line", { x1: 11, x2: 11, y1: 0, y2: 12, class: "chart-today" }, box); } },
    ]);
    const box = area(figure, chart.summary);
    const draw = function (width) {
      while (box.firstChild) { box.firstChild.remove(); }
      if (width) { drawTimeline(box, chart, width); }
    };
    const fit = function () { draw(box.clientWidth); };
    fit();
    window.addEventListener("resize", fit);
    window.addEventListener("beforeprint", function () { draw(PAPER); });
    window.addEventListener("afterprint", fit);
    note(figure, chart.note);
  }

  // The days shown: those of the tasks, at most a year to either side of the day reported on.
  function span(chart, today) {
    const days = [today];
    for (const one of chart.lines) {
      for (const text of [one.start, one.due, one.finished]) { if (text) { days.push(day(text)); } }
    }
    const first = Math.max(Math.min.apply(null, days), today - 365 * DAY);
    const last = Math.min(Math.max.apply(null, days), today + 365 * DAY);
    return [first - 5 * DAY, last + 5 * DAY];
  }

  function drawTimeline(box, chart, width) {
    const tight = width < TIGHT, row = tight ? 42 : 26, top = 24;
    const left = tight ? 0 : Math.min(300, width * 0.34), right = width - 76, today = day(chart.today);
    const [first, last] = span(chart, today), height = top + chart.lines.length * row + 6;
    const at = function (when) { return left + (Math.min(Math.max(when, first), last) - first) / (last - first) * (right - left); };
    const node = svg("svg", { width: width, height: height }, box);
    named(box, node, width, height);
    months(node, [first, last], at, [top, height]);
    svg("line", { x1: at(today), x2: at(today), y1: top - 6, y2: height, class: "chart-today" }, node);
    chart.lines.forEach(function (one, place) {
      const y = top + place * row;
      label(node, one, tight ? [0, y + 13, width] : [0, y + 17, left - 10]);
      task(node, one, at, tight ? y + 20 : y + 5);
      words(node, [right + 8, (tight ? y + 20 : y + 5) + 12], standing(one), one.late ? "chart-small chart-loud" : "chart-small");
    });
  }

  function standing(one) {
    return one.late ? "逾期" + one.late + "天" : one.state;
  }

  // A label no longer than its room (a Chinese character takes 13 pixels), whole on pointing at it.
  function label(node, one, place) {
    const text = one.branch + "　" + one.title, room = Math.floor(place[2] / 13);
    const shown = text.length > room ? text.slice(0, room - 1) + "…" : text;
    hint(words(node, [place[0], place[1]], shown, "chart-text"), text);
  }

  function months(node, days, at, ys) {
    const first = new Date(days[0]), step = (days[1] - days[0]) / DAY > 400 ? 3 : 1;
    for (let month = first.getUTCMonth() + 1; ; month += 1) {
      const start = new Date(Date.UTC(first.getUTCFullYear(), month, 1));
      if (start.getTime() > days[1]) { return; }
      if (start.getUTCMonth() % step) { continue; }
      const x = at(start.getTime()), year = start.getUTCMonth() === 0 ? start.getUTCFullYear() + "年" : "";
      svg("line", { x1: x, x2: x, y1: ys[0] - 6, y2: ys[1], class: "chart-month" }, node);
      words(node, [x + 3, 12], year + (start.getUTCMonth() + 1) + "月", "chart-small");
    }
  }

  function task(node, one, at, y) {
    const due = day(one.due), now = day(one.day), start = day(one.start), finished = day(one.finished);
    const group = svg("g", {}, node);
    hint(group, [one.branch + "　" + one.title, "开工" + (one.start || "未填"), "计划完成" + one.due,
      one.finished ? "完成" + one.finished : standing(one)].join("，"));
    const part = function (from, to, fill) {
      const box = { x: at(from), y: y, width: Math.max(at(to) - at(from), 2), height: 14 };
      svg("rect", Object.assign(box, fill === "plan" ? { class: "chart-plan" } : { fill: "url(#look-" + fill + ")" }), group);
    };
    if (one.state === "已完成") { part(start || finished || due, finished || due, "good"); return; }
    if (one.state === "暂缓") { part(start || now, Math.max(due, start || now), "mute"); return; }
    if (due > now) { part(Math.max(now, start || now), due, "plan"); }
    if (start && start < now) { part(start, Math.min(now, due), "busy"); }
    if (one.late) { part(Math.max(due, start || due), now, "bad"); }
  }

  // ---- all of them ----------------------------------------------------------------------------------------------

  function place(name) {
    return document.querySelector('figure[data-chart="' + name + '"]');
  }

  patterns();
  for (const name of ["completeness", "findings_by_rule", "findings_by_branch", "proposals"]) {
    if (place(name)) { bars(place(name), data[name]); }
  }
  if (place("timeline")) { timeline(place("timeline"), data.timeline); }
  choices();
})();
