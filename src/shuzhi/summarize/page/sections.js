"use strict";
// The branches by their place in the roster, and their sections: laid out when opened, on paper if something is to do.
const Sections = (function () {
  const { at, all } = Page;
  const branches = all(document, ".branch").map((box) => ({
    box, state: box.dataset.state, unit: box.dataset.unit, late: box.dataset.late, words: "",
  }));

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

  // On paper, what still has to be done is opened, and closed again behind it.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = visible().filter((box) => !box.open && !["accepted", "approved"].includes(box.dataset.state));
    opened.forEach(open);
    at("branches").classList.toggle("some", branches.some(({ box }) => box.open));
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((box) => { box.open = false; });
  });

  return { branches };
}());
