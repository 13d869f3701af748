"""What was posted in one language and is retold in another one has not changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.briefing.ledger import status_of, unsent
from bot.domain.briefings import Status
from bot.domain.identifiers import BriefingId, StoryId
from bot.domain.stories import Story
from bot.ports.briefings import SentStory
from tests.builders import VOTE_DAY, article

SENT = {
    "en": ("Talks of Egypt and Kenya postponed", "The talks of Egypt and Kenya in Vienna have been postponed to 9 April, the Egyptian foreign ministry said on Thursday. The two presidents were to sign an agreement on the border there."),
    "de": ("Gespräche von Ägypten und Kenia verschoben", "Die Gespräche von Ägypten und Kenia in Wien wurden auf den 9. April verschoben. Die Präsidenten wollten dort ein Abkommen unterzeichnen."),
}  # fmt: skip
RETOLD = [
    ("fr", "Pourparlers de l'Égypte et du Kenya reportés", "Les pourparlers de l'Égypte et du Kenya à Vienne ont été reportés au 9 avril, a annoncé le ministère égyptien vendredi."),
    ("es", "Aplazadas las negociaciones de Egipto y Kenia", "Las negociaciones de Egipto y Kenia en Viena fueron aplazadas al 9 de abril."),
]  # fmt: skip
#: Each with something of its own: a day, another end, another doer, a denial, a figure, words not understood.
MORE = [
    ("fr", "Pourparlers de l'Égypte et du Kenya reportés", "Les pourparlers de l'Égypte et du Kenya à Vienne ont été reportés au 16 avril."),
    ("fr", "Pourparlers de l'Égypte et du Kenya annulés", "Les pourparlers de l'Égypte et du Kenya à Vienne ont été annulés."),
    ("fr", "Pourparlers du Kenya et de l'Égypte reportés", "Les pourparlers du Kenya et de l'Égypte à Vienne ont été reportés au 9 avril."),
    ("fr", "Pourparlers de l'Égypte et du Kenya", "Les pourparlers de l'Égypte et du Kenya à Vienne ne sont pas reportés au 9 avril."),
    ("es", "Aplazadas las negociaciones de Egipto y Kenia", "Las negociaciones de Egipto y Kenia en Viena fueron aplazadas al 9 de abril. Hubo 40 muertos en la frontera."),
    ("es", "Aplazadas las negociaciones de Egipto y Kenia", "Egipto acusó a Kenia de envenenar las negociaciones en Viena."),
    ("it", "Rinviati i colloqui di Egitto e Kenya", "I colloqui di Egitto e Kenya a Vienna sono stati rinviati al 9 aprile."),
]  # fmt: skip


def told(language, title, text, days=0):
    at = VOTE_DAY + timedelta(days=days)
    return article(text, title=title, language=language, published_at=at)


def against_the_ledger(sent_in, *new):
    before = told(sent_in, *SENT[sent_in])
    sent = SentStory(
        StoryId("talks"),
        VOTE_DAY,
        BriefingId("b1"),
        frozenset({before.version_id}),
        (before.text.split(". ")[0] + ".",),
    )
    story = Story(StoryId("talks"), "", (before, *new))
    return status_of(story, sent), unsent(story, sent)


@pytest.mark.parametrize("sent_in", SENT)
@pytest.mark.parametrize("retold", RETOLD)
def test_a_delay_that_is_retold_in_another_language_has_not_changed(sent_in, retold):
    status, new = against_the_ledger(sent_in, told(*retold, days=1))
    # The ministry is named in the English article alone.
    is_told = sent_in == "en" or "minist" not in retold[2]
    assert (status, bool(new)) == ((Status.UNCHANGED, False) if is_told else (Status.CHANGED, True))


@pytest.mark.parametrize("more", MORE)
def test_what_tells_more_or_may_tell_more_has_changed(more):
    new = told(*more, days=1)
    assert against_the_ledger("en", new) == (Status.CHANGED, (new,))


def test_beside_a_retelling_only_what_is_new_is_unsent():
    retelling, new = told(*RETOLD[1], days=1), told(*MORE[0], days=1)
    assert against_the_ledger("en", retelling, new) == (Status.CHANGED, (new,))
