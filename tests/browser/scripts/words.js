// All that can be read and all that can be followed, whatever it looks like.
() => ({
  words: texts().filter(({ element }) => !element.closest("button")).map(({ node }) => node.data.trim().replace(/\s+/g, " ")),
  ways: [...document.querySelectorAll("a[href]")].filter((one) => !hidden(one)).map((one) => one.getAttribute("href")),
  buttons: [...document.querySelectorAll("button, input, select, textarea, [role=button]")].filter((one) => !hidden(one)).map(named),
})
