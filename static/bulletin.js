// A garnish: the switch between light and dark, and sharing by what the device has for it. Without this file
// everything else is there, and no button that needs it is seen.
"use strict";

const KEY = "puente-theme";
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
    if (own) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
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
  root.dataset.script = "";
}

function startSharing(share) {
  const address = document.querySelector('link[rel="canonical"]').href;
  const title = document.querySelector("h1").textContent;
  const status = share.querySelector("[role=status]");
  const offer = (button, act) => {
    button.parentElement.hidden = false;
    button.addEventListener("click", act);
  };
  if (navigator.share) {
    // A reader who closes the sheet has changed her mind: that is no failure.
    offer(share.querySelector(".sheet"), () => navigator.share({ title, url: address }).catch(() => {}));
  }
  if (navigator.clipboard) {
    const copy = share.querySelector(".copy");
    offer(copy, async () => {
      try {
        await navigator.clipboard.writeText(address);
        status.textContent = copy.dataset.done;
      } catch (refused) {
        status.textContent = address;
      }
    });
  }
}

document.querySelectorAll("button.theme").forEach(startTheme);
document.querySelectorAll(".share").forEach(startSharing);
