// What all measurements share. Each of them is a function that answers with a list of complaints.

/** An element as a complaint names it. */
const named = (element) => {
  const name = element.localName + [...element.classList].map((one) => "." + one).join("");
  const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
  return text ? `${name} "${text}"` : name;
};

/** Hidden from the eye, and meant to be: not shown, or there for screen readers alone. */
const hidden = (element) => {
  if (!element.checkVisibility({ visibilityProperty: true })) return true;
  for (let one = element; one; one = one.parentElement) {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    if (style.clipPath !== "none" && style.position === "absolute" && box.width <= 2 && box.height <= 2) return true;
  }
  return false;
};

/** Every piece of text that is seen: its node, its element, the boxes of its lines. */
const texts = () => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || ["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName) || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    found.push({ node, element, boxes: [...range.getClientRects()].filter((box) => box.width > 1) });
  }
  return found;
};

/** Does the element, or one around it, scroll by itself in this direction? */
const scroller = (element, axis) => {
  for (let one = element; one && one !== document.body; one = one.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(one)["overflow" + axis])) return one;
  return null;
};

/** All that can be pointed at or reached with the keyboard. */
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
const stops = () => [...document.querySelectorAll(CONTROLS)].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
const controls = () => [...document.querySelectorAll(CONTROLS)].filter((one) => !hidden(one) && !one.disabled);

/** A color as [red, green, blue, alpha], and its luminance as WCAG 2 has it. */
const color = (text) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
};
const luminance = (text) => {
  const [red, green, blue] = color(text).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

/** The color that is painted behind an element. */
const ground = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const paint = getComputedStyle(one).backgroundColor;
    if (color(paint)[3] === 255) return paint;
  }
  return "Canvas";
};
