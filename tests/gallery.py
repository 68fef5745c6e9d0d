"""One bulletin that has a page of every kind: the sample, and what the sample has no story for.

    site = gallery(folder)
    kinds(site)["tag", "es"] == "/es/etiquetas/..."

The kinds are found among the planned pages, by their template and what stands in their view.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from builders import PROJECT, SiteBuilder
from bulletin.model import LANGUAGES, Page

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
MOVED = {"en": "/en/2018/05/old-address/", "es": "/es/2018/05/direccion-vieja/"}

EN = """\
The first convoy left at dawn.[^one] It carried *water*, **tents** and a [field hospital](https://example.com/a-long/address/that-goes-on/and-on/field-hospital.html).

## Where the water came from

> [!pull]
> We counted the bridges twice, and then we counted them again.

Engineers of three countries worked side by side. They met [in Peru](story:peru-us-training) the year before.

| Place | Bridges | Liters of drinking water that were delivered | Families | Distance from the capital |
| --- | ---: | ---: | ---: | --- |
| Extraordinarilylongplacename | 12 | 1,250,000 | 4,310 | four days by river |
| Piura | 3 | 90,000 | 512 | two hours by air |

### A question of order

1. Count what there is.
2. Ask who needs it.
    - first the clinics
    - then the schools

> A plain quotation, as long as a line and then some more, so that it has to be broken somewhere.

`a_word_of_code_that_is_rather_long_and_cannot_be_broken_at_a_space`

## What comes next

Bridge
: What carries a road over a river.

{more}

[^one]: At 5:40 in the morning, according to the log. See [the archive](https://example.org/log).
[^two]: The figures are those of the ministry.
"""

ES = """\
El primer convoy salió al amanecer.[^one] Llevaba *agua*, **carpas** y un [hospital de campaña](https://example.com/a-long/address/that-goes-on/and-on/field-hospital.html).

## De dónde vino el agua

> [!pull]
> Contamos los puentes dos veces, y después los volvimos a contar.

Ingenieros de tres países trabajaron codo a codo. Se habían conocido [en el Perú](story:peru-us-training) el año anterior.

| Lugar | Puentes | Litros de agua potable que se entregaron | Familias | Distancia desde la capital |
| --- | ---: | ---: | ---: | --- |
| Extraordinarilylongplacename | 12 | 1 250 000 | 4310 | cuatro días por río |
| Piura | 3 | 90 000 | 512 | dos horas por aire |

### Una cuestión de orden

1. Contar lo que hay.
2. Preguntar quién lo necesita.
    - primero las clínicas
    - después las escuelas

> Una cita común, tan larga como una línea y algo más, de modo que hay que cortarla en alguna parte.

`una_palabra_de_codigo_bastante_larga_que_no_se_puede_cortar_en_un_espacio`

## Lo que sigue

Puente
: Lo que lleva un camino por encima de un río.

{more}

[^one]: A las 5:40 de la mañana, según la bitácora. Véase [el archivo](https://example.org/log).
[^two]: Las cifras son las del ministerio.
"""


def _long(body: str, heading: str, sentence: str, last: str) -> str:
    """A body with as many more sections of some length as make 25."""
    sections = (
        f"## {heading.format(number)}\n\n{sentence * 12}{last if number == 2 else ''}"
        for number in range(1, 24)
    )
    return body.replace("{more}", "\n\n".join(sections))


EN_BODY = _long(
    EN,
    "Day {} on the river",
    "The boats carried what the trucks could not, and the crews slept where the night found them. ",
    "The count was confirmed.[^two]",
)
ES_BODY = _long(
    ES,
    "Día {} en el río",
    "Los botes llevaban lo que los camiones no podían, y las tripulaciones dormían donde las encontraba la noche. ",
    "El recuento fue confirmado.[^two]",
)


def gallery(root: Path) -> SiteBuilder:
    """The sample with stories enough for a second front page, and one story that has everything."""
    site = SiteBuilder(root, now=NOW)
    shutil.rmtree(site.root / "content")
    shutil.copytree(PROJECT / "content", site.root / "content")
    shutil.copyfile(PROJECT / "bulletin.toml", site.root / "bulletin.toml")
    (site.root / "content" / "urls.txt").unlink()
    for number in range(1, 10):
        _plain(site, number)
    return _upright(_whole(site)).build()


def _plain(site: SiteBuilder, number: int) -> None:
    section, authors = "humanitarian-aid", "[lucia-andrade]"
    site.story(
        f"plain-{number}",
        en={"title": f"Relief flight number {number}", "date": f"2018-03-0{number}", "section": section, "authors": authors},
        es={"title": f"Vuelo de ayuda número {number}", "translation": "{of: en, by: [irene-salcedo]}"},
        year="2018",
    )  # fmt: skip


def _whole(site: SiteBuilder) -> SiteBuilder:
    """The story with everything: lead, correction, series, notes, tables, a pull quote, sections, an old address."""
    folder = "content/stories/2018/everything"
    lead = PROJECT / "content" / "stories" / "2017" / "peru-us-training" / "lead.png"
    site.write(f"{folder}/lead.png", lead.read_bytes())
    shared = {
        "date": "2018-05-04", "section": "humanitarian-aid", "regions": "[peru, manabi]",
        "tags": "[airlift, disaster-relief]", "authors": "[lucia-andrade]", "outlet": "puente",
        "series": "{id: relief-on-the-wing, part: 3}",
        "photo": "{file: lead.png, credit: Puente, alt: A map of Peru, caption: The departments where the boats went.}",
        "reactions": "{yes: 12, on: 2018-06-01}",
    }  # fmt: skip
    en = {
        "title": "Everything that a story may have, told at the length that such a story takes",
        "summary": "A story with a lead picture, a correction, a series, notes, tables and a pull quote.",
        "corrections": "[{date: 2018-05-06, text: An earlier version gave the wrong number of bridges.}]",
        "aliases": f"[{MOVED['en']}]",
    }
    es = {
        "title": "Todo lo que puede tener una historia, contado con la extensión que requiere",
        "summary": "Una historia con foto principal, una corrección, una serie, notas, tablas y una cita destacada.",
        "translation": "{of: en, by: [irene-salcedo]}",
        "photo": "{alt: Un mapa del Perú, caption: Los departamentos a los que llegaron los botes.}",
        "corrections": "[{date: 2018-05-06, text: Una versión anterior daba un número equivocado de puentes.}]",
        "aliases": f"[{MOVED['es']}]",
    }
    return site.story("everything", en={**en, **shared}, es=es, en_body=EN_BODY, es_body=ES_BODY, year="2018")


def _upright(site: SiteBuilder) -> SiteBuilder:
    """A story whose lead picture is upright and narrower than the place that it has."""
    buffer = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((300, 450)).save(buffer, "JPEG")
    site.write("content/stories/2018/upright/lead.jpg", buffer.getvalue())
    en = {
        "title": "A small portrait", "date": "2018-04-02", "section": "humanitarian-aid", "authors": "[lucia-andrade]",
        "photo": "{file: lead.jpg, credit: Puente, alt: A pilot}",
    }  # fmt: skip
    es = {
        "title": "Un retrato pequeño",
        "translation": "{of: en, by: [irene-salcedo]}",
        "photo": "{alt: Un piloto}",
    }
    return site.story("upright", en=en, es=es, year="2018")


# -- the kinds of pages -----------------------------------------------------------------------------

Wanted = Callable[[Any], bool]


def _every(view: Any) -> bool:
    return True


def _of(register: str, wanted: Wanted = _every) -> Wanted:
    """A page of a register: tags, regions, sections, series, authors."""
    return lambda view: view.register == register and wanted(view)


def _has_foreign_card(view: Any) -> bool:
    return any(card.lang for card in view.cards)


def _is_alone(view: Any) -> bool:
    return any(switch.note for switch in view.frame.switch)


KINDS: Mapping[str, tuple[str, Wanted]] = {
    "front": ("front.html", lambda view: view.pager.number == 1),
    "front-2": ("front.html", lambda view: view.pager.number == 2),
    "story": ("story.html", lambda view: bool(view.series and view.corrections and view.photo)),
    "story-alone": ("story.html", _is_alone),
    "story-plain": ("story.html", lambda view: not view.photo and not view.series and not _is_alone(view)),
    "story-upright": ("story.html", lambda view: bool(view.photo and view.photo.height > view.photo.width)),
    "page": ("page.html", _every),
    "tags": ("index.html", _of("tags")),
    "regions": ("index.html", _of("regions")),
    "sections": ("index.html", _of("sections")),
    "all-series": ("index.html", _of("series")),
    "authors": ("index.html", _of("authors")),
    "tag": ("term.html", _of("tags")),
    "tag-foreign": ("term.html", _of("tags", _has_foreign_card)),
    "region": ("term.html", _of("regions", lambda view: bool(view.children and view.cards))),
    "section": ("term.html", _of("sections")),
    "author": ("term.html", _of("authors")),
    "series": ("series.html", _every),
    "archive": ("archive.html", _every),
    "year": ("year.html", _every),
    "corrections": ("corrections.html", _every),
    "not-found": ("not-found.html", _every),
    "moved": ("moved.html", _every),
    "chooser": ("chooser.html", _every),
    "not-found-both": ("not-found-both.html", _every),
}
"""name -> (template, what its view is like). A page shows the first of its kind in each language."""

LANGUAGELESS = {"chooser", "not-found-both"}
"""Those that there are once, for both languages."""

Kinds = Mapping[tuple[str, str], str]


def kinds(site: SiteBuilder) -> Kinds:
    """(kind, language) -> address, for all that there are; the language of those without one is ""."""
    pages = [page for page in site.work().plan.pages if page.path.endswith(".html")]
    return dict(_found(pages))


def _found(pages: list[Page]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, (template, wanted) in KINDS.items():
        for lang in ("",) if name in LANGUAGELESS else LANGUAGES:
            mine = (page for page in pages if page.template == template and lang in ("", page.url[1:3]))
            url = next((page.url for page in mine if wanted(page.view)), "")
            if url:
                yield (name, lang), url
