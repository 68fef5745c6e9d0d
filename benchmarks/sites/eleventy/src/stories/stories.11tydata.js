// What every story shares: its template, its collection and the shape of its address.
module.exports = {
  layout: "story.njk",
  tags: ["story"], // Eleventy's own tags are names of collections; a story's tags are `topics`
  eleventyComputed: {
    permalink: (data) => `${data.url}index.html`,
  },
};
