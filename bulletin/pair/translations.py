"""What is not in both languages: the list that translators work from."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.model import LANGUAGES, Story, Untranslated


def untranslated(stories: Iterable[Story]) -> tuple[Untranslated, ...]:
    """The stories and pages with a finished article in one language but not in the other, newest first.

    A draft of the missing language counts as begun, not as finished.
    """
    found = []
    for story in stories:
        finished = [article for article in story.articles if not article.draft]
        for lang in LANGUAGES:
            if finished and all(article.lang != lang for article in finished):
                begun = story.article(lang) is not None
                found.append(
                    (
                        story,
                        Untranslated(
                            path=finished[0].path, title=finished[0].title, missing=lang, draft=begun
                        ),
                    )
                )
    found.sort(
        key=lambda pair: (-(pair[0].shared.date.toordinal() if pair[0].shared.date else 0), pair[0].key)
    )
    return tuple(one for _, one in found)
