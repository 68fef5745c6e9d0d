"""Page -> bytes: templates see `page`, the gettext functions of one language and pure filters."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from bulletin.diagnostics import problem
from bulletin.languages.catalogs import Catalog
from bulletin.languages.dates import long_date
from bulletin.languages.lists import join_and
from bulletin.languages.numbers import number
from bulletin.model import Diagnostic, Page, Place
from bulletin.plan.views import Body, Picture
from bulletin.render.linked_data import breadcrumbs, news_article
from bulletin.render.prose import ProseOf, bound_html, credit_line, written_in
from bulletin.render.wording import unknown_words

TEMPLATES = "templates"


class Renderer:
    """The templates of a project, one environment a language."""

    def __init__(self, root: Path, catalogs: Mapping[str, Catalog], proses: ProseOf) -> None:
        self.folder = root / TEMPLATES
        self.catalogs = catalogs
        self.proses = proses
        self.environments = {lang: self._environment(lang, catalog) for lang, catalog in catalogs.items()}
        self.plain = self._environment("", None)

    def _environment(self, lang: str, catalog: Catalog | None) -> Environment:
        """`lang` "" is for pages of no language: they have no words but their view's."""
        environment = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
        )
        del environment.globals["lipsum"]  # random words would differ from build to build
        environment.policies["ext.i18n.trimmed"] = True
        del environment.filters["random"]
        environment.filters["iso"] = date.isoformat
        if catalog is not None:
            self._teach(environment, lang, catalog)
        return environment

    def _teach(self, environment: Environment, lang: str, catalog: Catalog) -> None:
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            catalog.gettext,
            catalog.ngettext,
            newstyle=True,
            pgettext=catalog.pgettext,
            npgettext=catalog.npgettext,
        )

        def prose(body: Body) -> Markup:
            return bound_html(body, self.proses(body.path), catalog)

        def credit(picture: Picture) -> str:
            return credit_line(catalog, picture.kind, picture.credit)

        environment.filters |= {
            "prose": prose,
            "credit": credit,
            "written_in": lambda other: written_in(catalog, other),
            "day": long_date,
            "number": number,
            "join_and": lambda items: join_and(list(items), lang),
            "breadcrumbs": breadcrumbs,
            "news_article": news_article,
        }

    def check(self) -> tuple[Diagnostic, ...]:
        """The templates that cannot be read, whether or not a page uses them, and words without a catalog."""
        environment = next(iter(self.environments.values()), self.plain)
        problems: list[Diagnostic] = []
        for name in environment.list_templates(filter_func=_is_template):
            try:
                environment.get_template(name)
                path = f"{TEMPLATES}/{name}"
                assert environment.loader is not None
                source, _, _ = environment.loader.get_source(environment, name)
                problems.extend(unknown_words(environment, source, path, self.catalogs.values()))
            except TemplateSyntaxError as trouble:
                problems.append(_syntax(trouble))
            except UnicodeDecodeError as trouble:
                place = Place(path=f"{TEMPLATES}/{name}")
                problems.append(problem("template-syntax", place, reason=f"not UTF-8: byte {trouble.start}"))
        return tuple(problems)

    def render(self, page: Page) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        """The bytes of a page, or what is wrong with its template."""
        environment = self.environments.get(page.lang, self.plain)
        try:
            text: str = environment.get_template(page.template).render(page=page.view)
        except TemplateNotFound as trouble:
            name = str(trouble.name)
            return None, (problem("template-missing", Place(path=f"{TEMPLATES}/{name}"), name=name),)
        except TemplateSyntaxError as trouble:
            return None, (_syntax(trouble),)
        except Exception as trouble:  # a template may raise anything: it is code
            return None, (self._fault(page, trouble),)
        return text.encode(), ()

    def _fault(self, page: Page, trouble: Exception) -> Diagnostic:
        """The last line of a template that the error passed through."""
        frames = [
            frame for frame in traceback.extract_tb(trouble.__traceback__) if self._is_ours(frame.filename)
        ]
        path = f"{TEMPLATES}/{page.template}"
        if frames:
            path = f"{TEMPLATES}/{Path(frames[-1].filename).resolve().relative_to(self.folder.resolve()).as_posix()}"
        place = Place(path=path, line=frames[-1].lineno or 0 if frames else 0)
        reason = str(trouble) or type(trouble).__name__
        return problem("template-error", place, reason=reason, url=page.url, pages=1)

    def _is_ours(self, filename: str) -> bool:
        return Path(filename).resolve().is_relative_to(self.folder.resolve())


def _is_template(name: str) -> bool:
    """Not what an editor leaves beside a file that is open."""
    return not name.rpartition("/")[2].startswith(".") and not name.endswith(("~", ".swp", ".bak", ".orig"))


def _syntax(trouble: TemplateSyntaxError) -> Diagnostic:
    place = Place(path=f"{TEMPLATES}/{trouble.name or ''}", line=trouble.lineno)
    return problem("template-syntax", place, reason=trouble.message or "")
