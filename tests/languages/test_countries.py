"""Names of countries."""

from __future__ import annotations

import pytest
from babel import Locale

from bulletin.languages.countries import country_name, is_country

CODES = sorted(code for code in map(str, Locale("en").territories) if is_country(code))


@pytest.mark.parametrize(
    ("iso", "english", "spanish"),
    [
        ("PE", "Peru", "Perú"),
        ("US", "United States", "Estados Unidos"),
        ("TT", "Trinidad and Tobago", "Trinidad y Tobago"),
        ("KN", "Saint Kitts and Nevis", "San Cristóbal y Nieves"),
        ("LC", "Saint Lucia", "Santa Lucía"),
        ("VC", "Saint Vincent and the Grenadines", "San Vicente y las Granadinas"),
        ("AQ", "Antarctica", "Antártida"),
        ("FK", "Falkland Islands (Malvinas)", "Islas Malvinas (Falkland)"),
    ],
)
def test_a_country_in_both_languages(iso: str, english: str, spanish: str) -> None:
    assert (country_name(iso, "en"), country_name(iso, "es")) == (english, spanish)


def test_the_countries_are_those_of_iso_3166() -> None:
    assert len(CODES) == 249


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_name_is_fit_for_a_headline(lang: str) -> None:
    names = {code: country_name(code, lang) for code in CODES}
    assert [
        name
        for code, name in names.items()
        if code != "FK" and any(sign in name for sign in ("&", "St.", "(", " - ", "SAR", "EE."))
    ] == []
    assert len(set(names.values())) == len(CODES)


@pytest.mark.parametrize("code", ["pe", "PER", "EU", "UN", "ZZ", "419", "", "P", "../etc"])
def test_other_codes_are_no_countries(code: str) -> None:
    assert not is_country(code)
    with pytest.raises(KeyError):
        country_name(code, "en")
