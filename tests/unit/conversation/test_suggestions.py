"""Prompts are drawn from the newest briefing, and offer what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.intents import read_intent
from bot.conversation.meanings import Ask, ShowAgenda
from bot.conversation.suggestions import AGENDA_DAYS, FIRST_STEPS, suggestions
from bot.domain.briefings import AgendaEntry
from tests.golden.posts import MORNING, TALKS_ITEM, VETO, VETO_ITEM, briefing, cited

VOTE = cited("The ten elected members will put their own text to a vote on Monday.", VETO)


def announcing(days):
    entry = AgendaEntry(MORNING.date() + timedelta(days=days), VOTE)
    return briefing(replace(VETO_ITEM, agenda=(entry,)), TALKS_ITEM)


def intents(of):
    return [read_intent(one.message, is_thread_reply=False) for one in suggestions(of)]


def test_a_channel_without_a_briefing_is_told_how_to_begin():
    assert suggestions(None) == suggestions(briefing()) == FIRST_STEPS


def test_headlines_become_questions():
    found = suggestions(briefing(VETO_ITEM, TALKS_ITEM))

    assert [one.title for one in found] == [
        "What is new: Russia and China veto US draft in Security Coun…",
        "What is new: Envoys meet in Doha",
    ]
    assert all(isinstance(one, Ask) for one in intents(briefing(VETO_ITEM, TALKS_ITEM)))
    assert len(suggestions(briefing(*[VETO_ITEM] * 6))) == 4


@pytest.mark.parametrize(("days", "is_offered"), [(0, True), (AGENDA_DAYS, True), (-1, False),
                                                  (AGENDA_DAYS + 1, False)])  # fmt: skip
def test_what_comes_next_is_offered_where_something_does(days, is_offered):
    found = intents(announcing(days))

    assert (ShowAgenda(AGENDA_DAYS) in found) is is_offered
    assert all(isinstance(one, (Ask, ShowAgenda)) for one in found)
