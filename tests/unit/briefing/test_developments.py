"""What a briefing makes of a story that moved on: what leads, what is gone, what it sets right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.briefing.agenda import announced
from bot.briefing.presentation import correction_lead
from bot.briefing.selection import Request, select
from bot.briefing.writer import gated
from bot.built_in.briefing_writer import draft_item
from bot.built_in.posted_sentences import Posted
from bot.domain.articles import Omission
from bot.domain.identifiers import StoryId
from bot.domain.messages import plain
from bot.domain.sentence_leads import opinion_lead
from bot.domain.stories import Story
from bot.grounding.gate import cite_title
from tests.builders import article

WEDNESDAY = datetime(2024, 3, 20, 9, tzinfo=UTC)
THURSDAY = datetime(2024, 3, 21, 18, tzinfo=UTC)

VOTE = article(
    "The parliament of Sarovia will vote on the border treaty with Unter on Thursday. "
    "The treaty would settle a dispute over the Vist river.",
    title="Sarovian parliament to vote on border treaty with Unter",
    published_at=WEDNESDAY,
)
REJECTED = article(
    "For thirty years the dispute over the Vist river has poisoned relations of Sarovia and Unter. "
    "The treaty that would have settled it was negotiated in Pell last year by mediators. "
    "The parliament of Sarovia rejected the border treaty with Unter by 61 votes to 48 on Thursday. "
    "Prime Minister Dalia Roen resigned an hour after the vote.",
    title="Sarovian parliament rejects border treaty, Roen resigns",
    published_at=THURSDAY,
    outlet="The Courier",
)
QUAKE = article(
    "An earthquake killed 12 people in the Varna province of Kestria on Wednesday.",
    title="Earthquake kills 12 in Varna province of Kestria",
    published_at=WEDNESDAY,
)
REVISED = article(
    "Kestria's interior ministry on Thursday revised the death toll of the earthquake in the Varna "
    "province to 9. Rescue teams from Ostland arrived in the province of Varna on Thursday.",
    title="Kestria revises earthquake toll to 9",
    published_at=THURSDAY,
    outlet="The Courier",
)
RISEN_ABROAD = article(
    "Le bilan du séisme dans la province de Varna, en Kestria, s'élève à 19 morts, a annoncé le "
    "ministère jeudi. Des secouristes d'Ostland sont arrivés dans la province de Varna.",
    title="Kestria : le séisme de Varna a fait 19 morts",
    published_at=THURSDAY,
    outlet="Le Messager",
    language="fr",
)
SHELLED = article(
    "Belmark violated the ceasefire on the Oder river on Tuesday, the defence ministry of Zagoria said.",
    title="Zagoria ministry says Belmark violated the ceasefire",
    published_at=WEDNESDAY,
)
WITHDREW = article(
    "The defence ministry of Zagoria on Thursday withdrew its statement that Belmark had violated "
    "the ceasefire on the Oder river.",
    title="Zagoria withdraws statement on ceasefire",
    published_at=THURSDAY,
    outlet="The Courier",
)
SUMMIT = article(
    "The presidents of Lydia and Phrygia will meet for a summit in Geneva on 2 April.",
    title="Leaders of Lydia and Phrygia to meet",
    published_at=WEDNESDAY,
)
PUT_OFF = article(
    "The summit of the presidents of Lydia and Phrygia in Geneva has been put off to 9 April.",
    title="Summit of Lydia and Phrygia put off",
    published_at=THURSDAY,
    outlet="The Courier",
)


#: As it was posted on the day before.
RISEN_ABROAD_BEFORE = replace(RISEN_ABROAD, published_at=WEDNESDAY)


def story(*articles):
    return Story(StoryId("story"), "A story", articles)


def drafted(*articles, posted=()):
    return draft_item(story(*articles), posted=posted)


def sent(of):
    return [Posted(of.text.split(". ")[0].rstrip(".") + ".", of, WEDNESDAY)]


def told(lead):
    return "".join(p if isinstance(p, str) else plain(p) for p in lead.pieces())


def test_the_newest_decisive_sentence_leads_and_not_thirty_years_of_a_dispute():
    texts = [claim.text for claim in drafted(VOTE, REJECTED).sentences]

    assert texts[0].startswith("The parliament of Sarovia rejected")
    assert texts[1].startswith("Prime Minister Dalia Roen resigned")


def test_a_figure_that_was_counted_anew_is_told_without_the_old_one():
    texts = [claim.text for claim in drafted(QUAKE, REVISED).sentences]

    assert any("to 9" in text for text in texts)
    assert not any("killed 12" in text for text in texts)


def test_a_toll_that_rose_in_another_language_is_told_without_the_old_one():
    texts = [claim.text for claim in drafted(QUAKE, RISEN_ABROAD).sentences]

    assert any("19 morts" in text for text in texts)
    assert not any("killed 12" in text for text in texts)


def test_an_english_sentence_with_the_old_toll_never_stands_for_the_new_one():
    item = gated(drafted(QUAKE, RISEN_ABROAD, posted=sent(QUAKE)), story(QUAKE, RISEN_ABROAD))
    (correction,) = item.corrections
    assert "19 morts" in correction.text


def test_a_statement_that_was_withdrawn_is_not_told_beside_its_withdrawal():
    texts = [claim.text for claim in drafted(SHELLED, WITHDREW).sentences]

    assert len(texts) == 1
    assert "withdrew its statement" in texts[0]


@pytest.mark.parametrize(
    ("before", "after", "lead"),
    [
        (QUAKE, REVISED, "9, not 12 as told on"),
        (QUAKE, RISEN_ABROAD, "19, not 12 as told on"),
        (RISEN_ABROAD_BEFORE, REVISED, "9, not 19 as told on"),
        (SUMMIT, PUT_OFF, "Tue 9 April 2024, not Tue 2 April 2024 as told on"),
        (SHELLED, WITHDREW, "Takes back what was told on"),
    ],
)
def test_what_was_posted_and_no_longer_stands_is_set_right(before, after, lead):
    item = gated(drafted(before, after, posted=sent(before)), story(before, after))

    assert item is not None
    (correction,) = item.corrections
    assert item.sentences[0].text == correction.text
    assert told(correction_lead(correction)).startswith(lead)


def test_what_still_stands_is_not_set_right():
    more = article(
        "Rescue teams from Ostland arrived in the Varna province of Kestria on Thursday.",
        published_at=THURSDAY,
    )

    assert drafted(QUAKE, more, posted=sent(QUAKE)).corrections == ()


def test_a_vote_that_was_taken_is_on_the_agenda_no_more():
    first, last = date(2024, 3, 21), date(2024, 3, 31)

    assert [e.day for e in announced([VOTE], first, last)] == [first]
    assert announced([VOTE, REJECTED], first, last) == ()


OPINION = article(
    "Sanctions on Kestria have failed and the European Union must lift them at once.",
    title="Opinion: Sanctions on Kestria have failed",
    published_at=WEDNESDAY,
)


def test_opinion_is_left_out_with_its_reason_unless_it_was_given():
    def selected(**asked):
        return select([OPINION], [story(OPINION)], {}, Request(THURSDAY, **asked))

    assert [o.reason for o in selected().omitted] == [Omission.OPINION]
    assert selected().chosen == ()
    assert len(selected(only=frozenset({OPINION.article_id})).chosen) == 1


def test_a_sentence_of_an_opinion_piece_says_so():
    claim, report = cite_title(OPINION), cite_title(QUAKE)

    assert claim is not None
    assert report is not None
    lead = opinion_lead(claim)
    assert lead is not None
    assert told(lead) == "In an opinion piece in The Harbour Post:"
    assert opinion_lead(report) is None


VERDICT_DUE = article(
    "Judges in Pell will give their verdict on the smuggler Otto Marn on Thursday.",
    title="Verdict on Marn due",
    published_at=WEDNESDAY,
)
NEXT = "Marn will appeal to the Kestrian court on 2 April."


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        (f"A court in Pell sentenced the smuggler Otto Marn on Thursday. {NEXT}", [NEXT]),
        ("Friends of the smuggler Otto Marn prayed in Pell.", [VERDICT_DUE.text]),
    ],
)
def test_what_was_due_is_not_ahead_beside_what_came_of_it(text, ahead):
    later = article(text, title="Marn in Pell", published_at=THURSDAY, outlet="The Courier")
    story = Story(StoryId("marn"), "", (VERDICT_DUE, later))
    written = gated(draft_item(story, fresh={later.version_id}), story)
    assert written is not None
    assert [entry.claim.text for entry in written.agenda] == ahead
