// Text that is smaller than 16 px, or set closer than 1.4 (1.1 in headings and other large text).
() => {
  const complaints = [];
  for (const { element } of texts()) {
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 16) complaints.push(`${size} px: ${named(element)}`);
    let block = element;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const style = getComputedStyle(block);
    const line = style.lineHeight === "normal" ? 1.2 : parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    const wanted = size >= 24 || element.closest("h1, h2, h3, h4, h5, h6") ? 1.1 : 1.4;
    if (line < wanted - 0.005) complaints.push(`line height ${line.toFixed(2)}, wanted ${wanted}: ${named(element)}`);
  }
  return [...new Set(complaints)];
}
