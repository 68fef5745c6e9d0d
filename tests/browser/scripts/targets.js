// Targets that are too small: 24 CSS pixels each way (WCAG 2.5.8), 44 in height in navigation, the strip above it and the masthead.
// A link within a sentence may be as high as its line. What is measured is where a pointer hits, not the box.
() => {
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const own = [...block.querySelectorAll(CONTROLS)].map((one) => one.textContent).join("");
    return block.textContent.replace(/\s/g, "").length - own.replace(/\s/g, "").length >= 3;
  };
  const hits = (element, x, y) => {
    const there = document.elementFromPoint(x, y);
    return there !== null && (element.contains(there) || (there.localName === "label" && there.control === element));
  };
  const reach = (element, x, y, dx, dy, far) => {
    let steps = 0;
    while (steps < far && hits(element, x + dx * (steps + 1), y + dy * (steps + 1))) steps += 1;
    return steps;
  };
  const complaints = [];
  for (const element of controls()) {
    const box = element.getClientRects()[0];
    if (element.matches(".skip") || !box || inSentence(element)) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const inNavigation = element.closest("nav, .strip, .masthead") !== null;
    const height = Math.max(box.height, 1 + reach(element, x, y, 0, -1, 44) + reach(element, x, y, 0, 1, 44));
    const width = Math.max(box.width, 1 + reach(element, x, y, -1, 0, 44) + reach(element, x, y, 1, 0, 44));
    const wanted = inNavigation && !element.matches("[tabindex]") ? 44 : 24;
    if (Math.round(height) < wanted || Math.round(width) < 24)
      complaints.push(`${Math.round(width)} x ${Math.round(height)}, wanted 24 x ${wanted}: ${named(element)} in ${element.closest("nav, [class], main").localName}.${element.parentElement.closest("[class]")?.className}`);
  }
  return [...new Set(complaints)];
}
