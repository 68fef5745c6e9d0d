"""What is done to a site before a build is timed, and what must be seen in the output after it.

An action makes a Change from the corpus and the number of the run: in every run another story, another
word. Nothing is undone; each run goes on from where the one before it ended, as a newsroom does.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import LANGUAGES, LAST_DAY, Article, Corpus, Story, make_story
from benchmarks.peers.tool import Tool

SEED_OF_ADDED = 2
SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve"]


class Unseen(Exception):
    """A build ended well, and yet its output is not what the change asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A text that the output must show: in a story's page, or in one that lists it."""

    where: str
    story: Story
    text: str

    def file(self, tool: Tool, lang: str) -> Path:
        if self.where == "story":
            return tool.page(self.story, lang)
        if self.where == "year":
            return tool.year(lang, self.story.day)
        return tool.front(lang) if self.where == "front" else tool.about(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an action does: files to write and to delete, and how it shows. `corpus` is the one after it."""

    corpus: Corpus
    cold: bool = False
    changed: Story | None = None
    added: bool = False
    edition: str = ""
    signs: tuple[Sign, ...] = ()
    languages: tuple[str, ...] = LANGUAGES

    def apply(self, tool: Tool) -> None:
        """Do it to the source of a tool's site."""
        if self.cold:
            for path in tool.stale():
                delete(path)
        if self.changed and self.added:
            tool.write_story(self.corpus, self.changed)
        elif self.changed:
            tool.write_article(self.corpus, self.changed, "en")
        if self.edition:
            text = tool.template.read_text("utf-8")
            begin, _, end = text.partition('content="edition-')
            tool.template.write_text(f'{begin}content="{self.edition}"{end.partition(chr(34))[2]}', "utf-8")

    def check(self, tool: Tool) -> None:
        """Raise Unseen unless every sign is in the output."""
        for sign in self.signs:
            for lang in self.languages:
                file = sign.file(tool, lang)
                text = sign.text or sign.story.article(lang).title
                if not file.exists() or text not in file.read_text("utf-8"):
                    raise Unseen(f"{tool.name}: {text!r} is not in {file.relative_to(tool.output)}")


def delete(path: Path) -> None:
    """Remove a file or a folder that may not be there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


Action = Callable[[Corpus, int], Change]


def cold(corpus: Corpus, run: int) -> Change:
    return replace(nothing(corpus, run), cold=True)


def nothing(corpus: Corpus, run: int) -> Change:
    first, last = corpus.stories[0], max(corpus.stories, key=lambda story: (story.day, story.number))
    signs = (Sign(where="story", story=first, text=""), Sign(where="front", story=last, text=""))
    return Change(corpus=corpus, signs=signs)


def body(corpus: Corpus, run: int) -> Change:
    """The first word of the English text becomes another."""
    story, word = chosen(corpus, 2 * run), made_word(4 * run)
    first, *rest = story.en.blocks
    blocks = (f"{word} {first.partition(' ')[2]}", *rest)
    return edited(corpus, story, replace(story.en, blocks=blocks), word, "story")


def title(corpus: Corpus, run: int) -> Change:
    """A word more in the English headline. The slug stays, so the address does."""
    story, word = chosen(corpus, 2 * run + 1), made_word(4 * run + 1)
    return edited(corpus, story, replace(story.en, title=f"{story.en.title} {word}"), word, "story", "year")


def edited(corpus: Corpus, story: Story, article: Article, word: str, *places: str) -> Change:
    after = replace(story, en=article)
    stories = tuple(after if one is story else one for one in corpus.stories)
    signs = tuple(Sign(where=place, story=after, text=word) for place in places)
    return Change(corpus=replace(corpus, stories=stories), changed=after, signs=signs, languages=("en",))


def added(corpus: Corpus, run: int) -> Change:
    """The newest story of all, in both languages; every list that it stands in moves on by one."""
    story = make_story(len(corpus.stories), LAST_DAY, corpus, SEED_OF_ADDED)
    after = replace(corpus, stories=(*corpus.stories, story))
    signs = tuple(Sign(where=place, story=story, text="") for place in ("story", "front", "year"))
    return Change(corpus=after, changed=story, added=True, signs=signs)


def template(corpus: Corpus, run: int) -> Change:
    """A word in the head of every page."""
    edition = f"edition-{made_word(4 * run + 3).lower()}"
    last = corpus.stories[-1]
    signs = tuple(Sign(where=place, story=last, text=edition) for place in ("story", "front", "about"))
    return Change(corpus=corpus, edition=edition, signs=signs)


ACTIONS: dict[str, tuple[str, Action]] = {
    "cold": ("cold build", cold),
    "nothing": ("nothing changed", nothing),
    "body": ("one body edited", body),
    "title": ("one title edited", title),
    "added": ("one story added", added),
    "template": ("base template edited", template),
}
"""Every action by the name it is asked for: what it is called in the table, and what it does."""


def chosen(corpus: Corpus, position: int) -> Story:
    """Stories old and new in an order that is the same for every tool."""
    originals = [story.number for story in corpus.stories]
    order = random.Random("order").sample(originals, len(originals))
    return corpus.stories[order[position % len(order)]]


def made_word(number: int) -> str:
    """A word for every number that stands nowhere else, without digits."""
    length = len(SYLLABLES)
    found = [SYLLABLES[number // length**place % length] for place in range(3)]
    return "Zor" + "".join(found)
