"""The ports kept in SQLite or Postgres."""
