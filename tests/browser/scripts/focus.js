// The element that has the focus: where it is, and what is wrong with how it shows that.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const complaints = [];
  const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const seen = boxes.find((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  if (!seen) complaints.push("it is not on the screen");
  else {
    const x = (Math.max(seen.left, 0) + Math.min(seen.right, innerWidth)) / 2;
    const y = (Math.max(seen.top, 0) + Math.min(seen.bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(x, y);
    if (!there || !(element.contains(there) || there.contains(element))) complaints.push("something lies upon it");
  }
  const style = getComputedStyle(element);
  const width = parseFloat(style.outlineWidth);
  const behind = ground(parseFloat(style.outlineOffset) >= 0 ? element.parentElement : element);
  if (style.outlineStyle === "none" || width < 2) complaints.push("it has no outline of 2 px or more");
  else if (style.outlineStyle !== "auto" && contrast(style.outlineColor, behind) < 3) complaints.push(`its outline has a contrast of ${contrast(style.outlineColor, behind).toFixed(1)}`);
  if (!element.matches(":focus-visible")) complaints.push("the browser does not say that it has the focus");
  return { index: stops().indexOf(element), name: named(element), complaints };
}
