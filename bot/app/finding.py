"""What `attache doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and what came of it, in a sentence."""

    check: str
    is_fine: bool
    finding: str
