"""Rules about stories: their facts, their pairing, their text, links and pictures."""

from __future__ import annotations

from bulletin.diagnostics.rule import N_, error, warning

STORY_RULES = (
    # registers
    error(
        "section-unknown",
        N_('no section "%(value)s"'),
        N_("%(suggestion)sSections are listed in content/sections.yaml."),
    ),
    error("tag-unknown", N_('no tag "%(value)s"'), N_("%(suggestion)sTags are listed in content/tags.yaml.")),
    error(
        "region-unknown",
        N_('no region "%(value)s"'),
        N_("%(suggestion)sRegions are listed in content/regions.yaml."),
    ),
    error(
        "series-unknown",
        N_('no series "%(value)s"'),
        N_("%(suggestion)sSeries are listed in content/series.yaml."),
    ),
    error(
        "author-unknown",
        N_('no author "%(value)s"'),
        N_("%(suggestion)sAuthors are listed in content/authors.yaml."),
    ),
    error(
        "term-ambiguous",
        N_('"%(value)s" is the name of more than one entry: %(ids)s'),
        N_("write the id or the full name of the one you mean"),
    ),
    warning(
        "term-name-twice",
        N_('"%(name)s" is the name of several regions that nothing tells apart: %(ids)s'),
        N_("give them different parents or kinds"),
    ),
    error(
        "term-too-deep",
        N_('"%(id)s" lies more than %(limit)s regions deep'),
        N_("give each region the one that it belongs to"),
    ),
    error("term-circle", N_('"%(id)s" is its own parent: %(chain)s'), N_("remove one of the parents")),
    error(
        "iso-unknown",
        N_('"%(iso)s" is not the code of a country'),
        N_("use the two letters of ISO 3166-1, for example PE"),
    ),
    error(
        "series-part-taken",
        N_("part %(number)s of this series is also %(others)s"),
        N_("give each part a number of its own"),
    ),
    warning(
        "series-part-missing",
        N_('the series "%(id)s" goes on, but has no part %(numbers)s'),
        N_("number the parts 1, 2, 3 without a gap"),
    ),
    # pairing
    error(
        "key-taken",
        N_('the story "%(key)s" is in more than one folder: %(others)s'),
        N_("rename all but one; a story's folder name is its key"),
    ),
    error(
        "original-twice",
        N_("two originals: neither this file nor %(others)s says what it was translated from"),
        N_("add to the translation: translation: {of: %(other)s}"),
    ),
    error(
        "original-missing",
        N_("every language file here is a translation; there is no original"),
        N_("remove translation: from the file that was written first"),
    ),
    error(
        "translation-of-absent",
        N_('translated from "%(of)s", but there is no %(of)s.md here'),
        N_("add the original, or remove translation: and give this file its own date"),
    ),
    error(
        "pair-field-differs",
        N_('"%(field)s" is %(here)s here and %(there)s in the original (%(where)s)'),
        N_("remove the line from the translation: it takes this field from the original"),
    ),
    error(
        "dates-crossed",
        N_("the story expires (%(expires)s) before it is published (%(publish)s)"),
        N_("check both dates"),
    ),
    # addresses
    error(
        "url-taken",
        N_("the address %(url)s is claimed by more than one source: %(others)s"),
        N_("give each its own slug, or remove the alias or the former slug"),
    ),
    error("url-reserved", N_("the address %(url)s is kept for the site itself"), N_("choose another slug")),
    # text
    error(
        "text-too-slow",
        N_("the text took more than %(limit)s seconds to turn into a page"),
        N_("look for long runs of brackets, stars or dashes"),
    ),
    error(
        "text-too-deep",
        N_("lists, quotes or brackets are nested too deep"),
        N_("look for a line of repeated signs such as 1. 1. 1. or [[["),
    ),
    error(
        "text-faulty",
        N_("the text cannot be turned into a page: %(reason)s"),
        N_("look at the marks in this text, or ask for help with this message"),
    ),
    warning(
        "html-removed",
        N_("%(what)s is not allowed in a story and was left out"),
        N_("only the HTML listed in docs/writing.md is kept"),
    ),
    warning(
        "heading-level",
        N_("the first level of headings in a story is ##"),
        N_("write ## %(text)s: the headline of the page is the only heading of level 1"),
    ),
    warning(
        "footnote-unknown",
        N_("there is no note for the mark %(mark)s, which is printed as it stands"),
        N_("%(suggestion)sWrite the note on a line of its own: %(mark)s: The text of the note."),
    ),
    warning(
        "footnote-unused",
        N_("no mark in the text leads to the note %(mark)s"),
        N_("put %(mark)s where the note belongs, or remove the note"),
    ),
    warning(
        "footnote-twice",
        N_("the note %(mark)s is written twice; only the last text is printed"),
        N_("give one of the two notes another name"),
    ),
    warning(
        "quote-mark-unknown",
        N_("%(mark)s is not read as a mark here, but printed as it stands"),
        N_("%(suggestion)sThe only mark is [!pull], on the first line of a block quote: > [!pull]"),
    ),
    warning(
        "table-unread",
        N_("this looks like a table, but is printed as text with bars"),
        N_("%(advice)s"),
    ),
    # links
    error(
        "link-broken",
        N_('the link "%(target)s" leads nowhere'),
        N_("%(suggestion)sLink to a story with story:its-folder-name."),
    ),
    error(
        "link-part-broken",
        N_('"%(target)s": no heading "%(part)s" there'),
        N_("%(suggestion)sThe parts are: %(parts)s."),
    ),
    error(
        "link-outside",
        N_('the link "%(target)s" leads out of the content'),
        N_("link to a story with story:its-folder-name, or to a full web address"),
    ),
    error(
        "link-scheme",
        N_('the link "%(target)s" looks like a web or email address, but its beginning is missing'),
        N_("write the full address: %(example)s"),
    ),
    error(
        "link-unsafe",
        N_('the link "%(target)s" is not safe'),
        N_("links begin with https:, http:, mailto:, tel:, story: or /"),
    ),
    warning(
        "link-held-back",
        N_('the link "%(target)s" leads to a page that readers cannot see now'),
        N_("the words are printed without a link until readers can see the page"),
    ),
    # pictures
    error(
        "picture-missing",
        N_('there is no picture "%(file)s" in this folder'),
        N_("%(suggestion)sPut the file beside the text."),
    ),
    error(
        "picture-unreadable",
        N_('"%(file)s" cannot be read as a picture: %(reason)s'),
        N_("save it again as JPEG or PNG"),
    ),
    error(
        "picture-too-large",
        N_('"%(file)s" has %(size)s %(unit)s; at most %(limit)s are allowed'),
        N_("make it smaller: 2,400 pixels wide is plenty"),
    ),
    error(
        "picture-elsewhere",
        N_('the picture "%(target)s" is not in the story\'s own folder'),
        N_("put the file beside the text and name it alone: ![alt](bridge.jpg)"),
    ),
    warning(
        "picture-without-alt",
        N_('the picture "%(file)s" has no alternative text'),
        N_("say in a sentence what the picture shows, for readers who cannot see it"),
    ),
    warning(
        "picture-without-credit",
        N_('the picture "%(file)s" has no credit'),
        N_("say who made it: %(example)s"),
    ),
    error(
        "picture-unused",
        N_('"pictures" names "%(file)s", which the text does not show'),
        N_("%(suggestion)sName the pictures as in the text."),
    ),
)
