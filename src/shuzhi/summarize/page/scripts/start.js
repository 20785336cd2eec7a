"use strict";
// The scripts and styles of the page keep to what Chromium 86 knows (2020: the browsers of offices, 360 and WPS, lag);
// the page asks 360 not to take its older engine (renderer). What is newer, in the styles only, may be ignored.
// Tells the styles that scripts run, before any chart is measured; what the scripts of the page share.
document.documentElement.classList.add("js");
const Page = {
  at: (id) => document.getElementById(id),
  all: (where, what) => Array.from(where.querySelectorAll(what)),
  node: (tag, text, set) => Object.assign(document.createElement(tag), { textContent: text }, set),
};
