from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory.sentences import split_paragraphs, split_sentences

CASES = {
    "abbreviated titles": (
        "Gen. Smith met Sen. Brown. They spoke.",
        ["Gen. Smith met Sen. Brown.", "They spoke."],
    ),
    "initials inside": (
        "The U.S. Senate met at 10 a.m. on Friday. It voted.",
        ["The U.S. Senate met at 10 a.m. on Friday.", "It voted."],
    ),
    "initials at an end": (
        "He flew to the U.S. on Monday. She stayed.",
        ["He flew to the U.S. on Monday.", "She stayed."],
    ),
    "initials behind a hyphen": (
        "The Japan-U.S. pact holds. Sino-U.S. Talks began, and an anti-U.N. mob left.",
        ["The Japan-U.S. pact holds.", "Sino-U.S. Talks began, and an anti-U.N. mob left."],
    ),
    "a name with a hyphen between initials": (
        "He met J.-P. Dupont and Y.-S. Kim. They spoke.",
        ["He met J.-P. Dupont and Y.-S. Kim.", "They spoke."],
    ),
    "titles inside": (
        "He told Ms. Lind and Amb. Roe. They left.",
        ["He told Ms. Lind and Amb. Roe.", "They left."],
    ),
    "a month before its day": (
        "It ran July 30-Aug. 14. It closed in Aug. They left.",
        ["It ran July 30-Aug. 14.", "It closed in Aug.", "They left."],
    ),
    "a month that is no abbreviation": (
        "The winner is to be named in May. Foreign firms may bid. It is due on 3 May.",
        ["The winner is to be named in May.", "Foreign firms may bid.", "It is due on 3 May."],
    ),
    "an ordinal of a round": (
        "Takım 34. haftada kazandı. Sonra durdu.",
        ["Takım 34. haftada kazandı.", "Sonra durdu."],
    ),
    "a French title inside": (
        "Le président M. Macron et Mme. Roux ont dit oui. Il part.",
        ["Le président M. Macron et Mme. Roux ont dit oui.", "Il part."],
    ),
    "a quotation of two sentences": (
        "“No. Never,” he said. Then he left.",
        ["“No. Never,” he said.", "Then he left."],
    ),
    "an attribution after a closed quotation": (
        "“Never.” he said. Then he left.",
        ["“Never.” he said.", "Then he left."],
    ),
    "an attribution after an exclamation": (
        "“No!” she said. He nodded.",
        ["“No!” she said.", "He nodded."],
    ),
    "figures": (
        "Costs rose 3.5 percent to $1.2 bn. No. 5 fell.",
        ["Costs rose 3.5 percent to $1.2 bn.", "No. 5 fell."],
    ),
    "a French title": ("M. Macron a dit oui. Il part.", ["M. Macron a dit oui.", "Il part."]),
    "a short answer is a sentence": (
        "Will he go? No. He stays.",
        ["Will he go?", "No.", "He stays."],
    ),
    "paragraphs end sentences": ("With AFP\n\nThe talks go on", ["With AFP", "The talks go on"]),
    "marks alone are no sentence": ("It ended. * * *", ["It ended."]),
    "Windows line ends": ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    "Chinese": ("会议结束。双方同意停火。", ["会议结束。", "双方同意停火。"]),
    "Arabic": ("قال الرئيس نعم. هل يذهب؟ لا.", ["قال الرئيس نعم.", "هل يذهب؟", "لا."]),
    "offsets after wide characters": ("😀 Ünïted. Done.", ["😀 Ünïted.", "Done."]),
}


def test_a_german_ordinal_ends_no_sentence():
    text = (
        "Er spielt in der 2. Bundesliga. Am Sonntag, 28. April, ruht er. Er wurde 12. Dann ging er."
    )
    assert [text[a:b] for a, b in split_sentences(text, "de")] == [
        "Er spielt in der 2. Bundesliga.",
        "Am Sonntag, 28. April, ruht er.",
        "Er wurde 12.",
        "Dann ging er.",
    ]


@pytest.mark.parametrize(("text", "sentences"), CASES.values(), ids=CASES)
def test_sentences_are_found_whole(text, sentences):
    found = [text[a:b] for a, b in split_sentences(text)]

    assert sentences == found


@given(st.text(alphabet="ab Z.!?“”\"'\n\r1é中…", max_size=120))
def test_spans_are_in_order_and_only_marks_lie_between(text):
    spans = split_sentences(text)

    borders = [0, *(at for span in spans for at in span), len(text)]
    assert sorted(borders) == borders
    between = "".join(text[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True))
    assert not any(c.isalnum() for c in between)
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


def test_paragraphs_are_parted_by_blank_lines_only():
    text = "One\ntwo.\n \nThree.\n\n\n"

    assert [text[a:b] for a, b in split_paragraphs(text)] == ["One\ntwo.", "Three."]
