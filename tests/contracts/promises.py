"""A contract suite that notices a promise without a test."""

from __future__ import annotations

import inspect
import re
from pathlib import Path


def untested(port, suite, name="store"):
    """The methods of a port that a suite never calls on the fixture `name`."""
    promised = {n for n, _ in inspect.getmembers(port, inspect.isfunction) if not n.startswith("_")}
    called = set(re.findall(rf"\b{name}\.(\w+)\(", Path(suite).read_text()))
    return sorted(promised - called)
