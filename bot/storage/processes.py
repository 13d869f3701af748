"""Whether another process of this machine has ended, so that nobody waits for one that was killed.

Linux only: elsewhere a process has no name here, and what it has taken is waited for until its time
is over.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
#: In ``/proc/PID/stat``, behind the name: its state, and when it began, in ticks since the boot (proc(5)).
_STATE, _BEGAN = 0, 19
#: Ended, and not yet looked after by its parent.
_ENDED = frozenset("ZXx")


@cache
def _own_name(pid: int) -> str | None:
    machine, began = _machine(), _began(pid)
    return None if machine is None or began is None else f"{machine}:{pid}:{began}"


def own_name() -> str | None:
    """The name of this process, which no other has or will have; None where there are none."""
    # By its number: a forked child is another process.
    return _own_name(os.getpid())


def is_gone(name: str) -> bool:
    """Whether a process has ended; False also where that cannot be known, as of another machine."""
    machine, _, process = name.partition(":")
    pid, _, began = process.partition(":")
    if machine != _machine() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass  # somebody else's, and alive
    # Where `/proc` shows nothing of others' processes, that it is there is all that is known.
    now_there = _began(int(pid))
    return now_there is not None and now_there != began


@cache
def _machine() -> str | None:
    """This boot of this machine, and its numbering of processes: a container has its own."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        numbering = (_PROC / "self/ns/pid").readlink().name.strip("pid:[]")
    except (OSError, ValueError):
        return None
    return f"{boot}/{numbering}"


def _began(pid: int) -> str | None:
    """When a process began; "ended" of one that is but kept on the list, None if it is not there."""
    try:
        told = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    # Its name stands in brackets, and may hold brackets and spaces itself.
    fields = told.rpartition(")")[2].split()
    return "ended" if fields[_STATE] in _ENDED else fields[_BEGAN]
