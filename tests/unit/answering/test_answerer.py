"""The answerer over a real store: recall, evidence, drafts, the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering import answerer
from bot.answering.answerer import Answerer
from bot.answering.quoting import quote
from bot.answering.recalling import recall_for
from bot.domain.answers import Question, Turn
from bot.domain.articles import ReadArticle, Way
from bot.domain.briefings import Usage, Writer
from bot.domain.identifiers import DESK, ChannelKey
from bot.errors import BudgetSpentError, ModelUnavailableError
from bot.grounding.gate import check_draft
from bot.ingest.duplicates import fingerprint
from bot.memory.channel_memory import ChannelMemory
from bot.ports.articles import Arrival
from bot.prompt_files import Prompts
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.search_index import SqlSearchIndex
from tests.builders import VOTE_DAY
from tests.fakes.free_loop import off_the_loop
from tests.fakes.scripted_model import USAGE, ScriptedModel, claim

VETOED = "The US draft failed on Friday after Russia and China vetoed it."
ABSTAINED = "Guyana abstained."
TEXT = f"{VETOED} Eleven members voted for the text and three against it. {ABSTAINED}"
PROMPTS = Prompts.load()
TITLE = "US draft fails in Security Council"


@pytest.fixture
async def memory(tmp_path):
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/attache.db") as database:
        memory = ChannelMemory(SqlArticleStore(database), SqlSearchIndex(database))
        article = ReadArticle(
            TEXT, url="https://harbour.example/vote", title=TITLE, published_at=VOTE_DAY
        )
        arrival = Arrival(DESK, Way.FEED, learned_at=VOTE_DAY, fetched_at=VOTE_DAY)
        await memory.remember(article, fingerprint(TEXT), arrival, None)
        yield memory


def ask(text="Who vetoed the US draft?", **changes):
    question = Question(DESK, text, asked_at=VOTE_DAY + timedelta(hours=2))
    return replace(question, **changes)


def with_model(memory, *replies):
    return Answerer(memory, ScriptedModel(*replies), PROMPTS)


async def test_without_a_model_the_built_in_writer_answers_verbatim(memory):
    shown = []

    answer = await Answerer(memory, None, None).answer(ask(), show=shown.append)

    assert [sentence.text for sentence in answer.sentences] == [VETOED]
    assert tuple(shown) == answer.sentences
    assert answer.written_by.writer is Writer.BUILT_IN
    assert answer.written_by.fallback_reason is None
    (citation,) = answer.sentences[0].citations
    assert TEXT[citation.start : citation.end] == VETOED


async def test_parts_of_a_question_are_answered_apart_and_what_is_left_open_is_told(memory):
    asked = ask("Who vetoed the US draft, and who won the match in Lisbon?")
    answer = await Answerer(memory, None, None).answer(asked)

    assert [sentence.text for sentence in answer.sentences] == [VETOED]
    assert answer.unanswered == ("who won the match in Lisbon?",)

    asked = ask("Who vetoed the US draft, and how many members voted for it?")
    answer = await Answerer(memory, None, None).answer(asked)
    assert VETOED in [sentence.text for sentence in answer.sentences]
    assert any("Eleven" in sentence.text for sentence in answer.sentences)
    assert answer.unanswered == ()


async def test_where_nothing_is_answered_all_of_it_is_abstained_on(memory):
    asked = ask("Who won the match in Lisbon, and when does the tunnel open?")
    answer = await Answerer(memory, None, None).answer(asked)

    assert answer.abstained
    assert answer.unanswered == ()


async def test_a_model_is_asked_all_parts_at_once_with_the_evidence_of_each(memory):
    reply = {"claims": [claim(VETOED, (1, VETOED)), claim(ABSTAINED, (1, ABSTAINED))]}
    answerer = with_model(memory, reply)
    answer = await answerer.answer(ask("Who vetoed the US draft, and who abstained?"))

    assert [sentence.text for sentence in answer.sentences] == [VETOED, ABSTAINED]
    assert answer.written_by.writer is Writer.MODEL


async def test_where_nothing_found_answers_the_article_is_read_whole(memory):
    lodge = (
        "Kestrel Bay Lodge is a lodge on Kestrel Bay. " + "Guests of the lodge like the bay. " * 25
    )
    owner = "The lodge’s owner, Marl Properties, has sold its other hotels."
    text = "\n\n".join([*(f"{lodge}It is place {n}." for n in range(6)), owner])
    read = ReadArticle(text, url="https://harbour.example/bay", title="Kestrel Bay Lodge reopens")
    arrival = Arrival(DESK, Way.FEED, learned_at=VOTE_DAY, fetched_at=VOTE_DAY)
    await memory.remember(read, fingerprint(text), arrival, None)
    asked = ask("Who owns the Kestrel Bay Lodge?")
    hits = await memory.recall(DESK, asked.text, asked_at=asked.asked_at)
    assert not [hit for hit in hits if owner in hit.passage.text]

    answer = await Answerer(memory, None, None).answer(asked)
    by_model = await with_model(memory, ModelUnavailableError("It is down.")).answer(asked)

    assert [sentence.text for sentence in answer.sentences] == [owner]
    assert by_model.sentences == answer.sentences, "also where a model failed"


async def test_what_a_later_article_of_the_story_undid_is_not_told_as_standing(memory):
    told = "Kestria and Lestia will sign the Alma treaty on 7 March in Brand."
    undone = "Kestria and Lestia have cancelled the signing of the Alma treaty."
    about = "Kestria and Lestia have long talked of the Alma treaty, which draws their border."
    for n, (sentence, hours) in enumerate([(told, 0), (undone, 20)]):
        text = f"{sentence} {about}"
        read = ReadArticle(
            text,
            url=f"https://harbour.example/alma/{n}",
            title="Kestria and Lestia to sign Alma treaty",
            published_at=VOTE_DAY + timedelta(hours=hours),
        )
        at = VOTE_DAY + timedelta(hours=hours)
        await memory.remember(read, fingerprint(text), Arrival(DESK, Way.FEED, at, at), None)
    asked = ask("When will Kestria and Lestia sign the Alma treaty?")
    asked = replace(asked, asked_at=VOTE_DAY + timedelta(hours=22))
    found = await recall_for(asked, asked.text, memory)
    first = found.resting_on(lambda item: told in item.passage.text)

    written = await quote(first, None, memory)
    then = await quote(replace(first, as_of=VOTE_DAY + timedelta(hours=1)), None, memory)

    assert len(first.evidence.items) == 1
    assert [sentence.text for sentence in written.sentences] == [undone]
    assert [sentence.text for sentence in then.sentences] == [told], "of what was known then"


async def test_it_abstains_and_tells_the_nearest_thing(memory):
    answer = await Answerer(memory, None, None).answer(ask("Who drafted the Council’s rules?"))

    assert answer.abstained
    assert answer.nearest is not None


@pytest.mark.parametrize("text", ["thanks!", "", "😀", "hello"])
async def test_small_talk_searches_nothing_and_asks_no_model(memory, text):
    answer = await with_model(memory).answer(ask(text))

    assert answer.abstained
    assert answer.nearest is None


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE article; --", 'NEAR("draft") AND *', "draft -vote ^title:x", "word " * 10_000],
)
async def test_no_question_breaks_the_search(memory, text):
    answer = await Answerer(memory, None, None).answer(ask(text))

    assert len(answer.standalone) <= 2_000


async def test_another_channel_is_told_nothing(memory):
    elsewhere = ChannelKey("local", "elsewhere")

    answer = await Answerer(memory, None, None).answer(ask(channel=elsewhere))

    assert answer.abstained
    assert answer.nearest is None


async def test_what_was_learned_later_is_not_known(memory):
    answer = await Answerer(memory, None, None).answer(ask(as_of=VOTE_DAY - timedelta(days=1)))

    assert answer.abstained


async def test_a_reply_in_a_thread_is_searched_standing_alone(memory):
    thread = (
        Turn("Who vetoed the US draft?", is_ours=False, said_at=VOTE_DAY),
        Turn(VETOED, is_ours=True, said_at=VOTE_DAY),
    )

    answer = await Answerer(memory, None, None).answer(ask("And who abstained?", thread=thread))

    assert "draft" in answer.standalone
    assert ABSTAINED in [sentence.text for sentence in answer.sentences]


async def test_a_model_writes_and_each_sentence_is_shown_once_the_gate_has_passed_it(memory):
    shown = []
    reply = {"claims": [claim("Russia and China vetoed the US draft.", (1, VETOED))]}

    answer = await with_model(memory, reply).answer(ask(), show=shown.append)

    assert [s.text for s in answer.sentences] == ["Russia and China vetoed the US draft."]
    assert tuple(shown) == answer.sentences
    assert answer.written_by.writer is Writer.MODEL
    assert answer.usage == USAGE


async def test_checks_leave_the_event_loop_free_and_sentences_come_in_their_order(
    memory, monkeypatch
):
    checks = []

    def check(draft, evidence):
        checks.append(draft.text)
        assert len(checks) - len(shown) <= 1, "two at a time"
        return check_draft(draft, evidence)

    monkeypatch.setattr(answerer, "check_draft", off_the_loop(check))
    shown = []
    first, second = claim(VETOED, (1, VETOED)), claim("Guyana abstained.", (1, ABSTAINED))

    given = await with_model(memory, {"claims": [first, second]}).answer(ask(), show=shown.append)

    assert [s.text for s in shown] == [VETOED, "Guyana abstained."] == checks
    assert given.sentences == tuple(shown)


async def test_a_sentence_that_fails_the_gate_is_mended_once(memory):
    wrong = {"claims": [claim("France vetoed the US draft.", (1, VETOED))]}
    right = {"claims": [claim("Russia and China vetoed the US draft.", (1, VETOED))]}

    answer = await with_model(memory, wrong, right).answer(ask())

    assert [s.text for s in answer.sentences] == ["Russia and China vetoed the US draft."]
    assert answer.usage == USAGE + USAGE


async def test_what_fails_again_is_dropped_and_the_rest_stays(memory):
    good = claim("Guyana abstained.", (1, ABSTAINED))
    wrong = claim("France vetoed the US draft.", (1, VETOED))

    answer = await with_model(memory, {"claims": [good, wrong]}, {"claims": [wrong]}).answer(ask())

    assert [s.text for s in answer.sentences] == ["Guyana abstained."]


async def test_when_every_sentence_fails_the_built_in_writer_answers_and_says_why(memory):
    wrong = {"claims": [claim("France vetoed the US draft.", (1, VETOED))]}

    answer = await with_model(memory, wrong, wrong).answer(ask())

    assert [s.text for s in answer.sentences] == [VETOED]
    assert answer.written_by.writer is Writer.BUILT_IN
    assert answer.written_by.fallback_reason == "No sentence of the model passed the check."
    assert answer.usage == USAGE + USAGE


@pytest.mark.parametrize(
    "error", [ModelUnavailableError("It is down."), BudgetSpentError("Spent.")]
)
async def test_a_model_that_fails_leaves_the_answer_to_the_built_in_writer(memory, error):
    answer = await with_model(memory, error).answer(ask())

    assert [s.text for s in answer.sentences] == [VETOED]
    assert answer.written_by.writer is Writer.BUILT_IN
    assert answer.written_by.fallback_reason == str(error)
    assert answer.usage == Usage()


async def test_what_had_passed_before_the_model_failed_stays(memory):
    good = claim("Guyana abstained.", (1, ABSTAINED))
    wrong = claim("France vetoed the US draft.", (1, VETOED))
    model = ScriptedModel({"claims": [good, wrong]}, ModelUnavailableError("It is down."))

    answer = await Answerer(memory, model, PROMPTS).answer(ask())

    assert [s.text for s in answer.sentences] == ["Guyana abstained."]
    assert answer.written_by.writer is Writer.MODEL
    assert answer.written_by.fallback_reason == "It is down."


async def test_a_model_may_abstain(memory):
    answer = await with_model(memory, {"claims": []}).answer(ask())

    assert answer.abstained
    assert answer.written_by.writer is Writer.MODEL
    assert answer.nearest is not None


async def test_what_publishers_reserve_is_answered_by_the_built_in_writer(memory):
    await reserve(memory, TEXT, url="https://harbour.example/vote")

    answer = await with_model(memory).answer(ask())

    assert [s.text for s in answer.sentences] == [VETOED]
    assert answer.written_by.writer is Writer.BUILT_IN
    assert answer.written_by.fallback_reason == "The publishers of what answers it reserve AI use."


async def test_where_what_a_model_may_see_does_not_answer_what_it_may_not_see_may(memory):
    said = "Ambassador Riyad Mansour asked the council to vote on Monday on the text of the ten."
    await reserve(memory, said, url="https://kestrel.example/ten")
    model = ScriptedModel({"claims": []})

    answer = await Answerer(memory, model, PROMPTS).answer(
        ask("What did Riyad Mansour ask the council?")
    )

    assert [s.text for s in answer.sentences] == [said]
    assert answer.written_by.writer is Writer.BUILT_IN
    assert answer.usage == USAGE
    assert "Monday" not in model.prompts[0].user


async def reserve(memory, text, url):
    article = ReadArticle(text, url=url, title=TITLE, published_at=VOTE_DAY, is_reserved=True)
    later = VOTE_DAY + timedelta(minutes=1)
    await memory.remember(article, fingerprint(text), Arrival(DESK, Way.FEED, later, later), None)


async def test_the_same_question_at_the_same_moment_has_the_same_id(memory):
    answerer = Answerer(memory, None, None)

    first, again = await answerer.answer(ask()), await answerer.answer(ask())
    later = await answerer.answer(ask(asked_at=VOTE_DAY + timedelta(days=1)))

    assert first.answer_id == again.answer_id != later.answer_id


async def test_timings_are_milliseconds_of_the_timer(memory):
    ticks = iter([10.0, 10.5, 12.0])

    answer = await Answerer(memory, None, None, timer=lambda: next(ticks)).answer(ask())

    timings = answer.timings
    assert (timings.recall, timings.write, timings.total) == (500.0, 1_500.0, 2_000.0)


async def two_ministers(memory):
    for number, (title, text) in enumerate(
        (
            ("French minister rules out troops", "The minister said no soldiers would go to Mali."),
            ("Minister in Ankara demands talks", "The minister said the old formula was dead."),
        )
    ):
        read = ReadArticle(
            text, url=f"https://x.example/{number}", title=title, published_at=VOTE_DAY
        )
        arrival = Arrival(DESK, Way.FEED, learned_at=VOTE_DAY, fetched_at=VOTE_DAY)
        await memory.remember(read, fingerprint(text), arrival, None)


async def test_a_question_that_two_stories_fit_is_asked_back_once_and_the_reply_answers(memory):
    await two_ministers(memory)
    answerer, said_at = Answerer(memory, None, None), VOTE_DAY + timedelta(hours=2)
    question = ask("What did the minister say?")

    back = await answerer.answer(question)

    assert back.sentences == () == back.unanswered
    assert set(back.choices) == {
        "French minister rules out troops",
        "Minister in Ankara demands talks",
    }
    asked = Turn(question.text, is_ours=False, said_at=said_at)
    offered = Turn("Which one?", is_ours=True, said_at=said_at, offers=back.choices)
    place = back.choices.index("Minister in Ankara demands talks") + 1
    for reply in (str(place), "the one in Ankara"):
        answer = await answerer.answer(ask(reply, thread=(asked, offered)))
        assert [s.text for s in answer.sentences] == ["The minister said the old formula was dead."]
    again = await answerer.answer(ask(question.text, thread=(asked, offered)))
    assert again.choices == ()


async def test_a_model_is_not_paid_for_a_question_that_is_asked_back(memory):
    await two_ministers(memory)
    model = ScriptedModel()

    answer = await Answerer(memory, model, PROMPTS).answer(ask("What did the minister say?"))

    assert len(answer.choices) == 2
    assert answer.usage == Usage()
    assert model.prompts == []
