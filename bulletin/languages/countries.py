"""Names of countries and territories by their ISO 3166-1 code, fit for a headline.

The names are CLDR's, through Babel; the table of exceptions is the house's.
"""

from __future__ import annotations

from bulletin.languages.locales import cldr

NOT_IN_ISO = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)
"""Two-letter territories of CLDR that ISO 3166-1 has not assigned to a country."""

# The islands that Argentina and the United Kingdom both claim (FK): CLDR has one side's name in
# English and the other's in Spanish. The house prints the forms of the United Nations (M49), which
# give both names in both languages, and takes no side.
HOUSE_NAMES = {
    "en": {
        "AG": "Antigua and Barbuda",
        "BA": "Bosnia and Herzegovina",
        "BL": "Saint Barthélemy",
        "CC": "Cocos Islands",
        "CD": "Democratic Republic of the Congo",
        "CG": "Republic of the Congo",
        "FK": "Falkland Islands (Malvinas)",
        "GS": "South Georgia and the South Sandwich Islands",
        "HK": "Hong Kong",
        "HM": "Heard Island and McDonald Islands",
        "KN": "Saint Kitts and Nevis",
        "LC": "Saint Lucia",
        "MF": "Saint Martin",
        "MM": "Myanmar",
        "MO": "Macao",
        "PM": "Saint Pierre and Miquelon",
        "SH": "Saint Helena",
        "SJ": "Svalbard and Jan Mayen",
        "ST": "São Tomé and Príncipe",
        "TC": "Turks and Caicos Islands",
        "TT": "Trinidad and Tobago",
        "VC": "Saint Vincent and the Grenadines",
        "WF": "Wallis and Futuna",
    },
    "es": {
        "BQ": "Caribe Neerlandés",
        "CG": "República del Congo",
        "CI": "Costa de Marfil",
        "FK": "Islas Malvinas (Falkland)",
        "HK": "Hong Kong",
        "ML": "Malí",
        "MM": "Myanmar",
        "MO": "Macao",
        "TL": "Timor Oriental",
        "UM": "Islas menores alejadas de los Estados Unidos",
        "VI": "Islas Vírgenes de los Estados Unidos",
    },
}


def country_name(iso: str, lang: str) -> str:
    """The country's name in a language. Raises KeyError for what is no ISO 3166-1 alpha-2 code."""
    if not is_country(iso):
        raise KeyError(iso)
    return HOUSE_NAMES.get(lang, {}).get(iso) or str(cldr(lang).territories[iso])


def is_country(iso: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code, in capitals: PE, not pe, PER or EU."""
    return len(iso) == 2 and iso.isalpha() and iso not in NOT_IN_ISO and iso in cldr("en").territories
