from __future__ import annotations

from typing import get_args

import pytest

from bot.conversation import grammar
from bot.conversation.commands import COMMANDS, SETTINGS
from bot.conversation.help_texts import help_on
from bot.conversation.languages import language_name
from bot.conversation.meanings import (
    Ask,
    AskNews,
    BriefLinks,
    BriefPasted,
    BriefSaid,
    Intent,
    MakeBrief,
)


def test_every_intent_is_a_command_or_a_post_of_its_own_kind():
    assert set(COMMANDS) | {Ask, AskNews, MakeBrief, BriefLinks, BriefPasted, BriefSaid} == set(
        get_args(Intent)
    )


def test_only_commands_can_need_a_permission():
    assert set(SETTINGS) <= set(COMMANDS)


@pytest.mark.parametrize("name", grammar.COMMANDS)
def test_every_command_of_the_grammar_has_a_help_text(name):
    usage, more = help_on(name)

    assert str(usage.words).startswith(name)
    assert str(more.words)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("fr", "French"),
        ("FRENCH", "French"),
        ("français", "French"),
        ("中文", "Chinese"),
        ("xx", None),
    ],
)
def test_a_language_is_known_by_its_code_and_its_names(said, name):
    assert language_name(said) == name
