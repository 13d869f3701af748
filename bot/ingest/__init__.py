"""Reading in: feeds, pages, pasted text, files."""
