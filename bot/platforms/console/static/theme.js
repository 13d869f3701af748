// Before the page paints: the reader's own choice of light or dark, if there is one.
"use strict";
try {
  const theme = localStorage.getItem("attache-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows what the system prefers.
}
