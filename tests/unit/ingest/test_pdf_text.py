"""PDFs as press offices make them, and such as cannot be read."""

from __future__ import annotations

import contextlib
import random
import zlib
from datetime import UTC, datetime

import pytest

from bot.errors import InputError, NoArticleError, TooLargeError
from bot.ingest import pdf_text
from bot.ingest.pdf_text import read_pdf
from bot.ingest.pdf_words import joined
from tests.fakes.paper import FI, FL, Set, bomb, pdf, pdf_of

#: As wide as a page.
FULL = "The ministers of five states met in Cairo on Thursday and agreed to hold a second round of"
REST = "talks within a week, the ministry said in a statement that was sent to reporters at noon."
LAST = "No date had been set for the signing."
TITLE = "Joint statement on the Cairo talks"


def read(pages, **more):
    return read_pdf(pdf(pages, **more), "statement.pdf")


def paragraphs(pages):
    return read(pages).text.split("\n\n")


# ---------------------------------------------------------------- paragraphs


def test_lines_become_paragraphs_where_the_page_shows_white():
    page = [FULL, REST, Set(FULL, above=10), REST]
    assert paragraphs([page]) == [f"{FULL} {REST}"] * 2


def test_lines_become_paragraphs_where_the_first_is_indented():
    page = [Set(FULL, left=15), REST, Set(FULL, left=15), REST]
    assert paragraphs([page]) == [f"{FULL} {REST}"] * 2


def test_a_short_line_ends_its_paragraph():
    assert paragraphs([[FULL, LAST, FULL, REST]]) == [f"{FULL} {LAST}", f"{FULL} {REST}"]


def test_a_heading_is_no_part_of_the_sentence_below_it():
    page = [FULL, REST, Set("2. The border", size=14), FULL, REST, "Annex", FULL, REST]
    assert paragraphs([page]) == [
        f"{FULL} {REST}",
        "2. The border",
        f"{FULL} {REST}",
        "Annex",
        f"{FULL} {REST}",
    ]


def test_entries_of_a_list_are_apart():
    page = [
        FULL,
        "on the following points:",
        "1. the crossing at Harn;",
        "2. the water;",
        FULL,
        REST,
    ]
    assert paragraphs([page])[1:3] == ["1. the crossing at Harn;", "2. the water;"]


def test_a_paragraph_goes_on_overleaf():
    assert paragraphs([[FULL], [REST], [FULL, REST]]) == [f"{FULL} {REST}", f"{FULL} {REST}"]


def test_cells_of_a_row_are_one_line():
    row = b"BT /F1 12 Tf 50 700 Td (The envoy of Norland) Tj ET BT /F1 12 Tf 300 700 Td (voted for it) Tj ET"
    assert (
        "The envoy of Norland voted for it" in read_pdf(pdf_of([zlib.compress(row)]), "t.pdf").text
    )


LEFT = ["The ministers met on Friday and", "agreed that the ceasefire should", "hold until the end of May, when", "the next round of talks opens."] * 3  # fmt: skip
RIGHT = ["Separately, the customs union", "published new tariffs on steel", "that enter into force in June", "after the vote in parliament."] * 3  # fmt: skip


def in_columns(places, *, at_once):
    """Both columns drawn in an order of (column, row), as one block or string by string."""
    drawn = [
        f"1 0 0 1 {(50, 320)[column]} {700 - 12 * row} Tm ({(LEFT, RIGHT)[column][row]}) Tj"
        for column, row in places
    ]
    whole = " ".join(drawn) if at_once else " ET BT /F1 10 Tf ".join(drawn)
    return pdf_of([zlib.compress(f"BT /F1 10 Tf {whole} ET".encode())])


@pytest.mark.parametrize("at_once", [True, False])
def test_two_columns_are_read_one_after_the_other(at_once):
    places = [(column, row) for column in (0, 1) for row in range(12)]
    left, right = read_pdf(in_columns(places, at_once=at_once), "t.pdf").text.split("\n\n")
    assert (left, right) == (" ".join(LEFT), " ".join(RIGHT))


@pytest.mark.parametrize("at_once", [True, False])
def test_columns_that_are_written_across_make_no_sentences(at_once):
    places = [(column, row) for row in range(12) for column in (0, 1)]
    with pytest.raises(NoArticleError, match=r"^t\.pdf writes across its columns"):
        read_pdf(in_columns(places, at_once=at_once), "t.pdf")


def test_a_text_that_is_drawn_word_by_word_is_not_taken_for_columns():
    words = f"{FULL} {REST}".split()
    drawn = []
    for row in range(20):
        left = 50
        for word in words[row : row + 14]:
            drawn.append(f"1 0 0 1 {left} {700 - 12 * row} Tm ({word}) Tj")
            left += 5 * len(word) + 5
    page = f"BT /F1 10 Tf {' '.join(drawn)} ET"
    assert read_pdf(pdf_of([zlib.compress(page.encode())]), "t.pdf").text


def test_letters_that_are_set_as_one_are_letters():
    line = f"The of{FI}ce con{FI}rmed that {FL}ights would be resumed."
    assert paragraphs([[line]]) == ["The office confirmed that flights would be resumed."]


def test_numbers_of_footnotes_are_not_of_the_text():
    page = b"BT /F1 12 Tf 50 700 Td (The states agreed) Tj /F1 7 Tf 5 Ts 0 5 Td (3) Tj /F1 12 Tf 0 -5 Td ( to go 100 km) Tj /F1 7 Tf 0 5 Td (2) Tj ET"
    text = read_pdf(pdf_of([zlib.compress(page)]), "t.pdf").text
    assert "agreed to go" in text
    # A power is no footnote.
    assert text.endswith("100 km2")


# ---------------------------------------------------------------- broken words


@pytest.mark.parametrize(
    ("before", "line", "whole"),
    [
        ("a sec-", "ond round", "a second round"),
        ("a sec\u00ad", "ond round", "a second round"),
        ("die Außenminis-", "terin sagte", "die Außenministerin sagte"),
        ("сказал предста-", "витель", "сказал представитель"),
        ("a long-", "term plan", "a long-term plan"),
        ("the so-", "called group", "the so-called group"),
        ("the EU-", "Ukraine summit", "the EU-Ukraine summit"),
        ("in 2024-", "25 alone", "in 2024-25 alone"),
        ("short-", "and long-term", "short- and long-term"),
        ("he left -", "and returned", "he left - and returned"),
        ("he left", "and returned", "he left and returned"),
        # The document's own words decide.
        ("the cease-", "fire line", "the cease-fire line"),
        ("the non-", "sense of it", "the nonsense of it"),
    ],
)
def test_words_are_made_whole(before, line, whole):
    words = frozenset({"cease-fire", "nonsense"})
    assert joined(before, line, words) == whole


def test_a_word_that_the_text_writes_with_a_hyphen_keeps_it():
    page = [
        "The cease-fire along the northern border has held since it was signed in the winter, and",
        "observers say that both armies keep to the terms of it. The states will prolong the cease-",
        "fire until June, and the mission is to be enlar-",
        "ged.",
    ]
    assert (
        "prolong the cease-fire until June, and the mission is to be enlarged." in read([page]).text
    )


# ---------------------------------------------------------------- running lines

NAMES = ("Cairo", "Doha", "Amman", "Oslo", "Bern", "Rome", "Minsk", "Accra")


def body(name):
    return [
        f"In {name} the ministers spoke about point {part} of the {name} text for an hour or more."
        for part in "abcdefgh"
    ]


@pytest.mark.parametrize(
    ("header", "footer"),
    [
        (lambda _: "MINISTRY OF FOREIGN AFFAIRS", lambda n: f"Page {n} of 8"),
        (lambda n: f"{n}", lambda _: "www.ministry.example | press@ministry.example"),
        (lambda n: f"Ministry – Annual report {2020} – {n + 6}", lambda n: f"- {n + 6} -"),
        # Left and right pages take turns, and the first has neither.
        (lambda n: "The report" if n % 2 else "Norland 2024", lambda n: f"{n}" if n > 1 else ""),
        (
            lambda n: f"11/25/26, 9:33 PM Statement {n}",
            lambda n: f"https://ministry.example/s {n}/8",
        ),
    ],
)
def test_running_lines_are_dropped(header, footer):
    pages = [[header(n), *body(name), footer(n)] for n, name in enumerate(NAMES, start=1)]
    text = read(pages).text.replace("\n\n", " ")
    assert text == " ".join(line for name in NAMES for line in body(name))


def test_a_number_of_the_text_and_a_heading_that_returns_stay():
    pages = [[*body(name)[:4], "The vote", *body(name)[4:], "1990"] for name in NAMES[:2]]
    text = read(pages).text
    assert text.count("1990") == 2
    assert text.count("The vote") == 2


def test_a_table_of_contents_is_no_text():
    page = ["1 The talks . . . . . . . . . . . 3", "2 The vote ............. iv", FULL, REST]
    assert paragraphs([page]) == [f"{FULL} {REST}"]


# ---------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("named", "title"),
    [
        (TITLE, TITLE),
        ("Microsoft Word - draft3.doc", None),
        ("Microsoft Word - Statement on the Cairo talks.docx", None),
        ("statement_final_v2.docx", None),
        ("Joint_statement_Cairo", None),
        ("untitled", None),
        ("PowerPoint Presentation", None),
        # It stayed from another document.
        ("Annual budget of the fisheries agency", None),
    ],
)
def test_the_files_title_is_taken_only_where_it_is_one(named, title):
    page = [
        "The ministers who met for the Cairo talks agreed on a joint statement on Thursday, and",
        REST,
    ]
    assert read([page], title=named).title == title


def test_the_largest_line_is_the_title_where_the_file_names_none():
    page = [
        Set("MINISTRY OF FOREIGN AFFAIRS", size=20), Set("PRESS RELEASE", size=18),
        Set("Norland and Estmark extend the truce", size=16), Set("and reopen the crossing at Harn", size=16),
        Set("Kestrel, 21 March 2024", above=8), Set(FULL, above=8), REST, FULL, REST,
    ]  # fmt: skip
    article = read([page])
    assert article.title == "Norland and Estmark extend the truce and reopen the crossing at Harn"
    assert article.title not in article.text
    assert "PRESS RELEASE" in article.text


def test_a_line_alone_before_the_text_is_the_title_where_nothing_is_larger():
    page = [
        "PRESS RELEASE",
        Set("Kestrel, 21 March 2024", above=8),
        Set(TITLE, above=8),
        Set(FULL, above=8),
        REST,
    ]
    assert read([page]).title == TITLE


def test_no_title_is_made_up():
    assert read([[FULL, REST]]).title is None


def test_when_and_by_whom_it_was_printed_is_not_believed():
    article = read([[FULL, REST]], Author="jsmith", CreationDate="D:20240321120000Z")
    assert (article.published_at, article.author, article.outlet) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Cairo, 21 March 2024", 21),
        ("Date: Thursday, 21 March 2024", 21),
        ("PRESS RELEASE – March 21, 2024", 21),
        ("21 March 2024", 21),
        ("Cairo, 21st March 2024.", 21),
        ("Cairo, 20-21 March 2024", None),
        ("Ministerial Meeting, 21 March 2024", None),
        ("Embargoed until 21 March 2024", None),
        ("Statement on the attack of 21 March 2024", None),
        ("adopted on 21 March 2024", None),
        ("Cairo, 31 February 2024", None),
        ("03/04/2024", None),
    ],
)
def test_its_day_is_the_one_in_its_head(line, day):
    found = read([[Set(TITLE, 20), line, FULL, REST]]).published_at
    assert found == (datetime(2024, 3, day, tzinfo=UTC) if day else None)


def test_of_two_days_in_its_head_and_of_days_in_its_text_none_is_believed():
    assert (
        read([["Cairo, 21 March 2024", "Vienna, 22 March 2024", FULL, REST]]).published_at is None
    )
    assert read([[FULL, REST, "Cairo, 21 March 2024"]]).published_at is None


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: pdf([[FULL]], password="secret"), "locked with a password"),
        (lambda: pdf([[]]), "pages are pictures"),
        (lambda: pdf([[FULL], [], [], []]), "text on 1 of its 4 pages"),
        (lambda: pdf_of([zlib.compress(b"BT /F9 12 Tf 50 700 Td (%s) Tj ET" % (b"Unknown letters " * 5))]), "which letters"),
        (lambda: b"%PDF-1.7\ngarbage without an end", "damaged"),
        (lambda: pdf([[FULL]])[:300], "damaged"),
        (lambda: b"%PDF-", "damaged"),
        (lambda: b"", "damaged"),
        (lambda: pdf_of([]), "damaged"),
        (lambda: pdf([[FULL]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), "damaged"),
    ],
)  # fmt: skip
def test_each_has_a_sentence_of_its_own(made, told):
    with pytest.raises(NoArticleError, match=told) as raised:
        read_pdf(made(), "bad.pdf")
    assert str(raised.value).startswith("bad.pdf ")


def test_one_that_only_its_owner_may_change_is_read():
    assert read([[FULL, REST]], password="owner").text == f"{FULL} {REST}"


@pytest.mark.parametrize(
    ("limit", "most", "told"),
    [("MOST_PAGES", 3, "4 pages; I read up to 3"), ("LARGEST_PDF", 100, "up to 100"), ("LONGEST_TEXT", 100, "100 characters")],
)  # fmt: skip
def test_limits(monkeypatch, limit, most, told):
    monkeypatch.setattr(pdf_text, limit, most)
    with pytest.raises(TooLargeError, match=told):
        read([[FULL]] * 4)


@pytest.mark.parametrize(
    ("stream", "filters"),
    [
        pytest.param(lambda: bomb(100), "/FlateDecode", id="spaces"),
        pytest.param(lambda: zlib.compress(bomb(100)), "[/FlateDecode /FlateDecode]", id="twice"),
        pytest.param(lambda: bomb(30, b"(a) Tj "), "/FlateDecode", id="words"),
    ],
)
def test_a_bomb_is_not_unpacked(stream, filters):
    with pytest.raises(TooLargeError, match="unpacks to far more"):
        read_pdf(pdf_of([stream()], filters), "bomb.pdf")


def test_whatever_is_broken_ends_in_a_sentence():
    whole = pdf([[TITLE, FULL, REST]] * 3, title=TITLE)
    chance = random.Random(7)
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with contextlib.suppress(InputError):
            read_pdf(bytes(broken), "broken.pdf")
