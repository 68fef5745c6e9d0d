"""What is made in one go: pages by themselves, and all files of a source, which is decoded and complained of once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from builders import NOW, SiteBuilder
from bulletin.load.settings import read_settings
from bulletin.pipeline.options import Options
from bulletin.pipeline.prepare import prepare
from bulletin.pipeline.publish import Job, jobs_of, wanted_files
from bulletin.pipeline.shop import open_shop

PHOTOGRAPH = Path(__file__).parents[1] / "pictures" / "photographs" / "rocket.jpg"
LEAD = "content/stories/2017/floods/lead.jpg"


@pytest.fixture
def floods(site: SiteBuilder) -> SiteBuilder:
    photo = "{file: lead.jpg, credit: Ana, alt: A rocket}"
    site.story("floods", en={"photo": photo}, es={"photo": "{alt: Un cohete}"})
    return site.write(LEAD, PHOTOGRAPH.read_bytes())


def jobs(site: SiteBuilder) -> tuple[list[Job], list[Job]]:
    config, _ = read_settings(site.root)
    assert config is not None
    options = Options(root=site.root, now=NOW)
    with open_shop(options) as shop:
        return jobs_of(wanted_files(shop, prepare(shop, options, config, NOW)))


def derivatives(site: SiteBuilder) -> dict[str, bytes]:
    return {path: data for path, data in site.files().items() if path.startswith("pictures/lead")}


def test_all_files_of_a_source_are_one_job_and_every_other_file_is_one_by_itself(floods: SiteBuilder) -> None:
    pictures, others = jobs(floods)

    assert [{one.item.source for one in job} for job in pictures] == [{LEAD}]
    assert len(pictures[0]) == 13
    assert all(len(job) == 1 for job in others)
    assert LEAD not in {one.item.source for job in others for one in job}


def test_a_picture_that_breaks_when_it_is_decoded_is_told_once(floods: SiteBuilder) -> None:
    data = PHOTOGRAPH.read_bytes()
    floods.write(LEAD, data[: len(data) // 2]).build()

    assert floods.codes() == ["picture-unreadable"]
    assert not floods.out.exists()
    assert floods.check().codes() == ["picture-unreadable"]


def test_what_was_encoded_once_is_not_encoded_again(floods: SiteBuilder) -> None:
    floods.build()
    before = derivatives(floods)
    kept = floods.root / ".bulletin" / "derivatives"
    assert {path.name for path in kept.iterdir()} >= {path.removeprefix("pictures/") for path in before}
    written = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    floods.remove("output").remove(".output.spare").build()

    assert derivatives(floods) == before
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == written


def test_a_file_that_was_lost_is_made_again_as_it_was(floods: SiteBuilder) -> None:
    """One of a source is missing: the source is decoded for it alone, and the bytes are the same."""
    floods.build()
    before = floods.files()
    lost = next((floods.root / ".bulletin" / "derivatives").glob("lead-*.jpg"))
    lost.unlink()
    (floods.out / "pictures" / lost.name).unlink()
    floods.build()

    assert floods.files() == before


def test_a_full_build_encodes_everything_and_publishes_the_same(floods: SiteBuilder) -> None:
    floods.build()
    before = floods.files()
    for path in (floods.root / ".bulletin" / "derivatives").iterdir():
        path.write_bytes(b"spoilt")

    assert floods.build(full=True).files() == before
    assert floods.report.written == 0


def test_many_pictures_are_made_as_few_are(site: SiteBuilder, tmp_path: Path) -> None:
    """Shared out among children: each with all its files, and the broken ones told in order."""
    for number in range(5):
        body = io.BytesIO()
        Image.linear_gradient("L").resize((500 + number, 300)).save(body, "JPEG")
        photo = "{file: lead.jpg, credit: Ana, alt: Grey}"
        site.story(f"story-{number}", en={"title": f"Story {number}", "photo": photo})
        site.write(f"content/stories/2017/story-{number}/lead.jpg", body.getvalue())
    site.build()
    assert len(derivatives(site)) == 5 * 7 and site.codes() == []

    for number in (3, 1):
        path = site.root / f"content/stories/2017/story-{number}/lead.jpg"
        path.write_bytes(path.read_bytes()[:-900])
    site.check()
    assert [(one.code, one.place.path) for one in site.problems()] == [
        ("picture-unreadable", f"content/stories/2017/story-{number}/lead.jpg") for number in (1, 3)
    ]
