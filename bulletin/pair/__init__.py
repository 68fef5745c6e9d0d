"""Articles -> Stories -> Site: pairing by folder, inheritance, the closed vocabulary, visibility."""

from bulletin.pair.dates import check_dates
from bulletin.pair.stories import pair_stories
from bulletin.pair.taxonomy import Vocabulary, settle_terms
from bulletin.pair.visibility import visible_site, with_addresses

__all__ = ["Vocabulary", "check_dates", "pair_stories", "settle_terms", "visible_site", "with_addresses"]
