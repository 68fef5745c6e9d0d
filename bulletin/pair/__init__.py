"""Articles -> Stories -> Site: pairing by folder, inheritance, the closed vocabulary, visibility."""

from bulletin.pair.stories import pair_stories
from bulletin.pair.taxonomy import Vocabulary, check_terms
from bulletin.pair.visibility import visible_site, with_addresses

__all__ = ["Vocabulary", "check_terms", "pair_stories", "visible_site", "with_addresses"]
