"""Full text and vectors of each channel, on every database."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.articles import Passage
from bot.domain.identifiers import DESK, ChannelKey, VersionId
from bot.errors import NotFoundError
from bot.ports.search import Embedding, LexicalQuery, SearchIndex
from bot.storage.search_index import SqlSearchIndex
from bot.storage.tables_articles import vector
from tests.contracts.promises import untested
from tests.contracts.reading_in import DAY, EMBASSY, FIRST, HOUR, MONDAY, SECOND, URL, teach


@pytest.fixture
def index(database):
    return SqlSearchIndex(database)


def query(text, *phrases):
    return LexicalQuery(tuple(text.split()), tuple(tuple(p.split()) for p in phrases))


async def passages_found(index, text, *phrases, channel=DESK, limit=10, **more):
    hits = await index.lexical(channel, query(text, *phrases), limit, **more)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]
    for hit in hits:
        p = hit.passage
        assert hit.article.text[p.start : p.end] == p.text
        assert p.version_id == hit.article.version_id
    return [hit.passage.text for hit in hits]


async def teach_lines(articles, *lines, **read):
    """One article per line; each is one passage."""
    for number, text in enumerate(lines):
        await teach(articles, text, f"{URL}/{number}", at=MONDAY + number * HOUR, **read)


def test_every_promise_has_a_test():
    assert untested(SearchIndex, __file__, "index") == []


# ---------------------------------------------------------------- words


async def test_passages_with_any_of_the_terms_are_found_the_rarest_first(index, articles):
    await teach_lines(
        articles,
        "The council met in Geneva.",
        "The council met in Vienna on Monday.",
        "The minister met the press in Geneva.",
        "Nothing of that kind.",
    )

    found = await passages_found(index, "council Vienna")

    assert found[0] == "The council met in Vienna on Monday."
    assert set(found[1:]) == {"The council met in Geneva."}


async def test_of_the_newest_alone_the_others_are_not_found(index, articles):
    await teach_lines(articles, *(f"The council met in Geneva for round {n}." for n in range(70)))

    found = await passages_found(index, "council", limit=100, newest=5)

    assert found[0] == "The council met in Geneva for round 69."
    assert 5 <= len(found) < 70
    assert len(await passages_found(index, "council", limit=100, newest=500)) == 70


async def test_the_articles_of_what_is_found_come_once_and_without_their_passages(index, articles):
    await teach_lines(articles, "Nothing of that kind.", "The council met.\nIn council, in Geneva.")
    await teach(articles, "The council met.", channel=EMBASSY)

    found = await index.articles(DESK, query("council Geneva"), 10, newest=100, leads=2)

    assert [article.url for article in found] == [f"{URL}/1"]
    assert await index.articles(DESK, query("kestrel"), 10, newest=100, leads=2) == []
    new = ChannelKey("local", "new")
    assert await index.articles(new, query("council"), 10, newest=9, leads=2) == []


async def test_of_each_article_its_title_and_first_passages_alone_are_searched(index, articles):
    lines = "\n".join(f"The council met for round {n}." for n in range(3))
    await teach_lines(articles, f"{lines}\nThe envoy left Geneva.", title="Talks in Vienna")

    async def found(words, leads):
        return len(await index.articles(DESK, query(words), 10, newest=100, leads=leads))

    assert [await found("Geneva", leads) for leads in (2, 3, 4)] == [0, 0, 1]
    assert [await found(words, 1) for words in ("council", "Vienna")] == [1, 1]


async def test_the_day_that_fits_comes_first_and_words_of_other_names_count_less(index, articles):
    await teach(articles, "The council met.", f"{URL}/1", published_at=MONDAY - 9 * DAY)
    await teach(articles, "The council met.", f"{URL}/2", published_at=MONDAY)
    await teach(articles, "The kestrel met.", f"{URL}/3", published_at=MONDAY)
    await teach(articles, "The kestrel met.", f"{URL}/4", published_at=MONDAY)

    def fits(published_at):
        return 1.5 if published_at < MONDAY else 1.0

    asked = LexicalQuery(("council",), others=("kestrel",))
    found = await index.lexical(DESK, asked, 10, fits=fits)
    assert [hit.article.url for hit in found] == [f"{URL}/{n}" for n in (1, 2, 4, 3)]
    assert found[0].score == pytest.approx(1.5 * found[1].score)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("VETOED", "Russia vetoes the draft"),
        ("Etat", "Le chef de l’État parle"),
        ("État", "Le chef de l'etat parle"),
        ("cease-fire", "A cease-fire holds"),
        ("U.S.", "The US delegation left"),
        ("US", "The U.S. delegation left"),
        ("2728", "Resolution 2,728 was adopted"),
        ("3.5", "It grew by 3.5 percent"),
        ("covid-19", "The covid-19 fund"),
        ("S/2024/239", "Document S/2024/239 was tabled"),
        ("理事会", "安全理事会通过决议"),
        ("대통령", "대통령은 말했다"),
        ("القاهرة", "في القَاهِرَة اليوم"),
        ("ประชุม", "การประชุมสภา"),
        ("Straße", "Die STRASSE ist gesperrt"),
        ("met", "Ministers will meet"),
    ],
)
async def test_words_are_found_however_they_are_written(index, articles, asked, text):
    await teach_lines(articles, "Something else entirely.", text)

    assert await passages_found(index, asked) == [text]


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        "' OR 1=1 --",
        "NEAR(",
        "a* AND NOT",
        "C++",
        "\0",
        "\ud800",
        "🙂🙂",
        "%",
        "_",
        "col:",
        "()",
    ],
)
async def test_nothing_in_a_term_is_an_operator(index, articles, asked):
    await teach_lines(articles, "The council met.")

    assert await passages_found(index, f"{asked} council") == ["The council met."]
    await index.lexical(DESK, LexicalQuery((asked,), ((asked, asked),)), 10)


async def test_a_query_of_ten_thousand_words_is_answered(index, articles):
    await teach_lines(articles, "The council met.")

    found = await passages_found(index, "council " + " ".join(f"word{n}" for n in range(10_000)))

    assert found == ["The council met."]


@pytest.mark.parametrize("channel", [DESK, EMBASSY], ids=str)
async def test_nothing_is_found_where_nothing_is(index, channel):
    assert await passages_found(index, "council", channel=channel) == []
    assert await index.lexical(channel, LexicalQuery(()), 10) == ()


async def test_titles_and_outlets_are_searched_too(index, articles):
    await teach(articles, "First line.\nSecond line.", title="Sahel summit", outlet="Le Relais")

    assert await passages_found(index, "Sahel") == ["First line."]
    assert await passages_found(index, "Relais second") == ["Second line."]


async def test_a_title_lifts_the_passages_of_its_article(index, articles):
    await teach(articles, "Talks went on.", f"{URL}/1")
    await teach(articles, "Talks went on.", f"{URL}/2", title="Sudan")
    await teach(articles, "Talks went on.", f"{URL}/3")

    hits = await index.lexical(DESK, query("talks Sudan"), 3)

    assert hits[0].article.title == "Sudan"
    assert hits[0].score > hits[1].score == hits[2].score


async def test_a_quoted_phrase_comes_before_its_scattered_words(index, articles):
    await teach_lines(
        articles,
        "Ceasefire, immediate ceasefire! Immediate.",
        "An immediate ceasefire in a long sentence about many other things that were said there.",
        "Immediate steps after the ceasefire.",
    )

    found = await passages_found(index, "immediate ceasefire", "an immediate ceasefire")

    assert found[0].startswith("An immediate ceasefire")
    assert len(found) == 3


async def test_the_limit_is_kept(index, articles):
    await teach_lines(articles, *(f"The council met, part {n}." for n in range(9)))

    assert len(await passages_found(index, "council", limit=4)) == 4
    assert await passages_found(index, "council", limit=0) == []


# ---------------------------------------------------------------- what may be seen


async def test_only_the_version_in_force_is_searched(index, articles):
    await teach(articles, FIRST)
    await teach(articles, SECOND, at=MONDAY + DAY)

    assert await passages_found(index, "spoke") == ["Russia spoke first."]
    assert (await index.lexical(DESK, query("spoke"), 5))[0].article.version_number == 2
    before = await index.lexical(DESK, query("spoke"), 5, as_of=MONDAY + HOUR)
    assert [hit.article.version_number for hit in before] == [1]
    assert await passages_found(index, "China", as_of=MONDAY + HOUR) == []
    assert await passages_found(index, "spoke", as_of=MONDAY - HOUR) == []


async def test_a_search_as_of_a_time_gives_what_it_gave_then(index, articles):
    await teach_lines(articles, "The council met.", "The council left.", "No quorum.")
    then = await index.lexical(DESK, query("council met"), 10)

    for n in range(70):
        await teach(articles, f"The council met {n}.", f"{URL}/later{n}", at=MONDAY + DAY)

    again = await index.lexical(DESK, query("council met"), 10, as_of=MONDAY + 12 * HOUR)
    assert [(h.passage, h.score) for h in again] == [(h.passage, h.score) for h in then]


async def test_another_channels_reading_neither_shows_nor_counts(index, articles):
    await teach_lines(articles, "The council met.", "The council left town.")
    before = await index.lexical(DESK, query("council town"), 10)

    for n in range(20):
        await teach(articles, f"The town {n}.", f"{URL}/theirs{n}", channel=EMBASSY)
    await teach(articles, "The council met.", f"{URL}/0", channel=EMBASSY)

    after = await index.lexical(DESK, query("council town"), 10)
    assert [(h.passage, h.score) for h in after] == [(h.passage, h.score) for h in before]


async def test_what_is_forgotten_is_found_no_more_and_the_rest_still_is(index, articles):
    await teach_lines(articles, *(f"The council met, part{n}." for n in range(70)))
    gone = await articles.by_url(DESK, f"{URL}/3")

    await articles.forget(DESK, gone.article_id)

    found = await passages_found(index, "council", limit=100)
    assert len(found) == 69
    assert gone.text not in found
    assert await passages_found(index, "part3") == []
    assert await passages_found(index, "part4") == ["The council met, part4."]


async def test_passages_come_in_order_and_to_their_channel_only(index, articles):
    learned = await teach(articles, SECOND)

    assert [p.text for p in await index.passages(DESK, learned.version_id)] == SECOND.split("\n")
    with pytest.raises(NotFoundError):
        await index.passages(EMBASSY, learned.version_id)


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
async def test_any_text_is_found_by_its_own_words(index, articles, text):
    learned = await teach(articles, text, f"{URL}/{hash(text)}", passages=((0, len(text)),))
    words = LexicalQuery((text,))

    hits = await index.lexical(DESK, words, 200)

    holds_words = any(character.isalnum() for character in text)
    assert (learned.version_id in {hit.passage.version_id for hit in hits}) or not holds_words


# ---------------------------------------------------------------- vectors


def embedding(version_id, start, end, *numbers):
    return Embedding(VersionId(version_id), start, end, numbers)


async def test_the_nearest_passages_come_first_by_cosine(index, articles):
    learned = await teach(articles, SECOND)
    spans = [(p.start, p.end) for p in await index.passages(DESK, learned.version_id)]
    vectors = [(1.0, 0.0), (0.6, 0.8), (0.0, 1.0)]
    await index.keep_vectors(
        "mini",
        [embedding(learned.version_id, *s, *v) for s, v in zip(spans, vectors, strict=True)],
    )

    hits = await index.nearest(DESK, (0.0, 2.0), "mini", 2)

    assert [h.passage.text for h in hits] == ["China followed.", "Russia spoke first."]
    assert [h.score for h in hits] == pytest.approx([1.0, 0.8])
    assert [h.rank for h in hits] == [1, 2]


async def test_vectors_of_other_models_channels_and_lengths_are_not_compared(index, articles):
    learned = await teach(articles, "One line.")
    await index.keep_vectors("mini", [embedding(learned.version_id, 0, 9, 1.0, 0.0)])

    assert await index.nearest(DESK, (1.0, 0.0), "maxi", 5) == []
    assert await index.nearest(EMBASSY, (1.0, 0.0), "mini", 5) == []
    assert await index.nearest(DESK, (1.0, 0.0, 0.0), "mini", 5) == []


async def test_vectors_keep_to_the_version_in_force(index, articles):
    first = await teach(articles, "One line.")
    second = await teach(articles, "Two line.", at=MONDAY + DAY)
    for learned in (first, second):
        await index.keep_vectors("mini", [embedding(learned.version_id, 0, 9, 1.0, 0.0)])

    now = await index.nearest(DESK, (1.0, 0.0), "mini", 5)
    then = await index.nearest(DESK, (1.0, 0.0), "mini", 5, as_of=MONDAY)

    assert [h.passage.text for h in now] == ["Two line."]
    assert [h.passage.text for h in then] == ["One line."]


async def test_a_vector_takes_the_place_of_the_one_before(index, articles):
    learned = await teach(articles, "One line.\nTwo line.")
    for numbers in ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0, 1.0)):
        await index.keep_vectors("mini", [embedding(learned.version_id, 0, 9, *numbers)])
        hits = await index.nearest(DESK, numbers, "mini", 5)
        assert [(h.passage.text, h.score) for h in hits] == [("One line.", 1.0)]


async def test_passages_without_vectors_are_told_the_newest_first(index, articles):
    old = await teach(articles, FIRST, f"{URL}/1")
    new = await teach(articles, SECOND, f"{URL}/2", at=MONDAY + HOUR)

    of_old = await index.without_vectors(DESK, "mini", 9, of=old.version_id)
    assert {p.version_id for p in of_old} == {old.version_id}

    missing = await index.without_vectors(DESK, "mini", 4)
    assert missing[0] == Passage(new.version_id, 0, 29, "The Council met on the draft.")
    assert [p.version_id for p in missing] == [new.version_id] * 3 + [old.version_id]

    await index.keep_vectors(
        "mini", [embedding(p.version_id, p.start, p.end, 1.0) for p in missing]
    )
    left = await index.without_vectors(DESK, "mini", 10)
    assert [p.text for p in left] == ["Russia spoke first."]
    assert len(await index.without_vectors(DESK, "maxi", 10)) == 5
    assert await index.without_vectors(EMBASSY, "mini", 10) == []


async def test_what_publishers_reserve_is_only_told_to_who_asks_for_it(index, articles):
    free = await teach(articles, FIRST, f"{URL}/1")
    reserved = await teach(articles, SECOND, f"{URL}/2", is_reserved=True)

    told = await index.without_vectors(DESK, "mini", 10)
    every = await index.without_vectors(DESK, "mini", 10, with_reserved=True)

    assert {p.version_id for p in told} == {free.version_id}
    assert {p.version_id for p in every} == {free.version_id, reserved.version_id}


async def test_vectors_of_what_is_not_stored_are_dropped(index, articles, database):
    learned = await teach(articles, "One line.")

    await index.keep_vectors(
        "mini", [embedding("unknown", 0, 9, 1.0), embedding(learned.version_id, 3, 4, 1.0)]
    )

    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(vector))).scalar() == 0


async def test_forgetting_takes_the_vectors(index, articles, database):
    learned = await teach(articles, "One line.")
    await index.keep_vectors("mini", [embedding(learned.version_id, 0, 9, 1.0)])
    await index.nearest(DESK, (1.0,), "mini", 5)

    await articles.forget(DESK, None)

    assert await index.nearest(DESK, (1.0,), "mini", 5) == []
    async with database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(vector))).scalar() == 0


async def test_vectors_come_back_as_they_went_in_whatever_the_cache_holds(database, articles):
    from bot.storage import vectors

    index = SqlSearchIndex(database)
    index._vectors = vectors.VectorCache(most_bytes=64)  # less than all of them
    random = np.random.default_rng(7)
    made = {}
    for n in range(8):
        learned = await teach(articles, f"Line {n}.", f"{URL}/{n}")
        made[f"Line {n}."] = numbers = random.normal(size=8)
        await index.keep_vectors("mini", [embedding(learned.version_id, 0, 7, *numbers)])

    for text, numbers in made.items():
        (hit,) = await index.nearest(DESK, numbers, "mini", 1)
        assert hit.passage.text == text
        assert hit.score == pytest.approx(1.0, abs=1e-6)
    assert index._vectors._bytes <= 64


async def test_what_versions_are_about_is_the_mean_of_their_first_passages(index, articles):
    old = await teach(articles, SECOND, f"{URL}/1", language="en")
    new = await teach(articles, "Une ligne.", f"{URL}/2", language="fr-FR", story="s")
    unknown = await teach(articles, "Eine Zeile.", f"{URL}/3")
    spans = [(p.start, p.end) for p in await index.passages(DESK, old.version_id)]
    numbers = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
    made = [embedding(old.version_id, *s, *v) for s, v in zip(spans, numbers, strict=True)]
    await index.keep_vectors("mini", made)
    await index.keep_vectors("mini", [embedding(new.version_id, 0, 10, 0.0, 1.0)])
    await index.keep_vectors("mini", [embedding(unknown.version_id, 0, 11, 0.0, 1.0)])

    all_of_them = await index.leads(DESK, "mini", 2)
    not_french = await index.leads(DESK, "mini", 2, not_in="fr")
    last = await index.leads(DESK, "mini", 2, newest=1)
    named = await index.leads(DESK, "mini", 2, of=[new.version_id])

    assert all_of_them[0].vector == pytest.approx([0.5**0.5, 0.5**0.5])
    assert [lead.version_id for lead in not_french] == [old.version_id]
    assert [lead.version_id for lead in last] == [unknown.version_id]
    assert [(lead.story_id, lead.language) for lead in named] == [("s", "fr-FR")]
    assert await index.leads(EMBASSY, "mini", 2) == []
    assert await index.leads(DESK, "maxi", 2) == []


async def test_copies_and_texts_whose_beginning_has_no_vector_are_about_nothing(index, articles):
    original = await teach(articles, "One line.", f"{URL}/1")
    copy = await teach(articles, "One line!", f"{URL}/2", duplicate_of=original.article_id)
    late = await teach(articles, SECOND, f"{URL}/3")
    last = (await index.passages(DESK, late.version_id))[-1]
    await index.keep_vectors("mini", [embedding(copy.version_id, 0, 9, 1.0)])
    await index.keep_vectors("mini", [embedding(late.version_id, last.start, last.end, 1.0)])

    assert await index.leads(DESK, "mini", 2) == []


async def test_vectors_of_another_length_are_missing_to_who_tells_the_length(index, articles):
    learned = await teach(articles, "One line.")
    await index.keep_vectors("mini", [embedding(learned.version_id, 0, 9, 1.0, 0.0)])

    assert await index.without_vectors(DESK, "mini", 9, length=2) == []
    assert len(await index.without_vectors(DESK, "mini", 9, length=3)) == 1
    assert await index.without_vectors(DESK, "mini", 9) == []
