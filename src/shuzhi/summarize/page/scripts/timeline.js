// Tasks on a timeline: a line a task, from its start to its due date, with the day on which it is told.
Charts.timeline = (function () {
  "use strict";

  const { svg, words, hint, key, swatch, note, area, named, width } = Charts;
  const DAY = 86400000;
  const PAPER = 1040;  // pixels across a printed page
  const TIGHT = 560;  // pixels below which a label stands above its bar instead of beside it

  const day = function (text) { return text ? Date.parse(text + "T00:00:00Z") : null; };

  function timeline(figure, chart) {
    if (!chart.lines.length) { return note(figure, chart.empty, "chart-empty"); }
    key(figure, [
      swatch("已用时间", "busy"), swatch("已完成", "good"), swatch("逾期", "bad"), swatch("暂缓", "mute"),
      { name: "计划还剩", draw: function (box) { svg("rect", { x: 1, y: 1, width: 20, height: 10, class: "chart-plan" }, box); } },
      { name: "截至日期", draw: function (box) { svg("line", { x1: 11, x2: 11, y1: 0, y2: 12, class: "chart-today" }, box); } },
    ]);
    const box = area(figure, chart.summary);
    const draw = function (across) {
      while (box.firstChild) { box.firstChild.remove(); }
      if (across) { drawTimeline(box, chart, across); }
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

  function drawTimeline(box, chart, across) {
    const tight = across < TIGHT, row = tight ? 42 : 26, top = 24;
    const left = tight ? 0 : Math.min(340, across * 0.38), right = across - 76, today = day(chart.today);
    const [first, last] = span(chart, today), height = top + chart.lines.length * row + 6;
    const at = function (when) { return left + (Math.min(Math.max(when, first), last) - first) / (last - first) * (right - left); };
    const node = svg("svg", { width: across, height: height }, box);
    named(box, node, across, height);
    months(node, [first, last], at, [top, height]);
    svg("line", { x1: at(today), x2: at(today), y1: top - 6, y2: height, class: "chart-today" }, node);
    chart.lines.forEach(function (one, place) {
      const y = top + place * row;
      label(node, one, tight ? [0, y + 13, across] : [0, y + 17, left - 10]);
      task(node, one, at, tight ? y + 20 : y + 5);
      words(node, [right + 8, (tight ? y + 20 : y + 5) + 12], standing(one), one.late ? "chart-small chart-loud" : "chart-small");
    });
  }

  function standing(one) {
    return one.late ? "逾期" + one.late + "天" : one.state;
  }

  // A label no longer than its room, whole on pointing at it.
  function label(node, one, place) {
    const text = one.branch + "　" + one.title;
    let shown = text;
    while (width(shown) > place[2]) { shown = shown.replace(/.…?$/u, "…"); }
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
      one.finished ? "完成" + one.finished : standing(one) + "（截至" + one.day + "）"].join("，"));
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

  return timeline;
})();
