"""Languages by their code alone."""

from __future__ import annotations

ENGLISH = "en"
#: What a text is taken for whose language is not known.
DEFAULT_LANGUAGE = ENGLISH


def language_code(language: str | None) -> str | None:
    """The language of a BCP 47 tag alone: ``en`` of ``en-GB``."""
    return language.lower().partition("-")[0] if language else None
