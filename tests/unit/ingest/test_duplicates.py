from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot.domain.articles import ReadArticle
from bot.domain.identifiers import ArticleId
from bot.ingest.duplicates import containment, find_original, fingerprint
from tests.builders import VOTE_DAY, article

#: Words of reports, from which texts of any length are put together at random but always alike.
_WORDS = """council draft vote envoy border harbour talks delegation ceasefire convoy minister
statement treaty clause sanctions observers corridor summit mediator crossing parliament budget
refugees embassy protest election general province river bridge hospital students network energy
grain export inspectors reactor archive court judge verdict appeal railway union strike fishing
islands patrol vessel drone radar satellite orbit climate drought harvest insurance currency""".split()


def prose(seed: int, words: int) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(_WORDS) for _ in range(words)]


def text_of(words: list[str]) -> str:
    return " ".join(words)


def edited(words: list[str], every: int) -> list[str]:
    return [f"{word}x" if n % every == every - 1 else word for n, word in enumerate(words)]


WIRE = prose(1, 500)


def original_of(copy: list[str] | str, **changes) -> str | None:
    text = copy if isinstance(copy, str) else text_of(copy)
    read = ReadArticle(text=text, url="https://other.example/1", published_at=VOTE_DAY)
    stored = article(text_of(WIRE), article_id=ArticleId("wire"), **changes)
    shares = set(fingerprint(text).bands) & set(fingerprint(stored.text).bands)
    same = fingerprint(text).content_hash == fingerprint(stored.text).content_hash
    candidates = [stored] if shares or same else []
    return find_original(read, candidates)


def test_a_text_that_reads_the_same_has_the_same_hash():
    one = fingerprint("“We’re close,” she said — at last.\n\nTalks go on.")
    two = fingerprint('"We\'re close", she said - at last. Talks go on')
    assert one.content_hash == two.content_hash
    assert one.bands == two.bands


@pytest.mark.parametrize("size", [3, 10, 100, 500, 5_000])
def test_bands_are_few_and_fit_a_signed_64_bit_column(size):
    bands = fingerprint(text_of(prose(7, size))).bands
    assert 1 <= len(bands) <= 48
    assert all(-(2**63) <= band < 2**63 for band in bands)


@pytest.mark.parametrize("every", [10, 20, 50])
def test_a_wire_copy_with_edits_has_an_original(every):
    assert original_of(edited(WIRE, every)) == "wire"


@pytest.mark.parametrize("share", [0.25, 0.5, 0.8])
def test_an_abridgement_has_an_original(share):
    assert original_of(WIRE[: int(500 * share)]) == "wire"


def test_an_abridgement_that_drops_paragraphs_in_between_has_an_original():
    assert original_of(WIRE[:100] + WIRE[200:280] + WIRE[400:440]) == "wire"


def test_a_copy_with_an_ending_of_its_own_has_an_original():
    assert original_of(WIRE[:300] + prose(9, 120)) == "wire"


def test_a_copy_inside_a_longer_text_has_an_original():
    assert original_of([*edited(WIRE, 30), *prose(9, 300)]) == "wire"


def test_another_text_on_the_same_subject_has_none():
    quote = WIRE[200:260]
    assert original_of([*prose(2, 200), *quote, *prose(3, 200)]) is None


@pytest.mark.parametrize("at_the_end", [True, False])
def test_boilerplate_that_two_articles_share_does_not_merge_them(at_the_end):
    boilerplate, own, others = prose(5, 150), prose(6, 100), prose(7, 100)
    pair = (
        [own + boilerplate, others + boilerplate]
        if at_the_end
        else [boilerplate[:75] + own + boilerplate[75:], others + boilerplate]
    )
    stored = article(text_of(pair[0]))
    read = ReadArticle(text=text_of(pair[1]), published_at=VOTE_DAY)
    assert find_original(read, [stored]) is None


def test_short_texts_are_only_compared_for_equality():
    stored = article("The council meets on Friday at noon to vote.")
    assert (
        find_original(
            ReadArticle(text="The council meets on Friday at noon to vote again."), [stored]
        )
        is None
    )
    assert find_original(ReadArticle(text="The council meets on Friday at noon to vote!"), [stored])


def test_the_same_words_weeks_later_are_a_template_and_the_very_same_text_is_a_copy():
    weeks_ago = VOTE_DAY - timedelta(weeks=3)
    assert original_of(edited(WIRE, 50), published_at=weeks_ago) is None
    assert original_of(WIRE, published_at=weeks_ago) == "wire"


def test_the_first_one_learned_is_the_original_and_copies_of_copies_lead_to_it():
    first = article(text_of(WIRE), article_id=ArticleId("first"), learned_at=VOTE_DAY)
    copy = article(
        text_of(edited(WIRE, 40)),
        learned_at=VOTE_DAY - timedelta(hours=1),
        duplicate_of=ArticleId("first"),
    )
    read = ReadArticle(text=text_of(edited(WIRE, 30)), published_at=VOTE_DAY)
    assert find_original(read, [copy]) == "first"
    assert find_original(read, [first, copy]) == "first"


def test_an_article_is_no_copy_of_its_own_earlier_version():
    stored = article(text_of(WIRE), url="https://a.example/1")
    assert (
        find_original(ReadArticle(text=text_of(WIRE), url="https://a.example/1"), [stored]) is None
    )


def test_a_text_in_characters_is_compared_by_characters():
    sentence = "安全理事会は金曜日に停戦決議案を採決し、賛成多数で可決したと外交筋が明らかにした。"
    other = "中央銀行は木曜日に政策金利を据え置くことを決め、物価の見通しを引き上げたと発表した。"
    assert containment(sentence, sentence + other) == pytest.approx(1.0)
    assert containment(other, sentence) < 0.1


@pytest.mark.parametrize(
    "notice",
    [
        "This article was corrected on Friday.",
        "The headline has been amended to say so.",
        "An earlier version of this report gave another figure.",
        "A previous version said that forty had died.",
        "(Corrects the figure in the second paragraph)",
        "CLARIFICATION: the minister spoke on Thursday.",
        "We mistakenly reported that talks had ended.",
        "The text wrongly said that talks had ended.",
        "Une version précédente donnait un autre chiffre.",
        "RECTIFICATIF : le ministre a parlé jeudi.",
        "In einer früheren Fassung stand eine andere Zahl.",
        "Berichtigung: der Minister sprach am Donnerstag.",
        "Una versión anterior daba otra cifra.",
        "CORRECCIÓN: el ministro habló el jueves.",
        "Fe de errores: el ministro habló el jueves.",
        "This article was corrected on 20 March: an earlier version said fourteen.",
        "Correction: the council has nine members.",
        "(Corrects figure in second paragraph)",
        "Dans une version précédente de cet article, le chiffre était faux.",
        "In einer früheren Version stand eine andere Zahl.",
    ],
)
def test_what_says_that_it_corrects_another_is_no_copy_of_it(notice):
    corrected = text_of(WIRE) + "\n\n" + notice

    assert original_of(corrected) is None
    assert original_of(text_of(edited(WIRE, 40)) + "\n\nThe minister corrected her deputy.")


def test_a_site_that_prints_a_text_again_with_another_toll_tells_news():
    toll = "34 people died. " + text_of(WIRE)

    def again(of: str, url: str) -> str | None:
        read = ReadArticle(of, url, title="Toll rises", published_at=VOTE_DAY)
        stored = article(toll, title="Toll", url="https://post.example/1")
        return find_original(read, [stored])

    assert again(toll.replace("34", "41"), "https://post.example/2") is None
    assert again(toll.replace("34", "41"), "https://other.example/2")
    assert again(toll.replace("died", "perished"), "https://post.example/2")
