// The paper, and all text on it whose contrast with white is less than 4.5.
() => ({
  paper: ground(document.body),
  darkEnough: texts().filter(({ element }) => contrast(getComputedStyle(element).color, "#fff") < 4.5).map(({ element }) => named(element)),
})
