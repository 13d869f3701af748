from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.briefing.agenda import entries_of
from bot.briefing.presentation import briefing_post, in_own_threads
from bot.domain.briefings import (
    Briefing,
    EventType,
    Item,
    Receipt,
    Status,
    Usage,
    Writer,
    WrittenBy,
)
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.identifiers import DESK, ArticleId, BriefingId, DeliveryId, StoryId
from bot.domain.messages import Footer, Heading, Headline, Paragraph, PostKind, Sentence
from bot.grounding.gate import check_draft, cite_title
from tests.builders import VOTE_DAY, article, evidence
from tests.golden.posts import LEFT_OUT, TALKS_ITEM, VETO_ITEM, as_post
from tests.golden.posts import briefing as golden_briefing

TOLD = article(
    "Russia and China vetoed the draft. The ten members will vote on Monday. A truce is far off.",
    title="Veto",
)
RECEIPT = Receipt(42, (), (), 100, 37, 1, VOTE_DAY, Usage())


def cited(text, of=TOLD, speaker=None):
    return check_draft(DraftClaim(text, (DraftSpan(1, text),), speaker), evidence(of))


def item(**changes):
    values = {
        "story_id": StoryId("veto"),
        "headline": cite_title(TOLD),
        "status": Status.NEW,
        "event_type": EventType.REJECT,
        "sentences": (cited("Russia and China vetoed the draft."),),
        "said": (),
        "agenda": (),
        "outlets": ("The Harbour Post", "Kestrel Daily"),
        "origins": 1,
    }
    return Item(**{**values, **changes})


def briefing(*items, receipt=None, **changes):
    values = {
        "briefing_id": BriefingId("b1"),
        "channel": DESK,
        "since": None,
        "until": datetime(2024, 3, 22, 23, 30, tzinfo=UTC),
        "items": items,
        "omitted": (),
        "receipt": receipt or replace(RECEIPT, shown=len(items)),
        "written_by": WrittenBy(Writer.BUILT_IN),
    }
    return Briefing(**{**values, **changes})


def post(of, kind=PostKind.BRIEFING, **more):
    return briefing_post(of, delivery_id=DeliveryId("d1"), kind=kind, **more)


def lines(of, **more):
    """The post's parts as lines that a person would read."""
    for part in post(of, **more).parts:
        match part:
            case Headline(claim, note):
                yield f"{claim.text} ({note})"
            case Sentence(claim, lead):
                yield f"{lead} {claim.text}" if lead else claim.text
            case Heading(said) | Paragraph(said) | Footer(said):
                yield str(said)


def test_the_heading_has_the_channels_own_day():
    assert next(lines(briefing())) == "Briefing, Fri 22 March 2024"
    assert next(lines(briefing(), timezone="Europe/Paris")) == "Briefing, Sat 23 March 2024"
    assert next(lines(briefing(), kind=PostKind.DIGEST)) == "Digest, Fri 22 March 2024"
    assert next(lines(briefing(topic="Gaza"))) == "Briefing on Gaza, Fri 22 March 2024"


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "New · The Harbour Post, Kestrel Daily · a single origin · kind: rejection"),
        ({"origins": 2, "status": Status.CHANGED}, "Changed · The Harbour Post, Kestrel Daily · 2 independent origins · kind: rejection"),
        ({"event_type": None, "outlets": ()}, "New · no outlet named · a single origin"),
        ({"event_type": None, "origins": 3}, "New · The Harbour Post, Kestrel Daily · 3 independent origins"),
        ({"reserved": ("Kestrel Daily",)}, "New · The Harbour Post, Kestrel Daily · a single origin · kind: rejection · publisher reserves AI use: of Kestrel Daily, models are shown the headline only"),
        ({"event_type": None, "origins": 2, "reserved": ("The Harbour Post", "Kestrel Daily")}, "New · The Harbour Post, Kestrel Daily · 2 independent origins · publisher reserves AI use: of The Harbour Post, Kestrel Daily, models are shown the headline only"),
    ],
)  # fmt: skip
def test_a_line_under_the_headline_tells_status_outlets_origins_and_kind(changes, note):
    assert f"Veto ({note})" in list(lines(briefing(item(**changes))))


def test_an_item_tells_what_happened_who_said_what_and_what_comes_next():
    coming = cited("The ten members will vote on Monday.")
    told = item(said=(cited("A truce is far off.", speaker="an envoy"),), agenda=entries_of(coming))
    assert list(lines(briefing(told)))[2:5] == [
        "Russia and China vetoed the draft.",
        "an envoy: A truce is far off.",
        "What comes next, Mon 25 March 2024: The ten members will vote on Monday.",
    ]


def test_a_sentence_that_announces_something_is_told_once_with_its_day():
    coming = cited("The ten members will vote on Monday.")
    told = item(sentences=(coming,), said=(coming,), agenda=entries_of(coming))
    shown = [line for line in lines(briefing(told)) if coming.text in line]
    assert shown == ["What comes next, Mon 25 March 2024: The ten members will vote on Monday."]


def test_under_a_headline_that_announces_something_the_day_is_told():
    coming = cited("The ten members will vote on Monday.")
    told = item(headline=coming, sentences=(coming,), agenda=entries_of(coming))
    assert list(lines(briefing(told)))[2].startswith("What comes next, Mon 25 March 2024:")


def test_a_week_that_comes_next_is_told_as_a_week_until_it_is_over():
    text = "Envoys will vote in Doha next week."
    told = item(agenda=entries_of(cited(text, article(text, title="Vote"))))
    during = briefing(told, until=datetime(2024, 3, 27, tzinfo=UTC))
    after = briefing(told, until=datetime(2024, 4, 2, tzinfo=UTC))

    assert f"What comes next, Mon 25 March 2024 to Sun 31 March 2024: {text}" in lines(during)
    assert f"What was to come, Sun 31 March 2024 (now past): {text}" in lines(after)


def test_a_day_that_has_passed_is_marked():
    told = item(agenda=entries_of(cited("The ten members will vote on Monday.")))
    late = briefing(told, until=datetime(2024, 3, 27, tzinfo=UTC))
    assert any(
        line.startswith("What was to come, Mon 25 March 2024 (now past):") for line in lines(late)
    )


def test_an_announcement_that_names_nothing_bears_the_headline_of_an_article_not_told_of():
    def told(text):
        other = article(text, title="Fishing talks in Oslo", article_id=ArticleId("other"))
        return list(lines(briefing(item(agenda=entries_of(cited(text, other))))))

    nameless, named = "The meeting goes on next week.", "Envoys meet in Oslo next week."
    days = "What comes next, Mon 25 March 2024 to Sun 31 March 2024"
    assert f"{days}, Fishing talks in Oslo: {nameless}" in told(nameless)
    assert f"{days}: {named}" in told(named)


def test_the_receipt_tells_how_many_of_those_left_out_were_told_before():
    counts = Receipt(1, (), (), 5, 2, 1, None, Usage(), told_before=1, told_at=VOTE_DAY)
    told = list(lines(briefing(item(), receipt=counts, omitted=LEFT_OUT)))
    assert "Articles: 5 → stories: 2 → shown: 1; articles left out: 2, 1 as told before." in told


def test_a_sentence_of_an_earlier_day_bears_its_day():
    older = article("Ministers met in Cairo.", published_at=VOTE_DAY - timedelta(days=2))
    told = item(sentences=(*item().sentences, cited("Ministers met in Cairo.", older)))
    assert "Published Wed 20 March 2024: Ministers met in Cairo." in list(lines(briefing(told)))


def test_a_story_that_only_still_runs_is_one_line():
    running = item(story_id=StoryId("old"), status=Status.UNCHANGED)
    shown = briefing(item(), running, receipt=RECEIPT)
    parts = post(shown).parts
    assert sum(isinstance(part, Headline) for part in parts) == 2
    assert sum(isinstance(part, Sentence) for part in parts) == 1
    assert any("unchanged since it was posted" in line for line in lines(shown))


def test_an_unchanged_story_of_a_window_that_was_asked_for_stands_in_full():
    shown = briefing(item(status=Status.UNCHANGED))
    assert sum(isinstance(part, Sentence) for part in post(shown).parts) == 1


@pytest.mark.parametrize(
    ("receipt", "sentence"),
    [
        (Receipt(42, (), (), 0, 0, 0, None, Usage()), "Nothing new: all 42 feeds read."),
        (Receipt(1, (), (), 3, 2, 0, None, Usage(), 3, VOTE_DAY),
         "Nothing new: what was read since was told here already, last at Fri 22 March 2024 15:30 UTC."),
        (Receipt(1, (), (), 3, 2, 0, None, Usage(), 2, VOTE_DAY), "Nothing new of diplomatic weight: of 3 articles that were read, 2 tell what was posted here already, last at Fri 22 March 2024 15:30 UTC; the others were left out."),
        (Receipt(1, (), (), 0, 0, 0, None, Usage()), "Nothing new: the one feed that is followed here was read."),
        (Receipt(40, ("A", "B"), (), 0, 0, 0, None, Usage()), "Nothing new: 40 of 42 feeds read."),
        (Receipt(0, (), (), 0, 0, 0, None, Usage()), "Nothing new, and no feed has been read here: follow one to change that."),
        (Receipt(9, (), (), 1, 1, 0, None, Usage()), "Nothing new of diplomatic weight: one article was read and left out."),
        (Receipt(9, (), (), 7, 5, 0, None, Usage()), "Nothing new of diplomatic weight: 7 articles were read and left out."),
    ],
)  # fmt: skip
def test_silence_is_never_ambiguous(receipt, sentence):
    assert list(lines(briefing(receipt=receipt)))[1] == sentence


@pytest.mark.parametrize(
    ("written_by", "line"),
    [
        (WrittenBy(Writer.BUILT_IN), "Written by the built-in writer, without a language model."),
        (
            WrittenBy(Writer.BUILT_IN, fallback_reason="The model is down."),
            "Written by the built-in writer: The model is down. Tokens: 120.",
        ),
        (WrittenBy(Writer.MODEL, "small-1"), "Written by small-1; tokens: 120."),
        (
            WrittenBy(Writer.MODEL, "small-1", "The model is down."),
            "Written by small-1, and in part by the built-in writer: The model is down. Tokens: 120.",
        ),
    ],
)
def test_the_receipt_says_who_wrote(written_by, line):
    receipt = replace(RECEIPT, usage=Usage(100, 20))
    assert list(lines(briefing(item(), written_by=written_by, receipt=receipt)))[-1] == line


def test_the_receipt_names_feeds_articles_stories_and_the_oldest():
    receipt = replace(RECEIPT, feeds_failed=("Kestrel Daily",), feeds_quiet=("Northgate Review",))
    assert list(lines(briefing(item(), receipt=receipt)))[-5:-1] == [
        "Feeds read: 42; failed: Kestrel Daily.",
        "Unusually quiet: Northgate Review.",
        "Articles: 100 → stories: 37 → shown: 1; articles left out: 0.",
        "The oldest article shown is of Fri 22 March 2024.",
    ]


def test_the_post_carries_its_ids():
    sent = post(briefing(item()), kind=PostKind.DIGEST, thread="root")
    assert (sent.delivery_id, sent.briefing_id, sent.thread, sent.kind) == (
        "d1",
        "b1",
        "root",
        PostKind.DIGEST,
    )


def test_in_threads_each_story_is_a_post_and_the_last_one_moves_the_ledger():
    whole = replace(as_post(golden_briefing(VETO_ITEM, TALKS_ITEM)), addressee="U1")

    frame, first, second = in_own_threads(whole)

    assert isinstance(frame.parts[0], Heading)
    assert not frame.claims()
    assert isinstance(first.parts[0], Headline)
    assert first.claims() + second.claims() == whole.claims()
    assert [p.briefing_id for p in (frame, first, second)] == [None, None, whole.briefing_id]
    assert len({p.delivery_id for p in (frame, first, second)}) == 3
    assert first.addressee is None


def test_a_briefing_of_one_story_is_one_post():
    whole = as_post(golden_briefing(VETO_ITEM))

    assert in_own_threads(whole) == (whole,)
