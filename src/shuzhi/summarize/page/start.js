"use strict";
// Tells the styles that scripts run, before any chart is measured; what the scripts of the page share.
document.documentElement.classList.add("js");
const Page = {
  at: (id) => document.getElementById(id),
  all: (where, what) => Array.from(where.querySelectorAll(what)),
  node: (tag, text, set) => Object.assign(document.createElement(tag), { textContent: text }, set),
};
