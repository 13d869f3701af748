"""The word diff: what another wording changed, and what is no change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.text_changes import compare_texts

VOTE = "The council voted on the draft on Friday. Eleven members were in favour."

#: name, before, after, [(words removed, words added), ...]
ROWS = [
    ("nothing", VOTE, VOTE, []),
    ("a figure", "It got 11 votes.", "It got 13 votes.", [("11", "13")]),
    ("a negation", "Egypt will host them.", "Egypt will not host them.", [("", "not")]),
    (
        "a name",
        "Mr Lavrov said so in Rome.",
        "Mr Ryabkov said so in Rome.",
        [("Lavrov", "Ryabkov")],
    ),
    (
        "two words of a sentence",
        "On Friday, 11 members voted for the text.",
        "On Monday, 13 members voted for the text.",
        [("Friday, 11", "Monday, 13")],
    ),
    (
        "a figure with its point",
        "Exports fell by 3.5 percent in March.",
        "Exports fell by 3.9 percent in March.",
        [("5", "9")],
    ),
    ("a new sentence", VOTE, f"{VOTE} Guyana abstained.", [("", "Guyana abstained.")]),
    ("a sentence gone", f"{VOTE} Guyana abstained.", VOTE, [("Guyana abstained.", "")]),
    (
        "another sentence in its place",
        f"{VOTE} Guyana abstained.",
        f"{VOTE} Talks resume in Cairo.",
        [("Guyana abstained.", ""), ("", "Talks resume in Cairo.")],
    ),
    (
        "a paragraph moved",
        "One minister spoke first.\n\nTwo envoys left.\n\nThree texts failed.",
        "Three texts failed.\n\nOne minister spoke first.\n\nTwo envoys left.",
        [],
    ),
    (
        "a paragraph moved and a word in it changed",
        "One minister spoke first.\n\nTwo envoys left Cairo.\n\nThree texts failed.",
        "Two envoys left Rome.\n\nOne minister spoke first.\n\nThree texts failed.",
        [("Cairo", "Rome")],
    ),
    ("a sentence said once less", "He said no. He said no.", "He said no.", [("He said no.", "")]),
    ("marks and capitals", "He said: 'No'. It ended.", "He said “no”. It Ended!", []),
    ("composed letters", "Le pre\u0301sident partit.", "Le pr\u00e9sident partit.", []),
    ("another language", "11 membres ont voté.", "13 membres ont voté.", [("11", "13")]),
    ("a script without spaces", "十一国投票赞成。", "十三国投票赞成。", [("一", "三")]),
    ("an age", "The envoy left 2 hours ago.", "The envoy left 5 hours ago.", []),
    ("an age in French", "Parti il y a 5 minutes.", "Parti il y a 12 minutes.", []),
    ("a line with an age", f"Updated 3 minutes ago\n\n{VOTE}", f"Updated 1 hour ago\n\n{VOTE}", []),
    (
        "a line with a date",
        f"{VOTE}\n\nLast updated: 22 March 2024, 10:30 GMT",
        f"{VOTE}\n\nLast updated: 23 March 2024, 08:00 GMT",
        [],
    ),
    ("a counter", f"{VOTE}\n\n1,204 views", f"{VOTE}\n\n1,877 views", []),
    ("a counter that came", VOTE, f"{VOTE}\n\n23 Comments", []),
    (
        "a figure in prose beside an age",
        "Twelve, or 12, died 3 hours ago.",
        "Fourteen, or 14, died 5 hours ago.",
        [("Twelve, or 12", "Fourteen, or 14")],
    ),
    (
        "prose that begins with updated",
        "Updated lists name 40 people and firms.",
        "Updated lists name 52 people and firms.",
        [("40", "52")],
    ),
    (
        "prose that counts views",
        "The council heard 12 views on the draft.",
        "The council heard 15 views on the draft.",
        [("12", "15")],
    ),
]


def told(before, after, change):
    removed = [before[a:b] for a, b in change.removed]
    added = [after[a:b] for a, b in change.added]
    return " | ".join(removed), " | ".join(added)


@pytest.mark.parametrize(
    ("before", "after", "changes"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_what_a_text_changed(before, after, changes):
    found = compare_texts(before, after)

    said = [told(before, after, change) for change in found.changes]
    if len(changes) == 1 and len(said) == 1:
        # Words that stand apart in one sentence are shown from the first to the last.
        (change,) = found.changes
        said = [(_whole(before, change.removed), _whole(after, change.added))]
    assert said == changes


def _whole(text, stretches):
    return text[stretches[0][0] : stretches[-1][1]] if stretches else ""


def test_a_change_names_both_sentences():
    before, after = f"{VOTE} Guyana abstained.", f"{VOTE} Only Guyana abstained."

    (change,) = compare_texts(before, after).changes

    assert before[slice(*change.before)] == "Guyana abstained."
    assert after[slice(*change.after)] == "Only Guyana abstained."
    assert (change.removed, [after[a:b] for a, b in change.added]) == ((), ["Only"])


def test_changes_stand_in_the_order_of_the_later_text():
    before = "One envoy left Cairo. Two envoys left Rome. Three envoys left Oslo."
    after = "Three envoys left Bonn. Two envoys left Riga. One envoy left Kyiv."

    added = [told(before, after, change)[1] for change in compare_texts(before, after).changes]

    assert [word.split()[-1].strip(".") for word in added] == ["Bonn", "Riga", "Kyiv"]


def test_kept_words_are_counted():
    found = compare_texts("One two three four. Five six.", "One two three ten. Seven eight nine.")

    assert (found.words_before, found.words_after, found.words_kept) == (6, 7, 3)
    assert (found.words_lost, found.words_added, found.rewords) == (3, 4, True)
    shorter = compare_texts(f"{VOTE} More.", VOTE)
    assert (shorter.words_lost, shorter.words_added, shorter.rewords) == (1, 0, False)


WORDS = st.sampled_from(["vote", "Cairo", "the", "of", "not", "11", "3 hours ago", "Egypt"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join(words).capitalize())
TEXTS = st.lists(SENTENCES, max_size=8).map(lambda said: "".join(f"{one}. " for one in said))


@given(TEXTS, TEXTS)
def test_every_stretch_lies_in_its_text_and_what_is_kept_adds_up(before, after):
    found = compare_texts(before, after)

    for change in found.changes:
        for text, sentence, stretches in (
            (before, change.before, change.removed),
            (after, change.after, change.added),
        ):
            assert sentence is not None or not stretches
            for start, end in stretches:
                assert sentence[0] <= start < end <= sentence[1] <= len(text)
    assert 0 <= found.words_kept <= min(found.words_before, found.words_after)
    assert compare_texts(after, after).changes == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He said no. " * 4_000, "He said yes. " * 4_000),
        ("a b. " * 10_000, "b c. " * 10_000),
        ("a " * 25_000, "b " * 25_000),
        (
            " ".join(f"w{n % 997}" for n in range(9_000)),
            " ".join(f"w{n % 991}" for n in range(9_000)),
        ),
    ],
    ids=["one sentence", "two letters", "no stops", "no stops, many words"],
)
def test_no_text_makes_it_slow(before, after):
    import time

    began = time.process_time()
    found = compare_texts(before, after)

    # Quadratic matching takes minutes here.
    assert time.process_time() - began < 20
    assert found.changes
