from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identifiers import ArticleId
from bot.sentence_reading.dated_sentences import Overtaking, ToldSentence
from bot.sentence_reading.overtaken import overtaking
from bot.sentence_reading.readings import keys_in

MONDAY = datetime(2024, 3, 18, 9, tzinfo=UTC)
ACCORD = "Ostmark and Velia will sign a fishing accord in Kesten on 3 April, a minister said."
SUMMIT = "Leaders of the five Ilmen lake states will hold a summit in Dorpat on 25 March."
FREED = "The jailed editor Mira Tal will be freed in a prisoner swap, a diplomat said."
VOTE = "Velia is expected to vote in favour, a diplomat said."


def told(text, hours=0, around=""):
    return ToldSentence(
        text, ArticleId(f"{hours}"), MONDAY + timedelta(hours=hours), keys_in(around)
    )


@pytest.mark.parametrize(
    ("earlier", "later", "how"),
    [
        (ACCORD, "Ostmark has cancelled the signing of the accord with Velia.", Overtaking.UNDONE),
        (
            ACCORD,
            "Ostmark called off the signing of the fishing accord with Velia.",
            Overtaking.UNDONE,
        ),
        (ACCORD, "Ostmark did not sign the accord.", Overtaking.DENIED),
        (ACCORD, "Ostmark will not sign the accord.", Overtaking.DISPUTED),
        (ACCORD, "Ostmark and Velia signed the fishing accord on Tuesday.", Overtaking.DONE),
        (
            SUMMIT,
            "A summit of the Ilmen lake states due to open on 25 March has been put off to 9 May.",
            Overtaking.UNDONE,
        ),
        (SUMMIT, "The Ilmen summit was postponed to 9 May, officials said.", Overtaking.UNDONE),
        # What was to be will not come, and whose it is stands in what is around.
        (
            "An envoy of Ostmark will arrive in Velia on 9 May for talks.",
            "An envoy of Ostmark who was to arrive in Velia on 9 May for talks will not come.",
            Overtaking.UNDONE,
        ),
        (FREED, "Mira Tal was not among those freed, Velia's minister said.", Overtaking.DENIED),
        (
            "General Otto Brandt died on Tuesday, two officials said.",
            "The Gazette has withdrawn its report that General Otto Brandt had died.",
            Overtaking.TAKEN_BACK,
        ),
        (
            "The accord sets a quota of 24,000 tonnes of cod.",
            "The Gazette wrongly said that the accord sets a quota of 24,000 tonnes of cod.",
            Overtaking.TAKEN_BACK,
        ),
        (
            "President Ilan Cord fled Velia on Wednesday.",
            "Claims that President Ilan Cord fled Velia on Wednesday are false.",
            Overtaking.TAKEN_BACK,
        ),
        (
            "Ostmark expelled the envoy of Velia on Monday.",
            "Ostmark did not expel the envoy, its foreign ministry said.",
            Overtaking.DISPUTED,
        ),
    ],
)
def test_a_later_sentence_on_the_same_matter_overtakes(earlier, later, how):
    assert overtaking(told(later, 2), told(earlier)) is how


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (ACCORD, "Ostmark signed a loan deal with Karnia."),
        (ACCORD, "Ostmark has cancelled a debt of Velia."),
        (ACCORD, "Karnia did not sign the accord."),
        (ACCORD, "Velia denied that Ostmark had cancelled the signing of the accord with Velia."),
        (ACCORD, "Ostmark may cancel the signing of the accord with Velia."),
        (ACCORD, "Ostmark would call off the signing of the accord if Velia moved troops."),
        (SUMMIT, "Velia did not ask for the Ilmen lake summit to be postponed."),
        (SUMMIT, "The Karnia summit was postponed to 9 May."),
        (
            SUMMIT,
            "A summit of the Ilmen lake states due to open on 12 June has been put off.",
        ),
        (FREED, "Jan Orr was not among those freed."),
        (
            "The accord sets a quota of 42,000 tonnes of cod.",
            "The Gazette wrongly said that the accord sets a quota of 24,000 tonnes of cod.",
        ),
        ("Ostmark recalled its envoy to Velia.", "Velia has not recalled its own envoy."),
    ],
)
def test_what_only_looks_like_it_does_not(earlier, later):
    assert overtaking(told(later, 2), told(earlier)) is None


def test_an_earlier_sentence_never_does():
    assert (
        overtaking(
            told("Ostmark has cancelled the signing of the accord with Velia."), told(ACCORD, 2)
        )
        is None
    )


def test_a_vote_is_also_cast_by_abstaining_where_the_articles_are_on_one_matter():
    shared = "The Assembly of the League on a ceasefire resolution for Uvand drafted by Lestia"
    abstained = "Velia and Karnia abstained."
    assert overtaking(told(abstained, 2, shared), told(VOTE, 0, shared)) is Overtaking.DONE
    assert (
        overtaking(told(abstained, 2, shared), told(VOTE, 0, "A budget for Karnia's ports")) is None
    )


LAKES = "Ilmen lake states plan a summit of Leaders in Dorpat, Velia and Ostmark among them."


@pytest.mark.parametrize(
    ("earlier", "later", "how"),
    [
        (SUMMIT, "The summit of the Ilmen lake states will be held in Kesten on 20 March instead of in Dorpat on 25 March.", Overtaking.UNDONE),
        (SUMMIT, "The summit of the Ilmen lake states will be held in Kesten and not in Dorpat.", Overtaking.UNDONE),
        (SUMMIT, "Le sommet des Etats du lac Ilmen se tiendra le 20 mars et non le 25 mars.", Overtaking.UNDONE),
        (SUMMIT, "The final session of the Ilmen summit, planned for 25 March, has been put off to 28 March.", Overtaking.UNDONE),
        # Another day, another place, and somebody who stays away.
        (SUMMIT, "The council of the Ilmen lake states will meet on 20 March instead of on 27 March.", None),
        (SUMMIT, "The Ilmen council will meet in Kesten instead of in Olm.", None),
        (SUMMIT, "The summit of the Ilmen lake states will be held in Kesten and not in Dorp.", None),
        (SUMMIT, "The summit of the Ilmen lake states will be held in Kesten instead of The Vell.", None),
        (SUMMIT, "Ostmark's president will not attend the Ilmen summit in Dorpat on 25 March.", None),
    ],
)  # fmt: skip
def test_another_day_or_place_in_its_stead_moves_what_was_announced(earlier, later, how):
    assert overtaking(told(later, 1, LAKES), told(earlier, 0, LAKES)) is how


def test_a_visit_of_others_that_was_called_off_leaves_a_journey_as_it_was():
    around = (
        "Brandt, minister of Ostmark, in Velia: Washington, Kesten and Ostmark speak of the lakes."
    )
    journey = told("Brandt will travel to Velia on Friday.", 0, around)
    off = told("Velia called off the visit of a delegation to Washington.", 30, around)
    assert overtaking(off, journey) is None


def test_what_a_thing_is_of_may_stand_around_it():
    around = "Ostmark and Velia agreed on a fishing accord after talks in Kesten."
    signing = told("The accord is to be signed on 3 April in Kesten.", 0, around)
    off = told(
        "The signing of the fishing accord of Ostmark and Velia has been put off to 9 May.",
        30,
        around,
    )
    assert overtaking(off, signing) is Overtaking.UNDONE
