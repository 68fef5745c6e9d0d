// Pictures whose `sizes` says another width than they have, by more than a twentieth; or that have no place kept.
() => [...document.querySelectorAll("main img")].flatMap((one) => {
  const says = one.sizes.split(",").map((part) => part.trim().match(/^(?:(\(.*\)) )?(\S+)$/));
  const [, , length] = says.find(([, query]) => !query || matchMedia(query).matches);
  const told = length.endsWith("rem") ? parseFloat(length) * 16 : (parseFloat(length) * innerWidth) / 100;
  const name = one.currentSrc.split("/").pop();
  const faults = [];
  if (Math.abs(told / one.clientWidth - 1) > 0.05) faults.push(`${name}: ${told} told, ${one.clientWidth} shown`);
  if (!one.width || !one.getAttribute("height")) faults.push(`${name}: no size`);
  return faults;
})
