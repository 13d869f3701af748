"""Who may change a Matrix room's settings."""

from __future__ import annotations

import pytest

from bot.platforms.matrix.power import may_configure

ANN, BEN = "@ann:x.org", "@ben:x.org"


def creation(version="11", **content):
    return {"sender": ANN, "content": {"room_version": version, **content}}


@pytest.mark.parametrize(
    ("levels", "may"),
    [
        ({"users": {BEN: 50}}, True),
        ({"users": {BEN: 49}}, False),
        ({"users": {BEN: "50"}}, True),
        ({"users": {ANN: 100}}, False),
        ({"users": {ANN: 100}, "users_default": 50}, True),
        ({"users": {BEN: 0}, "users_default": 100}, False),
        ({"users_default": "100"}, True),
        ({}, False),
        # What the room's own state asks for is another matter: the rule is a moderator's level.
        ({"users": {BEN: 50}, "state_default": 100}, True),
        ({"users": {BEN: 0}, "state_default": 0}, False),
        # Of the wrong shape.
        ({"users": [BEN]}, False),
        ({"users": {BEN: None}, "users_default": 0}, False),
        ({"users": {BEN: float("inf")}}, False),
        ({"users": {BEN: {"level": 100}}}, False),
        ({"users": {BEN: 10}, "users_default": []}, False),
    ],
)
def test_a_moderators_level_is_needed(levels, may):
    assert may_configure(BEN, levels, creation()) is may


def test_without_levels_the_one_who_made_the_room_has_all_power():
    assert may_configure(ANN, None, creation())
    assert not may_configure(BEN, None, creation())
    assert not may_configure(BEN, None, None)


def test_from_version_12_on_creators_stand_above_every_level():
    levels = {"users": {ANN: 0, BEN: 0}}
    made = creation("12", additional_creators=[BEN, 7])

    assert may_configure(ANN, levels, made)
    assert may_configure(BEN, levels, made)
    assert not may_configure("@cat:x.org", levels, made)
    # Before, a creator has what the levels say.
    assert not may_configure(ANN, levels, creation("11"))
    assert not may_configure(BEN, levels, creation("12", additional_creators=BEN))
