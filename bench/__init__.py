"""What `make bench` measures, with numpy as `attache` has it."""

from __future__ import annotations

import os

from bot.__main__ import ONE_THREAD

for _name, _value in ONE_THREAD.items():
    os.environ.setdefault(_name, _value)
