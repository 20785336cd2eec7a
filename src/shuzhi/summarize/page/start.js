"use strict";
// Tells the styles that scripts run, before any chart is measured.
document.documentElement.classList.add("js");
