"""Page -> bytes: templates see `page`, the gettext functions of one language and pure filters."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from bulletin.diagnostics import N_, problem
from bulletin.digest import digest_bytes
from bulletin.languages.catalogs import Catalog
from bulletin.languages.dates import long_date
from bulletin.languages.lists import join_and
from bulletin.languages.numbers import number
from bulletin.model import BulletinError, Diagnostic, Outcome, Page, Place
from bulletin.plan.views import Body, Picture
from bulletin.render.linked_data import breadcrumbs, news_article
from bulletin.render.prose import BlocksOf, bound_html, credit_line, written_in
from bulletin.render.reading import Reading, contents, minutes
from bulletin.render.templates import TEMPLATES, Leaning, inspected, plain_name, syntax_problem
from bulletin.render.wording import Worded


class Renderer:
    """The templates of a project, one environment a language."""

    def __init__(
        self,
        root: Path,
        catalogs: Mapping[str, Catalog],
        digests: Mapping[str, str] | None = None,
        blocks: BlocksOf = lambda _: (),
    ) -> None:
        """`digests` are those of the templates by name: one that has others by now, or none, is not used.

        `blocks` fetches texts; it may be another from one rendering to the next.
        """
        self.folder = root / TEMPLATES
        self.digests = digests or {}
        self.catalogs = catalogs
        self.blocks = blocks
        self.environments = {lang: self._environment(lang, catalog) for lang, catalog in catalogs.items()}
        self.plain = self._environment("", None)

    def _environment(self, lang: str, catalog: Catalog | None) -> Environment:
        """`lang` "" is for pages of no language: they have no words but their view's."""
        kind = Environment if catalog is None else Worded
        environment = kind(
            loader=_Steady(self.folder, self.digests),
            auto_reload=False,
            cache_size=-1,
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
        assert isinstance(environment, Worded)
        environment.catalog = catalog
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            catalog.gettext,
            catalog.ngettext,
            newstyle=True,
            pgettext=catalog.pgettext,
            npgettext=catalog.npgettext,
        )

        def prose(body: Body, sizes: str = "") -> Markup:
            return bound_html(body, self.blocks(body.path), catalog, sizes)

        def read(body: Body, sizes: str) -> Reading:
            blocks = tuple(self.blocks(body.path))
            html = bound_html(body, blocks, catalog, sizes)
            return Reading(minutes=minutes(blocks, lang), contents=contents(blocks), html=html)

        def credit(picture: Picture) -> str:
            return credit_line(catalog, picture.kind, picture.credit)

        environment.filters |= {
            "prose": prose,
            "read": read,
            "credit": credit,
            "written_in": lambda other: written_in(catalog, other),
            "day": long_date,
            "number": number,
            "join_and": lambda items: join_and(list(items), lang),
            "breadcrumbs": breadcrumbs,
            "news_article": news_article,
        }

    def inspect(self, name: str, data: bytes) -> Outcome[Leaning]:
        """What a template leans on and what is wrong with it, whether or not a page uses it."""
        environment = next(iter(self.environments.values()), self.plain)
        return inspected(environment, self.plain, name, data, self.catalogs.values())

    def render(self, page: Page) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        """The bytes of a page, or what is wrong with its template."""
        environment = self.environments.get(page.lang, self.plain)
        try:
            text: str = environment.get_template(page.template).render(page=page.view)
        except TemplateNotFound as trouble:
            name = str(trouble.name)
            return None, (problem("template-missing", Place(path=f"{TEMPLATES}/{name}"), name=name),)
        except TemplateSyntaxError as trouble:
            return None, (syntax_problem(trouble),)
        except BulletinError:
            raise
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


class _Steady(FileSystemLoader):
    """Templates from a folder, as they were when the build began: what is rendered is remembered by that."""

    def __init__(self, folder: Path, digests: Mapping[str, str]) -> None:
        super().__init__(folder)
        self.digests = digests

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        name = plain_name(template)
        if self.digests and name not in self.digests:
            raise TemplateNotFound(template)
        source, path, is_fresh = super().get_source(environment, template)
        wanted = self.digests.get(name)
        if wanted and digest_bytes(Path(path).read_bytes()) != wanted:
            raise BulletinError(
                N_("%(path)s was changed while the site was being built"),
                N_("build again"),
                path=f"{TEMPLATES}/{name}",
            )
        return source, path, is_fresh
