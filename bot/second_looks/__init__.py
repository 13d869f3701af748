"""Looking again at the pages of articles that were cited: when, how, and what is made of it."""
