"""Bytes -> output/: the ledger of what is published, the stage, the swap of whole trees, the lock."""
