"""Dates in news text: found in a sentence, and placed in time from its publication day.

``words`` (a language's lists) -> ``reading`` (date words, with their tense) -> ``periods`` (the days
that they mean), counted from the day of ``publication``.  Pure; what cannot be told is None.
"""
