// Before the page paints: the reader's own choice of light or dark, if there is one.
"use strict";
const theme = localStorage.getItem("attache-theme");
if (theme) document.documentElement.dataset.theme = theme;
