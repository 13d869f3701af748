"""The extractive writer: no model, no network."""
