// Before anything is painted: the theme that the reader chose.
try {
  const theme = localStorage.getItem("puente-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (forbidden) {
  // Storage is switched off: the system's theme it is.
}
