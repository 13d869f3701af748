"""Questions in threads."""
