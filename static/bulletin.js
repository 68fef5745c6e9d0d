// A garnish: the switch between light and dark, and sharing by what the device has for it. Without this file
// everything else is there.
"use strict";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** The theme that is seen: the reader's own, or else the system's. */
function seen() {
  return root.dataset.theme || (dark.matches ? "dark" : "light");
}

/** Remember a theme, if it is another than the system's: then the page follows the system again. */
function choose(theme) {
  const own = theme !== (dark.matches ? "dark" : "light");
  if (own) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (own) localStorage.theme = theme;
    else localStorage.removeItem("theme");
  } catch (forbidden) {
    // Storage is switched off: the theme lasts as long as the page.
  }
}

function startTheme(button) {
  const tell = () => button.setAttribute("aria-pressed", String(seen() === "dark"));
  button.addEventListener("click", () => {
    choose(seen() === "dark" ? "light" : "dark");
    tell();
  });
  dark.addEventListener?.("change", tell);
  tell();
}

function startSharing(share) {
  const sheet = share.querySelector(".sheet");
  const copy = share.querySelector(".copy");
  const address = document.querySelector('link[rel="canonical"]').href;
  const title = document.querySelector("h1").textContent;
  if (navigator.share) {
    sheet.hidden = false;
    sheet.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));
  }
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address);
      share.querySelector("[role=status]").textContent = copy.dataset.done;
    });
  }
}

document.querySelectorAll("button.theme").forEach(startTheme);
document.querySelectorAll(".share").forEach(startSharing);
