// The indicator and the branch that a reader chooses, and the charts of that choice.
Charts.choices = (function () {
  "use strict";

  const { html, note, area, numbers } = Charts, { bars, drawColumns, emptied } = Charts.bars;

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

  function indicatorChoice(figure, chart) {
    const label = select("指标：", "indicator"), groups = {};
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

  function chosenTrend(figure, chart, name, title, branch) {
    emptied(figure);
    const own = (chart.values[name] || {})[branch], all = chart.township[name];
    if (!own && !all) { return note(figure, chart.lacking, "chart-empty"); }
    const lines = [];
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

  function choices(barsIn, trendIn, data) {
    const earlier = data.trend.periods.length > 1;
    if (!earlier) { note(trendIn, data.trend.empty, "chart-empty"); }
    if (!data.indicators.options.length) { return note(barsIn, data.indicators.empty, "chart-empty"); }
    const names = titles(data.indicators);
    const indicator = indicatorChoice(barsIn, data.indicators);
    const branch = earlier && data.trend.branches.length ? branchChoice(trendIn, data.trend) : null;
    const draw = function () {
      chosenBars(barsIn, data.indicators, indicator.value);
      if (earlier) { chosenTrend(trendIn, data.trend, indicator.value, names[indicator.value], branch ? branch.value : ""); }
    };
    indicator.addEventListener("change", draw);
    if (branch) { branch.addEventListener("change", draw); }
    draw();
  }

  return choices;
})();
