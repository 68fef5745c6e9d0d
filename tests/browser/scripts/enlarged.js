// Pictures of a story that are shown larger than the widest file there is of them. Those of cards fill their places.
() => [...document.querySelectorAll(".story img")].flatMap((one) => {
  const sets = [one.srcset, ...[...one.parentElement.querySelectorAll("source")].map((source) => source.srcset)];
  const widest = Math.min(...sets.filter(Boolean).map((set) => Math.max(...[...set.matchAll(/ (\d+)w/g)].map(([, wide]) => Number(wide)))));
  return one.clientWidth <= widest ? [] : [`${one.currentSrc.split("/").pop()}: ${one.clientWidth} px shown, ${widest} there`];
})
