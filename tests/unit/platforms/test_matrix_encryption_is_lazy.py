"""A bot without encrypted rooms needs neither matrix-nio nor vodozemac."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

BOT = Path(__file__).resolve().parents[3] / "bot"
ENCRYPTION = BOT / "platforms" / "matrix" / "encryption"
EXTRA = {"nio", "vodozemac", "peewee", "Crypto"}
#: What may be imported without the extra: errors are caught and files moved without it.
FREE = ("loading", "errors", "cross_signing", "recovery_file")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_only_the_encryption_package_knows_the_extra():
    inside = {name.partition(".")[0] for path in ENCRYPTION.glob("*.py") for name in imported(path)}
    assert inside >= {"nio", "peewee", "vodozemac"}
    for path in BOT.rglob("*.py"):
        if path.parent != ENCRYPTION:
            assert not {name.partition(".")[0] for name in imported(path)} & EXTRA, path


def test_nobody_imports_encryption_at_the_top_of_a_module():
    package = "bot.platforms.matrix.encryption"
    free = {f"{package}.{name}" for name in FREE}
    for path in BOT.rglob("*.py"):
        if path.parent == ENCRYPTION:
            continue
        top = ast.Module([n for n in ast.parse(path.read_text()).body if _is_import(n)], [])
        for node in top.body:
            names = {node.module} if isinstance(node, ast.ImportFrom) else set()
            assert not {n for n in names if n and n.startswith(package)} - free, path


def _is_import(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_the_missing_extra_is_told():
    script = f"""
import asyncio, sys
for name in {EXTRA!r}: sys.modules[name] = None
from bot.platforms.matrix.encryption.loading import open_encryption
asyncio.run(open_encryption(None, "@attache:a.example", "D1", None, None, bool))
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert b"ConfigurationError" in done.stderr
    assert b"pip install -e '.[encryption]'" in done.stderr


def test_the_free_modules_load_without_the_extra():
    script = f"""
import importlib, sys
for name in {EXTRA!r}: sys.modules[name] = None
import bot.platforms.matrix.private_files
for name in {FREE!r}: importlib.import_module("bot.platforms.matrix.encryption." + name)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
