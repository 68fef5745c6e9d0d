"""Puente: a static-site generator for a bulletin in two languages."""

__version__ = "0.1.0"
