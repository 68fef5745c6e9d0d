// The bulletin for Eleventy: the lists, feeds and years are collections, each rendered by one paginated template.
const BASE = "https://bulletin.example.org";
const PER_PAGE = 20;
const IN_A_FEED = 20;
const REGISTERS = ["sections", "regions", "tags", "authors"];
const registers = require("./src/_data/registers.json");
const MONTHS = {
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  es: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
};

const newest = (one, other) => other.date - one.date || (one.inputPath < other.inputPath ? 1 : -1);

function storiesIn(api, lang) {
  return api.getFilteredByTag("story").filter((story) => story.data.lang === lang).sort(newest);
}

// Every section, region, tag and author of a language with its stories.
function termsIn(api, lang) {
  const found = new Map();
  for (const story of storiesIn(api, lang)) {
    for (const register of REGISTERS) {
      for (const id of story.data[register === "tags" ? "topics" : register]) {
        const key = `${register}/${id}`;
        if (!found.has(key)) {
          const term = registers[register][id][lang];
          found.set(key, { lang, register, name: term.name, url: `/${lang}/${register}/${term.slug}/`, stories: [] });
        }
        found.get(key).stories.push(story);
      }
    }
  }
  return [...found.values()];
}

function pagesOf(list) {
  const total = Math.ceil(list.stories.length / PER_PAGE);
  const url = (number) => (number === 1 ? list.url : `${list.url}page/${number}/`);
  return Array.from({ length: total }, (_, at) => ({
    ...list,
    url: url(at + 1),
    first: list.url,
    count: list.stories.length,
    stories: list.stories.slice(at * PER_PAGE, (at + 1) * PER_PAGE),
    number: at + 1,
    total,
    newer: at > 0 ? url(at) : "",
    older: at + 1 < total ? url(at + 2) : "",
  }));
}

const fronts = (api, lang) => ({ lang, register: "", name: "", url: `/${lang}/`, stories: storiesIn(api, lang) });
const inBoth = (each) => (api) => ["en", "es"].flatMap((lang) => each(api, lang));

function yearsIn(api, lang) {
  const years = new Map();
  for (const story of storiesIn(api, lang)) {
    const year = story.date.getUTCFullYear();
    const month = story.date.getUTCMonth();
    if (!years.has(year)) years.set(year, { lang, year, url: `/${lang}/archive/${year}/`, count: 0, months: [] });
    const found = years.get(year);
    if (found.months.at(-1)?.month !== month) found.months.push({ month, name: MONTHS[lang][month], stories: [] });
    found.months.at(-1).stories.push(story);
    found.count += 1;
  }
  return [...years.values()];
}

module.exports = function (config) {
  config.addPassthroughCopy({ "src/images": "images", "src/bulletin.css": "bulletin.css" });
  config.amendLibrary("md", (markdown) => markdown.set({ html: true, typographer: true }));

  config.addCollection("lists", inBoth((api, lang) => [fronts(api, lang), ...termsIn(api, lang)].flatMap(pagesOf)));
  config.addCollection("feeds", inBoth((api, lang) =>
    [fronts(api, lang), ...termsIn(api, lang)]
      .filter((list) => list.register !== "authors")
      .map((list) => ({ ...list, stories: list.stories.slice(0, IN_A_FEED) }))));
  config.addCollection("indexes", inBoth((api, lang) =>
    REGISTERS.map((register) => ({
      lang,
      register,
      url: `/${lang}/${register}/`,
      terms: termsIn(api, lang).filter((term) => term.register === register).sort((one, other) => one.name.localeCompare(other.name)),
    }))));
  config.addCollection("years", inBoth(yearsIn));
  config.addCollection("archives", inBoth((api, lang) => [{ lang, url: `/${lang}/archive/`, years: yearsIn(api, lang) }]));

  config.addFilter("iso", (date) => date.toISOString().slice(0, 10));
  config.addFilter("day", (date, lang) => {
    const [day, month, year] = [date.getUTCDate(), MONTHS[lang][date.getUTCMonth()], date.getUTCFullYear()];
    return lang === "en" ? `${month} ${day}, ${year}` : `${day} de ${month} de ${year}`;
  });
  config.addFilter("inFull", (html) => html.replaceAll('href="/', `href="${BASE}/`));

  config.addShortcode("newsArticle", (headline, description, page, lang, author) =>
    JSON.stringify({
      "@context": "https://schema.org", "@type": "NewsArticle", headline, description, inLanguage: lang,
      datePublished: page.date.toISOString().slice(0, 10), url: BASE + page.url,
      author: { "@type": "Person", name: author.name, url: `${BASE}/${lang}/authors/${author.slug}/` },
    }));
  config.addShortcode("breadcrumbs", (home, name, page, lang) =>
    JSON.stringify({
      "@context": "https://schema.org", "@type": "BreadcrumbList",
      itemListElement: [
        { "@type": "ListItem", position: 1, name: home, item: `${BASE}/${lang}/` },
        { "@type": "ListItem", position: 2, name, item: BASE + page.url },
      ],
    }));

  return { dir: { input: "src", output: "output" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
