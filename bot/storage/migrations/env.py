"""Alembic's entry: run the migrations on the connection that `schema_version` hands over."""

from __future__ import annotations

from alembic import context

from bot.storage.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
