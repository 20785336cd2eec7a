"use strict";
// The branches by their place in the roster, and their sections: laid out when opened, on paper if something is to do.
const Sections = (function () {
  const { at, all, node } = Page;
  const branches = all(document, ".branch").map((box) => ({
    box, state: box.dataset.state, unit: box.dataset.unit, late: box.dataset.late, words: "",
  }));

  function fill(box) {
    const waiting = box.querySelector("template");
    if (waiting) waiting.replaceWith(waiting.content);
    const place = box.querySelector(".groups[data-waiting]");
    if (!place) return;
    place.removeAttribute("data-waiting");
    for (const one of Tables.tables.filter(({ table }) => table.className === "figures")) {
      const list = figures(one, one.rows[Number(box.id.slice(1))]);
      if (!list.childElementCount) continue;
      const part = node("section", "");
      part.append(node("h5", one.table.closest(".group").dataset.group), list);
      place.append(part);
    }
  }

  // What a line of a table of indicators says, as a list: the tables have a line a branch in the roster's order.
  function figures(one, row) {
    const list = node("ul", "");
    Array.from(row.cells).slice(2).forEach((cell, place) => {
      const text = cell.firstChild ? cell.firstChild.textContent.trim() : "";
      if (!text) return;
      const line = node("li", `${one.table.tHead.rows[0].cells[place + 2].dataset.title} `);
      line.append(node("b", text), ...all(cell, "small").map((small) => small.cloneNode(true)));
      list.append(line);
    });
    return list;
  }

  branches.forEach(({ box }) => box.addEventListener("toggle", () => { if (box.open) fill(box); }));
  function open(box) {
    fill(box);
    box.open = true;
  }
  function reach(box) {
    box.hidden = false;
    open(box);
    box.scrollIntoView();
  }
  function follow() {
    const box = at(decodeURIComponent(location.hash.slice(1)));
    if (!box || !box.classList.contains("branch")) return;
    reach(box);
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

  // On paper, what still has to be done is opened, and closed again behind it; of a large township only what the reader
  // opened or filtered down to: nobody takes hundreds of pages to a meeting.
  const MOST = 60;
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const left = visible().filter((box) => !box.open && !["accepted", "approved"].includes(box.dataset.state));
    opened = left.length > MOST ? [] : left;
    opened.forEach(open);
    at("branches").classList.toggle("some", branches.some(({ box }) => box.open));
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((box) => { box.open = false; });
  });

  return { branches, visible, reach };
}());
