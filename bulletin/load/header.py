"""Header text -> a tree of fields with the place of each, through python-frontmatter and libyaml.

Strict where both are lenient (docs/decisions/strict-front-matter.md): a header that is missing, open
or preceded by text is a problem, never body; every scalar stays the text that was written; anchors,
aliases, tags and duplicate keys are refused. The tree is built from libyaml's events, which use no
stack of their own, so that no nesting can overflow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct
from msgspec.structs import replace

from bulletin.config import LIMITS
from bulletin.diagnostics import N_, problem
from bulletin.languages.characters import FORBIDDEN, name_of
from bulletin.load.unreadable import FIELD_EXPECTED, WRITE_FIELD, complaint, tight, unclosed
from bulletin.model import Diagnostic, Place


class Scalar(Struct, frozen=True, kw_only=True):
    """A text as written. `plain`: without quotes. `comment`: what follows it, from a # on."""

    text: str
    place: Place
    plain: bool = True
    comment: str = ""


class Sequence(Struct, frozen=True, kw_only=True):
    items: tuple[Node, ...]
    place: Place


class Mapping(Struct, frozen=True, kw_only=True):
    """`flow`: in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    flow: bool = False


Node = Scalar | Sequence | Mapping


SWALLOWED = re.compile(r"[a-z_]+:(?: |$)")
"""A field at the margin inside a text in quotes: the text was not closed where it should be."""


class HeaderProblem(Exception):
    """Inside this module: the header cannot be used, for one reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


class StrictHandler(YAMLHandler):
    """python-frontmatter's YAML handler, failing closed. `lead` is the line before the header."""

    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.lead = 0

    def split(self, text: str) -> tuple[str, str]:
        """The header and the body; raises HeaderProblem for anything but two lines ---."""
        assert self.FM_BOUNDARY is not None
        opening = self.FM_BOUNDARY.search(text)
        before = text[: opening.start()] if opening else text
        if opening is None:
            raise HeaderProblem(problem("header-missing", Place(path=self.path, line=1)))
        if before.strip():
            line = 1 + len(before) - len(before.lstrip("\n"))
            raise HeaderProblem(problem("header-text-before", Place(path=self.path, line=line, column=1)))
        self.lead = before.count("\n") + 1
        closing = self.FM_BOUNDARY.search(text, opening.end())
        if closing is None:
            raise HeaderProblem(problem("header-unclosed", Place(path=self.path, line=self.lead)))
        return text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]


def read_header(path: str, text: str) -> tuple[Mapping | None, str, int, tuple[Diagnostic, ...]]:
    """(the fields, the body, the body's first line, what is wrong)."""
    handler = StrictHandler(path)
    try:
        header, body = handler.split(text)
    except HeaderProblem as trouble:
        return None, "", 1, (trouble.diagnostic,)
    body_line = text[: len(text) - len(body)].count("\n") + 1
    size = len(header.encode())
    if size > LIMITS.header_bytes:
        place = Place(path=path, line=handler.lead)
        return (
            None,
            body,
            body_line,
            (problem("header-too-long", place, size=size, limit=LIMITS.header_bytes),),
        )
    fields, problems = read_fields(path, header, handler.lead)
    return fields, body, body_line, problems


def read_fields(path: str, text: str, lead: int = 0) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """YAML text -> its fields. `lead` is the number of lines that stand before it in the file."""
    try:
        return _Tree(path, text, lead).build()
    except HeaderProblem as trouble:
        return None, (trouble.diagnostic,)
    except yaml.YAMLError as trouble:
        return None, (complaint(path, text, lead, trouble),)


class _Tree:
    """Builds the tree from libyaml's events, with a list for a stack."""

    def __init__(self, path: str, text: str, lead: int) -> None:
        self.path, self.text, self.lead = path, text, lead
        self.lines = text.split("\n")
        self.problems: list[Diagnostic] = []

    def build(self) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
        root: Node | None = None
        open_nodes: list[tuple[Place, list[Node], yaml.CollectionStartEvent]] = []
        for event in self._events():
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append((self._place(event), [], event))
                self._check_depth(len(open_nodes), event)
                continue
            if isinstance(event, yaml.ScalarEvent):
                node: Node = self._scalar(event)
            else:
                place, items, start = open_nodes.pop()
                node = Sequence(items=tuple(items), place=place)
                if isinstance(start, yaml.MappingStartEvent):
                    node = self._mapping(place, items, flow=bool(start.flow_style))
            if open_nodes:
                open_nodes[-1][1].append(node)
            elif root is None:
                root = node
            else:  # a second document, which would take the place of the first
                facts = {"reason": FIELD_EXPECTED, "advice": WRITE_FIELD}
                raise HeaderProblem(problem("header-syntax", node.place, **facts))
        if root is None:
            root = Mapping(entries=(), place=Place(path=self.path, line=self.lead + 1))
        if not isinstance(root, Mapping):
            raise HeaderProblem(self._not_fields(root))
        return (None if self.problems else root), tuple(self.problems)

    def _not_fields(self, root: Node) -> Diagnostic:
        slip = tight(root.text, root.place) if isinstance(root, Scalar) and root.plain else None
        return slip or problem("header-not-fields", Place(path=self.path, line=self.lead + 1))

    def _events(self) -> Iterator[yaml.Event]:
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise HeaderProblem(problem("header-anchor", self._place(event), what=N_("an alias (*name)")))
            if isinstance(event, yaml.NodeEvent):
                self._check_marks(event)
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event

    def _check_marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            raise HeaderProblem(problem("header-anchor", self._place(event), what=N_("an anchor (&name)")))
        if getattr(event, "tag", None) is not None:
            raise HeaderProblem(problem("header-anchor", self._place(event), what=N_("a tag (!name)")))

    def _check_depth(self, depth: int, event: yaml.Event) -> None:
        if depth > LIMITS.header_levels:
            raise HeaderProblem(problem("header-too-deep", self._place(event), limit=LIMITS.header_levels))

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None  # libyaml marks every event
        same = start.line == end.line and end.column > start.column
        width = end.column - start.column if same else 1
        return Place(path=self.path, line=self.lead + start.line + 1, column=start.column + 1, width=width)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        plain = event.style not in ("'", '"', "|", ">")
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        if event.style in ("'", '"') and any(map(SWALLOWED.match, self.lines[start.line + 1 : end.line + 1])):
            raise HeaderProblem(unclosed(self._place(event), event.style))
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        comment = re.match(r"\s+(#.*)", rest) if plain else None
        place = self._place(event)
        if comment and not event.value:
            place = replace(place, column=end.column + comment.start(1) + 1, width=len(comment[1]))
        hidden = FORBIDDEN.search(event.value)  # "\u202e" in double quotes is one character
        if hidden:
            self.problems.append(problem("character-forbidden", place, character=name_of(hidden[0])))
        return Scalar(text=event.value, place=place, plain=plain, comment=comment[1] if comment else "")

    def _mapping(self, place: Place, items: list[Node], *, flow: bool) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise HeaderProblem(problem("header-not-fields", key.place))
            if key.text in entries:
                first = entries[key.text][0].place.line
                self.problems.append(problem("key-duplicate", key.place, field=key.text, first=first))
            entries.setdefault(key.text, (key, value))
        return Mapping(entries=tuple(entries.values()), place=place, flow=flow)
