"use strict";
// The tables: all their rows, a hundred of them on the page at a time, in the order that a reader chooses.
// The rows are in the page already, escaped by the template; nothing here makes HTML from text.
const Tables = (function () {
  const { all, node } = Page;
  const PAGE = 100;

  const tables = all(document, "main table[id]").map((table) => {
    const body = table.tBodies[0];
    const rest = body.querySelector("template");
    const rows = all(body, "tr").concat(rest ? all(rest.content, "tr") : []);
    if (rest) rest.remove();
    const box = table.closest(".scroll");
    const pager = node("div", "", { className: "pager" });
    box.after(pager);
    return {
      table, body, rows, order: rows.slice(), kept: rows, from: 0, pager, size: table.querySelector(".size"),
      // A line a branch stays as long as the branch's section does.
      ofBranches: table.id === "arrivals" || table.className === "figures",
      branched: rows.some((row) => row.dataset.b), levelled: rows.some((row) => row.dataset.level), words: null,
    };
  });

  // ---- a table's rows on the page, a hundred at a time
  function show(one) {
    const last = Math.min(one.from + PAGE, one.kept.length);
    one.body.replaceChildren(...one.kept.slice(one.from, last));
    const measure = one.table.dataset.measure;
    one.size.textContent = one.kept.length === one.rows.length
      ? `（${one.rows.length} ${measure}）` : `（${one.rows.length} ${measure}中的 ${one.kept.length} ${measure}）`;
    if (one.table.tFoot) one.table.tFoot.hidden = one.kept.length !== one.rows.length;
    turn(one, last);
  }

  function turn(one, last) {
    one.pager.replaceChildren();
    one.pager.hidden = one.kept.length > 0 && one.kept.length <= PAGE;
    if (!one.kept.length) one.pager.append(node("p", "没有符合条件的。", { className: "none" }));
    if (one.kept.length <= PAGE) return;
    const step = (text, from) => {
      const button = node("button", text, { type: "button", disabled: from < 0 || from >= one.kept.length });
      button.addEventListener("click", () => {
        one.from = from;
        show(one);
        one.table.closest(".scroll").scrollTop = 0;
        const enabled = all(one.pager, "button:not(:disabled)");
        (enabled.find((other) => other.textContent === text) || enabled[0]).focus();
      });
      return button;
    };
    one.pager.append(step("上一页", one.from - PAGE), node("span", `第 ${one.from + 1}–${last} 行，共 ${one.kept.length} 行`), step("下一页", one.from + PAGE));
  }

  // ---- sort
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  function keyOf(row, column, kind) {
    const cell = row.cells[column];
    const text = cell.dataset.key || (cell.firstChild ? cell.firstChild.textContent.trim() : "");
    if (kind === "number" || cell.dataset.key) {
      const number = parseFloat(text);
      return Number.isNaN(number) ? (text || null) : number;
    }
    return text || null;
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return collator.compare(String(a), String(b));
  }

  function sort(one, column, kind, way) {
    const keys = new Map(one.rows.map((row) => [row, keyOf(row, column, kind)]));
    one.order = one.rows.slice().sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      return way * compare(x, y);
    });
    const kept = new Set(one.kept);
    one.kept = one.order.filter((row) => kept.has(row));
    one.from = 0;
    show(one);
  }

  for (const one of tables) {
    const heads = all(one.table.tHead, "th");
    heads.forEach((head, column) => {
      const button = node("button", head.textContent, { type: "button" });
      head.dataset.title = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "descending" : "ascending");
        sort(one, column, head.className, up ? -1 : 1);
      });
    });
    show(one);
  }

  return { tables, show };
}());
