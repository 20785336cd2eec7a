"use strict";
// Search, filter, sort, pages, sections and theme of the page. The rows are in the page already, escaped by the
// template; nothing here makes HTML from text.
(function () {
  const page = document.documentElement;
  const at = (id) => document.getElementById(id);
  const all = (where, what) => Array.from(where.querySelectorAll(what));
  const node = (tag, text, set) => Object.assign(document.createElement(tag), { textContent: text }, set);
  const PAGE = 100;

  all(document, ".tools, .chooser").forEach((one) => { one.hidden = false; });
  all(document, ".rest").forEach((one) => one.remove());

  // ---- what is there: branches by their place in the roster, tables with all their rows
  const branches = all(document, ".branch").map((box) => ({
    box, state: box.dataset.state, unit: box.dataset.unit, late: box.dataset.late, words: "",
  }));
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

  // ---- words that are searched: gathered while nothing else is to be done, or when they are first asked for
  const plain = (one) => one.textContent.toLowerCase();
  const jobs = tables.filter((one) => !one.ofBranches).map((one) => () => {
    one.words = new Map(one.rows.map((row) => [row, plain(row)]));
  });
  for (const branch of branches) {
    jobs.push(() => {
      const waiting = branch.box.querySelector("template");
      const said = all(waiting ? waiting.content : branch.box, ".facts, .said, .matters, .files");
      branch.words = [branch.box.querySelector("summary"), ...said].map(plain).join(" ");
    });
  }
  function gather() {
    while (jobs.length) jobs.shift()();
  }
  function gatherLater() {
    window.requestIdleCallback((time) => {
      while (jobs.length && time.timeRemaining() > 5) jobs.shift()();
      if (jobs.length) gatherLater();
    });
  }
  if (window.requestIdleCallback) gatherLater();

  // ---- filter
  const wanted = () => ({
    words: at("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean),
    state: at("state").value, unit: at("unit").value, level: at("level").value,
  });
  const has = (text, words) => words.every((word) => text.includes(word));

  function fits(branch, want) {
    const stateFits = !want.state || (want.state === "late" ? branch.late : branch.state === want.state);
    return stateFits && (!want.unit || branch.unit === want.unit);
  }

  function filter() {
    const want = wanted();
    const some = want.words.length || want.state || want.unit || want.level;
    if (want.words.length) gather();
    const fitting = branches.map((branch) => fits(branch, want));
    branches.forEach((branch, place) => {
      branch.box.hidden = !(fitting[place] && (!want.words.length || has(branch.words, want.words)));
    });
    const told = [];
    for (const one of tables) {
      one.kept = one.order.filter((row) => {
        const b = row.dataset.b;
        if (one.ofBranches) return !branches[b].box.hidden;
        if (one.branched && (want.state || want.unit) && (b === undefined || !fitting[b])) return false;
        if (one.levelled && want.level && row.dataset.level !== want.level) return false;
        return !want.words.length || !one.branched || has(one.words.get(row), want.words);
      });
      one.from = 0;
      show(one);
      const name = { findings: "核对结果", tasks: "民生实事", proposals: "意见建议" }[one.table.id];
      if (name) told.push(`${name} ${one.kept.length} ${one.table.dataset.measure.charAt(0)}`);
    }
    told.unshift(`支部 ${branches.filter(({ box }) => !box.hidden).length} 个`);
    at("found").textContent = some ? `找到：${told.join("，")}` : "";
  }

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

  // ---- one group of indicators at a time
  const groups = all(document, ".group");
  const chooser = document.querySelector(".chooser");
  function choose(button) {
    all(chooser, "button").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    groups.forEach((group) => { group.hidden = group.dataset.group !== button.textContent; });
  }
  groups.forEach((group) => {
    const button = node("button", group.dataset.group, { type: "button" });
    button.addEventListener("click", () => choose(button));
    chooser.append(button);
  });
  if (groups.length) choose(chooser.querySelector("button"));

  // ---- branch sections: their content is laid out when they are opened
  function fill(box) {
    const waiting = box.querySelector("template");
    if (waiting) waiting.replaceWith(waiting.content);
  }
  branches.forEach(({ box }) => box.addEventListener("toggle", () => { if (box.open) fill(box); }));
  function open(box) {
    fill(box);
    box.open = true;
  }
  function follow() {
    const box = at(decodeURIComponent(location.hash.slice(1)));
    if (!box || !box.classList.contains("branch")) return;
    box.hidden = false;
    open(box);
    box.scrollIntoView();
  }
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#b']");
    if (link && link.hash === location.hash) follow();
  });
  follow();
  const visible = () => branches.map(({ box }) => box).filter((box) => !box.hidden);
  at("open").addEventListener("click", () => visible().forEach(open));
  at("close").addEventListener("click", () => visible().forEach((box) => { box.open = false; }));

  // ---- controls
  let typing = 0;
  at("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(filter, branches.length > 100 ? 200 : 0);
  });
  ["state", "unit", "level"].forEach((id) => at(id).addEventListener("change", filter));
  at("reset").addEventListener("click", () => {
    ["search", "state", "unit", "level"].forEach((id) => { at(id).value = ""; });
    filter();
    at("search").focus();
  });
  all(document, ".counts a, .todos a[data-state]").forEach((link) => link.addEventListener("click", () => {
    at("state").value = link.dataset.state || "";
    filter();
  }));

  // ---- light and dark
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (page.dataset.theme ? page.dataset.theme === "dark" : system.matches);
  const tell = () => at("theme").setAttribute("aria-pressed", String(dark()));
  at("theme").addEventListener("click", () => {
    page.dataset.theme = dark() ? "light" : "dark";
    tell();
  });
  system.addEventListener("change", tell);
  tell();

  // ---- paper: what still has to be done is opened, and closed again behind it
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = visible().filter((box) => !box.open && !["accepted", "approved"].includes(box.dataset.state));
    opened.forEach(open);
    at("branches").classList.toggle("some", branches.some(({ box }) => box.open));
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((box) => { box.open = false; });
  });
  at("print").addEventListener("click", () => window.print());
}());
