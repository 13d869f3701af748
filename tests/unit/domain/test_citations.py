"""Links open a page at the cited words, in every script, and stay short enough to be links."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from bot.domain.citations import LONGEST_ADDRESS, numbers_of, text_fragment
from bot.domain.messages import Exhibit, Sentence
from tests.golden.posts import POSTS, reply

PAGE = "https://a.example/x"
RUSSIAN = (
    "Министерство иностранных дел Российской Федерации заявило в понедельник о прекращении "
    "консультаций по вопросам стратегической стабильности с Соединёнными Штатами"
)
CHINESE = (
    "中国外交部发言人周一表示，中方坚决反对任何形式的单边制裁，并将采取必要措施维护企业的合法权益。"
    * 2
)
HINDI = "विदेश मंत्रालय ने सोमवार को कहा कि दोनों देशों के बीच वार्ता अगले सप्ताह जिनेवा में फिर शुरू होगी"


def directive(quote):
    opened = text_fragment(PAGE, quote)
    return opened.removeprefix(f"{PAGE}#:~:text=")


@pytest.mark.parametrize("quote", [RUSSIAN, CHINESE, HINDI, "ก" * 500, "नमस्ते" * 40])
def test_a_long_quote_of_any_script_is_opened_by_its_ends(quote):
    first, last = directive(quote).split(",")

    assert len(first) <= 150
    assert len(last) <= 150
    assert quote.startswith(unquote(first))
    assert quote.endswith(unquote(last))
    assert len(unquote(first)) + len(unquote(last)) < len(quote)


def test_words_are_not_cut_where_there_are_any():
    first, last = (unquote(end).split() for end in directive(RUSSIAN).split(","))

    assert RUSSIAN.split()[: len(first)] == first
    assert RUSSIAN.split()[-len(last) :] == last


def test_a_clause_is_not_cut_where_it_ends_in_time():
    assert unquote(directive(CHINESE).split(",")[0]) == "中国外交部发言人周一表示"


def test_a_short_quote_stands_whole():
    assert unquote(directive("Вето России и Китая")) == "Вето России и Китая"


def test_an_address_that_grows_too_long_goes_without_its_fragment():
    long = PAGE + "y" * (LONGEST_ADDRESS - len(PAGE) - 10)

    assert text_fragment(long, "the vote on Monday") == long


def test_exhibits_keep_the_numbers_of_the_post_they_belong_to():
    evidence = POSTS["evidence"].parts
    claim = next(part for part in evidence if isinstance(part, Sentence))
    exhibit = next(part for part in evidence if isinstance(part, Exhibit))
    seventh = Exhibit(7, exhibit.citation, "", "", 1, exhibit.learned_at, exhibit.fetched_at)

    assert list(numbers_of(reply((claim, seventh))).values()) == [7]
