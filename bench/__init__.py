"""What `make bench` measures, with numpy as `attache` has it."""

from __future__ import annotations

from bot.__main__ import spare_threads

spare_threads()
