"""Patterns compiled when they are first needed: long lists of names cost a start a tenth of a second."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, once in a process; `re`'s own memory lets patterns go."""
    return re.compile(pattern, flags)
