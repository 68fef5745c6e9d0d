// A page that is wider than its window; text that is cut off, that leaves the page at a side, or that lies upon other text. A box that scrolls by
// itself loses nothing.
() => {
  const complaints = [];
  const middles = [];
  const wide = document.documentElement.clientWidth;
  const excess = document.documentElement.scrollWidth - innerWidth;
  if (excess > 0) complaints.push(`the page is ${excess} px wider than its window`);
  for (const { element, boxes } of texts()) {
    if (!scroller(element, "X"))
      for (const box of boxes)
        if (box.left < -1 || box.right > wide + 1) complaints.push(`leaves the page: ${named(element)}`);
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      const frame = one.getBoundingClientRect();
      for (const [axis, low, high] of [["X", "left", "right"], ["Y", "top", "bottom"]])
        if (["hidden", "clip"].includes(style["overflow" + axis]) && !scroller(element, axis))
          for (const box of boxes)
            if (box[low] < frame[low] - 2 || box[high] > frame[high] + 2) complaints.push(`cut off: ${named(element)}`);
    }
    // The middle of a line, where the letters are: the box of a line is higher than they are.
    for (const box of boxes) {
      const air = box.height * 0.3;
      if (!scroller(element, "X")) middles.push({ element, left: box.left + 1, right: box.right - 1, top: box.top + air, bottom: box.bottom - air });
    }
  }
  middles.sort((one, other) => one.top - other.top);
  middles.forEach((one, index) => {
    for (const other of middles.slice(index + 1)) {
      if (other.top >= one.bottom) break;
      if (other.left < one.right && one.left < other.right) complaints.push(`upon each other: ${named(one.element)} and ${named(other.element)}`);
    }
  });
  return [...new Set(complaints)];
}
