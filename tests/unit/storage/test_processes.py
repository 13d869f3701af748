"""A process that was killed is gone, and one that lives is not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.storage import processes
from bot.storage.processes import is_gone, own_name

pytestmark = pytest.mark.skipif(own_name() is None, reason="processes have names on Linux only")


@pytest.fixture
def sleeper():
    started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield started
    started.kill()
    started.wait()


def test_a_process_is_gone_once_it_is_killed_looked_after_or_not(sleeper):
    name = processes._own_name(sleeper.pid)
    assert not is_gone(name)
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert is_gone(name), "it is on the list yet"
    sleeper.wait()
    assert is_gone(name)


def test_a_number_that_was_given_out_again_is_another_process(sleeper):
    machine, pid, began = processes._own_name(sleeper.pid).split(":")
    assert is_gone(f"{machine}:{pid}:{int(began) - 1}")


@pytest.mark.parametrize("name", ["", "somewhere/4026531836:1:77", "4b7a", ":1:1", "a:b:c"])
def test_of_another_machine_nothing_is_known(name):
    assert not is_gone(name)


def test_a_process_that_may_not_be_asked_about_lives(monkeypatch):
    def refuse(*_):
        raise PermissionError

    name = own_name()
    monkeypatch.setattr(os, "kill", refuse)
    monkeypatch.setattr(processes, "_began", lambda _: None)
    assert not is_gone(name)
