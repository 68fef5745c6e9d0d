"""Problems as values: the table of rules, suggestions, and printing a problem with its line."""

from bulletin.diagnostics.rule import N_, Rule
from bulletin.diagnostics.suggest import suggest
from bulletin.diagnostics.table import RULES, problem

__all__ = ["N_", "RULES", "Rule", "problem", "suggest"]
