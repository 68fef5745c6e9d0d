"""Characters that no text may have: what nobody can see, and what turns the order of letters around."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls (but tab and line ends), bidirectional overrides and isolates, invisible signs
# that have no use in these languages, and what is no character at all.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def name_of(sign: str) -> str:
    """A character that cannot be shown, in words: "U+202E (right-to-left override)"."""
    name = unicodedata.name(sign, "control character")
    return f"U+{ord(sign):04X} ({name.lower()})"
