"""The colors of the site, as its stylesheet has them by day; a test holds the two together."""

PAPER, INK, ACCENT = "#fdfcf9", "#1f2a30", "#9c3b22"
