from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.briefing import model_desk
from bot.briefing.briefer import Briefer
from bot.briefing.writer import MOST_AT_ONCE
from bot.domain.articles import Omission
from bot.domain.briefings import EventType, Status, Usage, Writer
from bot.domain.identifiers import DESK, BriefingId, ChannelKey, StoryId, VersionId
from bot.errors import ModelUnavailableError, StoreUnavailableError
from bot.grounding import gate
from tests.builders import VOTE_DAY, article
from tests.fakes.clock import StoppedClock
from tests.fakes.free_loop import off_the_loop
from tests.fakes.scripted_model import ScriptedModel, claim
from tests.fakes.shelf import DraftsInMemory, Shelf

VETO = (
    "Russia and China vetoed the American draft resolution in the Security Council on Friday. "
    "Eleven members voted for the text. China's ambassador said the draft dodged the issue. "
    "The ten elected members will vote on a text of their own on Monday."
)
TALKS = "Egypt and Qatar hosted talks on a truce in Cairo. Israel's spy chief took part in them."
GOAL = "The midfielder scored in stoppage time. The goalkeeper saved a penalty for the team."


def told(text, story, **changes):
    return article(text, story_id=StoryId(story), **changes)


def desk(shelf, model=None, now=VOTE_DAY + timedelta(hours=1), **more):
    return Briefer(shelf, shelf, shelf, shelf, shelf, model, StoppedClock(now), **more)


async def brief(briefer, name="b1", **request):
    return await briefer.brief(DESK, briefing_id=BriefingId(name), **request)


def by_story(briefing):
    return {item.story_id: item for item in briefing.items}


# ---------------------------------------------------------------- what is shown


async def test_a_briefing_of_the_week_of_the_veto():
    shelf = Shelf(told(VETO, "veto", title="Veto"), told(GOAL, "goal", title="Late goal"))
    briefing = await brief(desk(shelf))
    (item,) = briefing.items
    assert item.headline.text == "Veto"
    assert item.status is Status.NEW
    assert item.event_type is EventType.REJECT
    assert item.sentences[0].text.startswith("Russia and China vetoed the American draft")
    assert [entry.day for entry in item.agenda] == [date(2024, 3, 25)]
    assert [o.reason for o in briefing.omitted] == [Omission.OFF_SUBJECT]
    assert (briefing.receipt.articles, briefing.receipt.stories, briefing.receipt.shown) == (
        2,
        2,
        1,
    )
    assert briefing.written_by.writer is Writer.BUILT_IN
    assert shelf.kept[BriefingId("b1")] is briefing


async def test_friday_is_resolved_against_publication_and_never_without_it():
    text = "Antony Blinken will head to Israel on Friday to push for a ceasefire in Gaza."
    thursday = datetime(2024, 3, 21, tzinfo=UTC)
    dated = await brief(desk(Shelf(told(text, "s", title=None, published_at=thursday))))
    assert [entry.day for entry in dated.items[0].agenda] == [date(2024, 3, 22)]
    undated = await brief(desk(Shelf(told(text, "s", title=None, published_at=None))))
    assert undated.items[0].agenda == ()


async def test_without_a_title_the_headline_is_the_whole_first_sentence():
    briefing = await brief(desk(Shelf(told(VETO, "veto", title=None))))
    assert briefing.items[0].headline == briefing.items[0].sentences[0]


async def test_a_story_without_a_sentence_that_can_be_cited_is_left_out_with_the_reason():
    bare = told(
        "Security Council veto: Russia, China\nWith AFP", "bare", title="Russia and China veto"
    )
    briefing = await brief(desk(Shelf(bare)))
    assert briefing.items == ()
    assert [o.reason for o in briefing.omitted] == [Omission.NO_VERIFIED_SENTENCE]


async def test_every_article_of_the_window_is_shown_or_left_out():
    wire = told(VETO, "veto")
    shelf = Shelf(
        wire,
        told(VETO, "veto", duplicate_of=wire.article_id, outlet="Kestrel Daily"),
        told(TALKS, "talks"),
        told(GOAL, "goal"),
        *(told(TALKS.replace("Cairo", city), f"more {city}") for city in "abcdef"),
    )
    briefing = await brief(desk(shelf))
    left_out = [o.article_id for o in briefing.omitted]
    shown = {a.article_id for a in shelf.articles if a.story_id in by_story(briefing)} - set(
        left_out
    )
    assert len(left_out) == len(set(left_out))
    assert len(shown) + len(left_out) == len(shelf.articles)
    assert by_story(briefing)["veto"].outlets == ("The Harbour Post", "Kestrel Daily")
    assert by_story(briefing)["veto"].origins == 1
    assert Omission.DUPLICATE in {o.reason for o in briefing.omitted}


async def test_another_channels_articles_stay_there():
    elsewhere = told(VETO, "veto", channel=ChannelKey("local", "other"))
    assert (await brief(desk(Shelf(elsewhere)))).items == ()


async def test_a_topic_narrows_the_briefing():
    shelf = Shelf(told(VETO, "veto", title="Veto"), told(TALKS, "talks", title="Talks"))
    briefing = await brief(desk(shelf), topic="Cairo")
    assert [item.story_id for item in briefing.items] == ["talks"]
    assert [o.reason for o in briefing.omitted] == [Omission.OFF_TOPIC]
    assert briefing.topic == "Cairo"


# ---------------------------------------------------------------- against the ledger


async def test_what_was_sent_comes_again_only_as_still_running():
    shelf = Shelf(told(VETO, "veto"))
    clock = VOTE_DAY + timedelta(hours=1)
    first = await brief(desk(shelf))
    await shelf.move_ledger(first.briefing_id, clock)
    shelf.add(told(TALKS, "talks", learned_at=clock + timedelta(hours=1)))
    second = await brief(desk(shelf, now=clock + timedelta(hours=2)), "b2")
    assert [(i.story_id, i.status) for i in second.items] == [
        ("talks", Status.NEW),
        ("veto", Status.UNCHANGED),
    ]
    assert second.since == first.until
    assert second.receipt.shown == 1
    assert second.items[1].sentences == first.items[0].sentences


async def test_a_briefing_that_was_not_sent_moves_nothing():
    shelf = Shelf(told(VETO, "veto"))
    await brief(desk(shelf))
    again = await brief(desk(shelf), "b2")
    assert by_story(again)["veto"].status is Status.NEW


async def test_a_second_version_is_a_change_and_is_told_first():
    known = told(VETO, "veto")
    shelf = Shelf(known)
    await brief(desk(shelf))
    await shelf.move_ledger(BriefingId("b1"), VOTE_DAY)
    later = VOTE_DAY + timedelta(hours=3)
    text = VETO.replace("Eleven members", "Twelve members")
    shelf.add(
        replace(
            known, version_id=VersionId("second"), version_number=2, text=text, learned_at=later
        )
    )
    second = await brief(desk(shelf, now=later), "b2")
    assert by_story(second)["veto"].status is Status.CHANGED
    assert any("Twelve members" in s.text for s in second.items[0].sentences)


async def test_a_named_window_shows_what_was_sent_before():
    shelf = Shelf(told(VETO, "veto"))
    await brief(desk(shelf))
    await shelf.move_ledger(BriefingId("b1"), VOTE_DAY)
    again = await brief(desk(shelf), "b2", since=VOTE_DAY - timedelta(hours=1))
    assert [(i.story_id, i.status) for i in again.items] == [("veto", Status.UNCHANGED)]
    assert again.receipt.shown == 1


async def test_a_window_in_the_past_tells_nothing_that_was_learned_after_it():
    shelf = Shelf(told(VETO, "veto"))
    later = VOTE_DAY + timedelta(days=1)
    shelf.add(
        told(
            "The council adopted another resolution on Saturday.",
            "veto",
            published_at=later,
            learned_at=later,
        )
    )
    await brief(desk(shelf, now=later))
    await shelf.move_ledger(BriefingId("b1"), later)
    past = await brief(
        desk(shelf, now=later), "b2", since=VOTE_DAY - timedelta(days=1), until=VOTE_DAY
    )
    cited = {
        c.version_id for item in past.items for claim in item.claims() for c in claim.citations
    }
    assert cited == {shelf.articles[0].version_id}


async def test_the_same_id_is_the_same_briefing_and_costs_nothing_again():
    shelf = Shelf(told(VETO, "veto"))
    first = await brief(desk(shelf))
    shelf.add(told(TALKS, "talks"))
    assert await brief(desk(shelf)) is first


async def test_nothing_new_is_a_briefing():
    briefing = await brief(desk(Shelf()))
    assert (briefing.items, briefing.omitted, briefing.receipt.articles) == ((), (), 0)


# ---------------------------------------------------------------- with a model


def reply(*claims):
    return {"claims": list(claims)}


GOOD = claim(
    "Russia and China vetoed the American draft on Friday.",
    (1, "Russia and China vetoed the American draft resolution in the Security Council on Friday."),
    kind="happened",
)
INVENTED = claim("Nine people walked out.", (1, "Nine people walked out."), kind="happened")


async def test_a_models_sentences_are_shown_when_they_pass():
    briefing = await brief(desk(Shelf(told(VETO, "veto")), ScriptedModel(reply(GOOD))))
    assert [s.text for s in briefing.items[0].sentences] == [GOOD["text"]]
    assert [entry.day for entry in briefing.items[0].agenda] == [date(2024, 3, 25)]
    assert briefing.written_by.writer is Writer.MODEL
    assert briefing.receipt.usage == Usage(100, 20)


@pytest.mark.parametrize("is_of_a_model", [True, False])
async def test_checks_leave_the_event_loop_free(monkeypatch, is_of_a_model):
    for module in (model_desk, gate):
        monkeypatch.setattr(module, "check_draft", off_the_loop(module.check_draft))
    model = ScriptedModel(reply(GOOD, INVENTED), reply(INVENTED)) if is_of_a_model else None

    briefing = await brief(desk(Shelf(told(VETO, "veto")), model))

    assert briefing.items[0].sentences


async def test_an_invented_sentence_is_repaired_once_and_then_dropped():
    model = ScriptedModel(reply(GOOD, INVENTED), reply(INVENTED))
    briefing = await brief(desk(Shelf(told(VETO, "veto")), model))
    assert [s.text for s in briefing.items[0].sentences] == [GOOD["text"]]
    assert len(model.prompts) == 2


async def test_a_story_of_which_the_model_wrote_nothing_true_is_the_built_in_writers():
    model = ScriptedModel(reply(INVENTED), reply(INVENTED))
    briefing = await brief(desk(Shelf(told(VETO, "veto")), model))
    assert briefing.items[0].sentences[0].text in VETO
    assert briefing.written_by.writer is Writer.BUILT_IN
    assert "passed the check" in briefing.written_by.fallback_reason


async def test_a_story_that_publishers_reserve_is_the_built_in_writers_and_no_model_is_asked():
    known = told(VETO, "veto", is_reserved=True, outlet="Kestrel Daily")
    briefing = await brief(desk(Shelf(known), ScriptedModel()))
    (item,) = briefing.items
    assert item.reserved == ("Kestrel Daily",)
    assert item.sentences[0].text in VETO
    assert briefing.written_by.writer is Writer.BUILT_IN
    assert "no more than the headline" in briefing.written_by.fallback_reason


async def test_of_a_story_that_some_reserve_the_model_is_shown_what_the_others_wrote():
    copy = "Eleven members voted for the American text on Gaza, and Guyana abstained from the vote."
    shelf = Shelf(told(VETO, "veto"), told(copy, "veto", is_reserved=True, outlet="Kestrel Daily"))
    model = ScriptedModel(reply(GOOD))
    briefing = await brief(desk(shelf, model))
    (prompt,) = model.prompts
    assert "vetoed the American draft resolution" in prompt.user
    assert "Guyana" not in prompt.user
    assert "Kestrel" not in prompt.user
    assert briefing.items[0].reserved == ("Kestrel Daily",)
    assert briefing.written_by.writer is Writer.MODEL


async def test_a_model_cannot_cite_what_it_was_not_shown():
    copy = "Guyana abstained from the vote on Gaza, its ambassador told reporters in New York."
    shelf = Shelf(told(VETO, "veto"), told(copy, "veto", is_reserved=True))
    guessed = claim("Guyana abstained.", *((n, copy) for n in range(1, 4)), kind="happened")
    model = ScriptedModel(reply(GOOD, guessed), reply(guessed))
    briefing = await brief(desk(shelf, model))
    assert [s.text for s in briefing.items[0].sentences] == [GOOD["text"]]
    assert "New York" not in model.prompts[-1].user.replace(copy, "")


async def test_a_headline_that_is_all_that_could_be_read_is_an_item():
    title = "Russia and China veto American draft in Security Council"
    briefing = await brief(desk(Shelf(told(title, "veto", title=title)), ScriptedModel()))
    (item,) = briefing.items
    assert (item.headline.text, item.sentences) == (title, (item.headline,))
    assert item.reserved == ()


async def test_a_model_that_fails_is_asked_no_more_and_the_reason_is_told():
    shelf = Shelf(*(told(TALKS.replace("Cairo", city), city) for city in "abcdef"))
    model = ScriptedModel(*[ModelUnavailableError("The model is down.")] * MOST_AT_ONCE)
    briefing = await brief(desk(shelf, model))
    assert len(briefing.items) == 6
    assert briefing.written_by.fallback_reason == "The model is down."
    assert briefing.written_by.writer is Writer.BUILT_IN


async def test_a_failed_repair_keeps_what_had_passed():
    model = ScriptedModel(reply(GOOD, INVENTED), ModelUnavailableError("The model is down."))
    briefing = await brief(desk(Shelf(told(VETO, "veto")), model))
    assert [s.text for s in briefing.items[0].sentences] == [GOOD["text"]]
    assert briefing.written_by.writer is Writer.MODEL
    assert briefing.written_by.fallback_reason == "The model is down."


class Sleeper(ScriptedModel):
    async def complete(self, *_, **__):
        await asyncio.sleep(60)


async def test_a_model_that_does_not_answer_costs_no_more_than_the_deadline():
    shelf = Shelf(told(VETO, "veto"), told(TALKS, "talks"))
    briefing = await asyncio.wait_for(brief(desk(shelf, Sleeper(), deadline_seconds=0.05)), 5)
    assert len(briefing.items) == 2
    assert briefing.written_by.fallback_reason == "The model took longer than 0.05 seconds."


async def test_a_public_story_is_paid_for_once():
    drafts, told_once = DraftsInMemory(), told(VETO, "veto")
    await brief(desk(Shelf(told_once), ScriptedModel(reply(GOOD)), drafts=drafts))
    silent = ScriptedModel()
    again = await brief(desk(Shelf(told_once), silent, drafts=drafts))
    assert [s.text for s in again.items[0].sentences] == [GOOD["text"]]
    assert again.receipt.usage == Usage()
    assert again.written_by.writer is Writer.MODEL


async def test_what_was_pasted_into_a_channel_is_never_kept_for_others():
    drafts = DraftsInMemory()
    await brief(
        desk(Shelf(told(VETO, "veto", url=None)), ScriptedModel(reply(GOOD)), drafts=drafts)
    )
    assert drafts.kept == {}


async def test_a_kept_draft_of_another_text_is_not_used():
    drafts, known = DraftsInMemory(), told(VETO, "veto")
    await brief(desk(Shelf(known), ScriptedModel(reply(GOOD)), drafts=drafts))
    changed = replace(known, text=VETO.replace("Eleven", "Twelve"))
    model = ScriptedModel(reply(GOOD))
    await brief(desk(Shelf(changed), model, drafts=drafts))
    assert model.replies == []


# ---------------------------------------------------------------- the store, the agenda, omitted


class LockedDrafts(DraftsInMemory):
    async def get(self, _key):
        raise StoreUnavailableError("The store is locked.")


async def test_a_stores_error_reaches_the_caller_as_it_is():
    shelf = Shelf(told(VETO, "veto"), told(TALKS, "talks"))
    with pytest.raises(StoreUnavailableError):
        await brief(desk(shelf, ScriptedModel(), drafts=LockedDrafts()))


async def test_the_agenda_is_of_the_days_ahead_in_the_channels_time_zone():
    shelf = Shelf(told(VETO, "veto"), told(GOAL, "goal"), timezone="Asia/Tokyo")
    briefer = desk(shelf)
    sunday_evening = datetime(2024, 3, 24, 20, tzinfo=UTC)  # Monday in Tokyo
    assert [e.day for e in await briefer.agenda_of(DESK, 0, sunday_evening)] == [date(2024, 3, 25)]
    assert await briefer.agenda_of(DESK, 7, sunday_evening + timedelta(days=1)) == ()
