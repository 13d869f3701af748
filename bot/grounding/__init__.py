"""The gate: promises 1 and 5 live here."""
