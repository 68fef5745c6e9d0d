"""Rules about files and headers: what is wrong before a story's facts are known."""

from __future__ import annotations

from bulletin.diagnostics.rule import N_, error, warning

HEADER_RULES = (
    # the file as a whole
    error("file-empty", N_("the file is empty"), N_("write the header between two --- lines, then the text")),
    warning(
        "still-empty",
        N_("nothing is written here yet"),
        N_("the preview waits for it; python build.py reports it as an error"),
    ),
    error(
        "file-not-utf8",
        N_("byte %(offset)s (0x%(byte)s) is not UTF-8"),
        N_("save the file with the encoding UTF-8"),
    ),
    error(
        "file-too-long",
        N_("the file has %(size)s bytes; at most %(limit)s are read"),
        N_("split the story into parts of a series"),
    ),
    error("file-unreadable", N_("the file cannot be read: %(reason)s"), N_("check its permissions")),
    error(
        "file-not-regular",
        N_("this is a link, a pipe or a device, not a file of its own"),
        N_("put the file itself here"),
    ),
    error(
        "file-changed",
        N_("the file changed while it was being read"),
        N_("finish saving, then build again"),
    ),
    error(
        "file-stuck",
        N_("the work on this file took more than %(limit)s seconds, or crashed"),
        N_(
            "undo your last change to the file, or save a picture again with another program, then build again; please send us the file"
        ),
    ),
    error(
        "folder-nested",
        N_("the folder holds both a story and other folders"),
        N_("give the story a folder of its own; pictures go beside the text"),
    ),
    error(
        "folder-unknown",
        N_('the folder "%(name)s" is not known, so nothing in it is published'),
        N_("%(suggestion)sThe folders are: %(names)s."),
    ),
    warning(
        "register-unknown",
        N_('"%(name)s" is not a register, so it is ignored'),
        N_("%(suggestion)sThe registers are: %(names)s."),
    ),
    error(
        "file-unexpected",
        N_('"%(name)s" has no place here'),
        N_("%(suggestion)sA story's folder holds en.md, es.md and pictures (%(formats)s)."),
    ),
    error(
        "character-forbidden",
        N_("the invisible character %(character)s is not allowed"),
        N_("delete it; it often comes with pasted text"),
    ),
    error(
        "folder-without-article",
        N_("the folder has no language file"),
        N_("add %(files)s, or remove the folder"),
    ),
    # the header's frame
    error(
        "header-missing",
        N_("the file has no header"),
        N_("begin the file with a --- line, the fields and another --- line"),
    ),
    error(
        "header-text-before",
        N_("there is text before the header"),
        N_("the first line of the file must be ---"),
    ),
    error("header-unclosed", N_("the header is not closed"), N_("end the header with a --- line")),
    error(
        "header-too-long",
        N_("the header has %(size)s bytes; at most %(limit)s are read"),
        N_("move text from the header into the body"),
    ),
    error(
        "header-too-deep",
        N_("the header is nested more than %(limit)s levels deep"),
        N_("look for an extra bracket"),
    ),
    error("header-tab", N_("there is a tab where spaces are needed"), N_("%(advice)s")),
    error(
        "header-colon",
        N_("a colon inside a text that is not in quotes"),
        N_("put the text in quotes: %(example)s"),
    ),
    error(
        "header-space",
        N_("%(reason)s"),
        N_("write a space there: %(example)s"),
    ),
    error(
        "header-indent",
        N_("this line is indented by %(here)s, the fields above it by %(there)s"),
        N_(
            "begin the fields of one group with the same number of spaces; only what is inside a field is indented"
        ),
    ),
    error(
        "header-curly",
        N_("the character %(sign)s cannot open a text in quotes"),
        N_("use straight quotation marks: %(example)s"),
    ),
    error("value-unclosed", N_("the %(sign)s that opens here is not closed"), N_("%(advice)s")),
    error(
        "value-goes-on",
        N_("the text goes on after the %(sign)s that closes it"),
        N_("put the whole text in quotes: %(example)s"),
    ),
    error("header-syntax", N_("the header cannot be read: %(reason)s"), N_("%(advice)s")),
    error(
        "header-anchor",
        N_("%(what)s is not allowed in a header"),
        N_("write the value out; put a text that begins with & * or ! in quotes"),
    ),
    error(
        "header-not-fields",
        N_("the header is not a list of fields"),
        N_("write one field per line: title: Relief arrives"),
    ),
    error(
        "key-duplicate",
        N_('"%(field)s" is given twice; it is already on line %(first)s'),
        N_("keep one of them"),
    ),
    # single values
    error(
        "field-unknown", N_('there is no field "%(field)s"'), N_("%(suggestion)sThe fields are: %(fields)s.")
    ),
    error(
        "field-outside",
        N_('"%(field)s" is a field of "%(group)s", but does not stand inside it'),
        N_("put it below %(group)s: and indent it like the other fields there"),
    ),
    error("field-missing", N_('the field "%(field)s" is missing'), N_("add a line: %(example)s")),
    error("field-empty", N_('the field "%(field)s" is empty'), N_("fill it in, or remove the line")),
    error(
        "field-comment",
        N_('the field "%(field)s" is empty: what follows the # sign is a comment'),
        N_("fill it in; if the # belongs to the text, put the text in quotes: %(example)s"),
    ),
    error("field-kind", N_('"%(field)s" must be %(wanted)s, not %(found)s'), N_("for example: %(example)s")),
    error(
        "field-value",
        N_('"%(value)s" is not a value for "%(field)s"'),
        N_("%(suggestion)sAllowed are: %(allowed)s."),
    ),
    error(
        "text-is-word",
        N_('"%(field)s" is just the word "%(value)s"'),
        N_('if that is the text you mean, put it in quotes: "%(value)s"'),
    ),
    error(
        "text-comma",
        N_('the comma before this ends the text of "%(field)s"'),
        N_("put the text in quotes: %(example)s"),
    ),
    warning(
        "text-cut",
        N_('the text of "%(field)s" ends before the # sign; the rest is ignored'),
        N_("put the whole text in quotes"),
    ),
    error("text-lines", N_('"%(field)s" must be on one line'), N_("join its lines")),
    error(
        "date-invalid", N_('"%(value)s" is not a date'), N_("write year-month-day, for example 2017-02-08")
    ),
    warning(
        "date-implausible",
        N_("%(value)s is an unlikely date"),
        N_("check the year: it is before %(earliest)s, or more than %(days)s days ahead"),
    ),
    warning(
        "date-order",
        N_('"%(field)s" has a date (%(value)s) before that of the story (%(date)s)'),
        N_("check both dates"),
    ),
    warning(
        "date-future",
        N_('"%(field)s" has a date that has not come yet: %(value)s'),
        N_("check the year; give the day on which it happened"),
    ),
    error(
        "time-invalid",
        N_('"%(value)s" is not a date or a time'),
        N_("write 2017-02-08 or 2017-02-08 06:30; the time is that of %(timezone)s"),
    ),
    error(
        "number-invalid",
        N_('"%(value)s" is not a whole number from %(least)s to %(most)s'),
        N_("write it in digits"),
    ),
    error(
        "focus-invalid",
        N_('"%(value)s" is not a focus point'),
        N_("write two percentages, from the left and from the top: 50%% 30%%"),
    ),
    error(
        "slug-invalid",
        N_('"%(slug)s" cannot be part of an address'),
        N_("use a to z, 0 to 9 and single hyphens, at most %(limit)s characters"),
    ),
    warning(
        "slug-misread",
        N_('the address has "%(word)s", which reads as another word without its ñ'),
        N_("give a slug that reads well, for example: slug: %(example)s"),
    ),
    error(
        "alias-invalid",
        N_('"%(alias)s" is not an old address of this site'),
        N_(
            "write a path from the first / to the last, or to .html, in letters without accents, digits, hyphens, "
            "dots: /en/2016/05/old-name/"
        ),
    ),
    error(
        "alias-language",
        N_("%(alias)s is an address in a different language from this file's"),
        N_("put it in that language's file: this one is %(lang)s.md"),
    ),
    error(
        "name-invalid",
        N_('"%(name)s" cannot be the name of a file or folder here'),
        N_("%(advice)s, for example %(example)s"),
    ),
    error(
        "silence-unknown",
        N_('there is no rule "%(rule)s" to silence'),
        N_("%(suggestion)sThe rules are listed in docs/rules.md."),
    ),
    error(
        "silence-error", N_('"%(rule)s" is an error and cannot be silenced'), N_("fix the problem instead")
    ),
)
