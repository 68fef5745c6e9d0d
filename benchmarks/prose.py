"""The text of a made-up story, in both languages at once, block by block.

Inline markup comes about as often as in the bulletin's own stories: a few bold words and links, a
quotation now and then, an acronym explained once, headings every three or four paragraphs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from benchmarks import words
from benchmarks.words import Pair

SENTENCES = (3, 4, 4, 5)
PARAGRAPHS = (8, 9, 10, 11)
SMALL = {"a", "and", "at", "for", "from", "in", "of", "on", "the", "to", "with"}
"""Words that stay small in an English headline."""


def headline(chance: random.Random) -> Pair:
    """A title: title case in English, sentence case in Spanish, without a period."""
    subject, verb, place = pick(chance, words.SUBJECTS), pick(chance, words.VERBS), pick(chance, words.PLACES)
    en, es = (" ".join(joined(side, subject, verb, place)) for side in (0, 1))
    titled = [word if word in SMALL else capitalized(word) for word in en.split()]
    return capitalized(" ".join(titled)), capitalized(es)


def sentence(chance: random.Random) -> Pair:
    """A plain sentence with its period."""
    parts = (
        pick(chance, words.SUBJECTS),
        pick(chance, words.VERBS),
        pick(chance, words.PLACES),
        pick(chance, words.TIMES),
    )
    return both(lambda side: capitalized(" ".join(joined(side, *parts))) + ".")


def paragraphs(chance: random.Random, number: int, key_of: Callable[[int], str]) -> Iterator[Pair]:
    """The blocks of story `number`; links lead to stories before it, which any corpus has."""
    count = chance.choice(PARAGRAPHS)
    headings = chance.sample(words.HEADINGS, 4)
    yield paragraph(chance)
    yield acronym(chance)
    for position in range(2, count):
        if position % 3 == 2:
            heading = headings[position // 3]
            yield f"## {heading[0]}", f"## {heading[1]}"
        yield paragraph(chance, quoted=position % 4 == 1)
        yield from extra(chance, position)
    if number:
        yield linked(chance, key_of(chance.randrange(number)))


def extra(chance: random.Random, position: int) -> Iterator[Pair]:
    """Now and then a list, a subheading, a pull quote or a table after a paragraph."""
    if position == 4 and chance.random() < 0.5:
        yield bullets(chance)
    if position == 6 and chance.random() < 0.3:
        item = pick(chance, words.ITEMS)
        yield both(lambda side: f"### {capitalized(item[side])}")
        yield paragraph(chance)
    if position == 7 and chance.random() < 0.3:
        quote = pick(chance, words.QUOTATIONS)
        yield both(lambda side: f"> [!pull]\n> {quote[side]}.")
        yield paragraph(chance)
    if position == 8 and chance.random() < 0.15:
        yield table(chance)


def paragraph(chance: random.Random, *, quoted: bool = False) -> Pair:
    """A few sentences, one of them marked up in one of the usual ways."""
    sentences = [
        sentence(chance) if chance.random() < 0.6 else closed(pick(chance, words.CLAUSES))
        for _ in range(chance.choice(SENTENCES))
    ]
    if quoted:
        sentences.insert(1, quotation(chance))
    elif chance.random() < 0.6:
        sentences.insert(1, marked(chance))
    return both(lambda side: " ".join(one[side] for one in sentences))


def marked(chance: random.Random) -> Pair:
    """A sentence with bold, italics or a link to the web."""
    subject, verb, time = pick(chance, words.SUBJECTS), pick(chance, words.VERBS), pick(chance, words.TIMES)
    address = f"https://example.org/report/{chance.randrange(1000)}"
    style = chance.choice(("**{}**", "*{}*", f"[{{}}]({address})"))

    def written(side: int) -> str:
        begin, middle, end = joined(side, subject, verb, time)
        return f"{capitalized(begin)} {style.format(middle)} {end}."

    return both(written)


def quotation(chance: random.Random) -> Pair:
    quote = pick(chance, words.QUOTATIONS)
    return (
        f'"{quote[0]}," one of them said; it\'s what all of them think.',
        f'"{quote[1]}", dijo alguien del grupo; es lo que piensan todos.',
    )


def acronym(chance: random.Random) -> Pair:
    """A paragraph that explains an acronym the way writers are told to."""
    short, *names = chance.choice(words.ACRONYMS)
    rest = paragraph(chance)
    begins = ("The <abbr", "La sigla <abbr")
    asked = ("answered the call first.", "fue la primera en responder.")
    return both(
        lambda side: f'{begins[side]} title="{names[side]}">{short}</abbr> {asked[side]} {rest[side]}'
    )


def bullets(chance: random.Random) -> Pair:
    items = chance.sample(words.ITEMS, 4)
    amounts = [chance.randrange(10, 400) for _ in items]

    def written(side: int) -> str:
        tons = ("tons", "toneladas")[side]
        return "\n".join(
            f"- **{capitalized(item[side])}:** {amount} {tons}"
            for item, amount in zip(items, amounts, strict=True)
        )

    return both(written)


def table(chance: random.Random) -> Pair:
    items = chance.sample(words.ITEMS, 5)
    amounts = [chance.randrange(10, 400) for _ in items]

    def written(side: int) -> str:
        head = ("| Item | Tons |", "| Carga | Toneladas |")[side]
        rows = [
            f"| {capitalized(item[side])} | {amount} |" for item, amount in zip(items, amounts, strict=True)
        ]
        return "\n".join([head, "| --- | ---: |", *rows])

    return both(written)


def linked(chance: random.Random, key: str) -> Pair:
    """The last paragraph: a link to an earlier story."""
    rest = paragraph(chance)
    words_of_link = ("an earlier story", "una nota anterior")
    begins = ("It began with", "Todo empezó con")
    return both(lambda side: f"{begins[side]} [{words_of_link[side]}](story:{key}). {rest[side]}")


def pick(chance: random.Random, pairs: tuple[Pair, ...]) -> Pair:
    return pairs[chance.randrange(len(pairs))]


def closed(pair: Pair) -> Pair:
    return pair[0] + ".", pair[1] + "."


def joined(side: int, *parts: Pair) -> list[str]:
    return [part[side] for part in parts]


def both(written: Callable[[int], str]) -> Pair:
    return written(0), written(1)


def capitalized(text: str) -> str:
    """With a capital letter at the beginning; the rest as it is."""
    return text[:1].upper() + text[1:]
