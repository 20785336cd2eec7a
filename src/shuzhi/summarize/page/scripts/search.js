"use strict";
// Search and filters: they leave the rows and sections that fit, and say how many.
(function () {
  const { at, all } = Page;
  const { branches, visible, reach } = Sections, { tables, show } = Tables;

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

  // Whether a row of a table stays.
  function stays(one, row, want, fitting) {
    const b = row.dataset.b;
    if (one.ofBranches) return !branches[b].box.hidden;
    if (one.branched && (want.state || want.unit) && (b === undefined || !fitting[b])) return false;
    if (one.levelled && want.level && row.dataset.level !== want.level) return false;
    return !want.words.length || !one.branched || has(one.words.get(row), want.words);
  }

  const NAMES = { findings: "核对结果", tasks: "民生实事", proposals: "意见建议" };
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
      one.kept = one.order.filter((row) => stays(one, row, want, fitting));
      one.from = 0;
      show(one);
      const name = NAMES[one.table.id];
      if (name) told.push(`${name} ${one.kept.length} ${one.table.dataset.measure.charAt(0)}`);
    }
    told.unshift(`支部 ${visible().length} 个`);
    at("found").textContent = some ? `找到：${told.join("，")}` : "";
  }

  // ---- controls
  let typing = 0;
  at("search").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(filter, branches.length > 100 ? 200 : 0);
  });
  // Enter goes to what was found: to the section of the only branch, or to the list of branches.
  at("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();  // or the same key would close the section again
    filter();
    const found = visible();
    if (found.length === 1) {
      reach(found[0]);
      found[0].querySelector("summary").focus();
    } else {
      at("standing").scrollIntoView();
    }
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
}());
