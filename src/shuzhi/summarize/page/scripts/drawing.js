// What every chart is drawn with: elements, patterns, the key, the words and the numbers beside a picture.
const Charts = (function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

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

  // Pixels of a text: a Chinese character takes 13, a letter about half of that.
  function width(text) {
    return Array.from(text).reduce(function (sum, one) { return sum + (one > "\u00ff" ? 13 : 7.5); }, 0);
  }

  function widest(labels) {
    return labels.reduce(function (most, label) { return Math.max(most, width(label)); }, 0);
  }

  return { html, svg, words, hint, patterns, key, swatch, note, area, named, numbers, width, widest };
})();
