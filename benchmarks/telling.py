"""What was compared, in words, so that a reader can disagree with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import LANGUAGES, PICTURED, make_corpus
from benchmarks.measure import EVERY, SHARE
from benchmarks.peers.tool import IN_A_FEED, PER_PAGE, Tool


def told(stories: int, tools: Sequence[Tool]) -> str:
    """A list in Markdown: the content, the pages, the measuring, then each tool's peculiarities."""
    own = [f"{tool.version()}, run as {typed(tool)}: {tool.differs}." for tool in tools]
    points = [content(stories), PAGES, MEASURING, *own]
    return "\n".join(f"- {point}" for point in points)


def typed(tool: Tool) -> str:
    """The commands as a user would type them in the site's folder."""
    lines = []
    for command in tool.commands():
        program, *rest = command.arguments
        words = [Path(program).name, *(word.replace(f"{tool.site}/", "") for word in rest)]
        lines.append(f"`{' '.join(words)}`")
    return ", then ".join(lines)


def content(stories: int) -> str:
    # The mean hardly moves after the first hundreds, so a few stories are enough to tell it.
    corpus = make_corpus(min(stories, 300))
    sizes = [
        len("\n\n".join(story.article(lang).blocks).encode())
        for story in corpus.stories
        for lang in LANGUAGES
    ]
    return (
        f"The content: {stories} stories, each in English and Spanish, {sum(sizes) / len(sizes) / 1000:.1f} kB of "
        f"Markdown a text in the mean, over eight years; {len(corpus.sections)} sections, {len(corpus.regions)} "
        f"regions, {len(corpus.tags)} tags, {len(corpus.authors)} authors; every {PICTURED}th story has a lead "
        f"picture of 480 by 270 pixels. The same seed makes the same stories everywhere."
    )


PAGES = (
    f"The pages, in each language: stories; front pages, and the pages of sections, regions, tags and authors, "
    f"{PER_PAGE} stories a page; their four indexes; an archive by year; an Atom feed of the last {IN_A_FEED} stories "
    f"with full text for the language and for each section, region and tag; a static page. A sitemap. Typographic "
    f"quotation marks are on in every tool."
)

MEASURING = (
    f"The measuring: the tools take turns within each action; medians; what was written before has reached the disk "
    f"when the clock starts, and the files are in the page cache. CPU seconds are the kernel's account of all "
    f"processes. Memory is the highest sum of the PSS (/proc/PID/smaps_rollup) of all processes of the command, "
    f"looked at every {1000 * EVERY:.0f} ms, or as seldom as keeps the looking below {SHARE:.0%} of one core. An edit "
    f"is a real one, in another story each time, and after each build the output is searched for it."
)
