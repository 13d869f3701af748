"""A limit on every test: one that hangs fails, and the run goes on.

The alarm is heard in the main thread, which waits or works for the test.  Where it is swallowed (by
a task of somebody else's that it ended), it comes again.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager

import pytest

#: Seconds for each of a test's phases: five times what the longest takes on two busy cores.
LIMIT = 360.0
_AGAIN = 20.0


@contextmanager
def limited():
    """Fail what takes longer."""
    before = signal.signal(signal.SIGALRM, _fail)
    signal.setitimer(signal.ITIMER_REAL, LIMIT, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _fail(_number, _frame):
    pytest.fail(f"it took more than {LIMIT:.0f} seconds")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup():
    with limited():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    with limited():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    with limited():
        return (yield)
