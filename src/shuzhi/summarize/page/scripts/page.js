"use strict";
// The controls of the page that are of use with scripts only; one group of indicators at a time; light and dark.
(function () {
  const { at, all, node } = Page;
  const page = document.documentElement;

  all(document, ".tools, .chooser").forEach((one) => { one.hidden = false; });
  all(document, ".rest").forEach((one) => one.remove());
  at("print").addEventListener("click", () => window.print());

  // ---- a page looked at inside a zip lies alone in Windows' folder of temporary files, without the files it links to
  at("zipped").hidden = !/\/AppData\/Local\/Temp\//i.test(location.pathname);

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
}());
