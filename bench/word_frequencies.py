"""Makes `bot/memory/word_frequencies.txt` anew, from counts of words in books.

The counts are those of the package `symspellpy` (MIT): Google Books Ngrams (CC BY 3.0), kept
where SCOWL has the word.  It is no dependency of ours; unpack its wheel somewhere, then:

    python -m bench.word_frequencies symspellpy/frequency_dictionary_en_82_765.txt
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from bot.memory.frequencies import FILE
from bot.memory.words import STOP_WORDS, stem_of

#: Stretches of text that the counts are brought down to, and content words in each of them:
#: about as many as title and lead of an article have.
STRETCHES = 4_000
WORDS = 120
#: Stems expected in fewer stretches are left out: all of them are as telling as can be.
FEWEST = 3

HEADER = """\
# How many of the stretches named below are expected to hold each stem: how common English words are.
# Made by bench/word_frequencies.py from frequency_dictionary_en_82_765.txt of symspellpy
# (https://github.com/mammothb/symspellpy, MIT License, Copyright (c) 2021 Wolf Garbe and (c) 2025 mmb L),
# which is the Google Books Ngram data (https://books.google.com/ngrams, CC BY 3.0), restricted to
# the words of SCOWL (http://wordlist.aspell.net, Copyright 2000-2018 by Kevin Atkinson).
# Changed: function words left out, the counts of words with one stem added up and scaled.
"""


def stem_counts(lines):
    """Occurrences by stem, of words that say something."""
    counts = Counter()
    for line in lines:
        word, count = line.split()
        if word not in STOP_WORDS and len(word) > 1:
            counts[stem_of(word)] += int(count)
    return counts


def expected_stretches(counts):
    """By stem, in how many stretches of `WORDS` words it is expected, the commonest first."""
    total = counts.total()
    for stem, count in counts.most_common():
        expected = round(STRETCHES * (1 - (1 - count / total) ** WORDS))
        if expected >= FEWEST:
            yield stem, expected


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=Path, help="lines of a word and its count")
    given = parser.parse_args()
    counts = stem_counts(given.counts.read_text(encoding="utf-8-sig").splitlines())
    rows = [f"{stem} {expected}" for stem, expected in expected_stretches(counts)]
    FILE.write_text(HEADER + "\n".join([f"= {STRETCHES}", *rows, ""]), encoding="utf-8")
    print(f"{len(rows):,} stems in {FILE}")


if __name__ == "__main__":
    main()
