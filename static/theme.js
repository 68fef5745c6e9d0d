// Before anything is painted: the theme that the reader chose, and that there is script at all.
((root) => {
  root.dataset.script = "";
  try {
    if (localStorage.theme) root.dataset.theme = localStorage.theme;
  } catch (forbidden) {}
})(document.documentElement);
