"""Attaché: a press attaché for a team's chat."""

from __future__ import annotations

__version__ = "0.1.0"
