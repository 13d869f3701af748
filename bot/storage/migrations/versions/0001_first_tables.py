"""The first tables."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from alembic import op

import bot.storage
from bot.storage.metadata import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Until the tables stand, the first migration makes whatever they are; it is written out then.
    for module in pkgutil.iter_modules(bot.storage.__path__):
        if module.name.startswith("tables_"):
            import_module(f"bot.storage.{module.name}")
    metadata.create_all(op.get_bind())
