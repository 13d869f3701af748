from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identifiers import ArticleId
from bot.sentence_reading.dated_sentences import Overtaking, ToldSentence
from bot.sentence_reading.overtaken import overtaking
from tests.builders import article

#: A Wednesday.
DAY = datetime(2025, 6, 4, 9, tzinfo=UTC)


def told(language, title, text, days=0):
    source = article(
        text,
        title=title,
        language=language,
        published_at=DAY + timedelta(days=days),
        article_id=ArticleId(f"{language}{days}"),
    )
    return ToldSentence.of(source, text)


ENGLISH = told(
    "en",
    "Chad and Niger to sign border pact",
    "Chad and Niger will sign a border pact in Faya on 12 June, envoy Idriss Mallam said.",
)
FRENCH = told(
    "fr",
    "Le Tchad et le Niger signeront un accord",
    "Le Tchad et le Niger signeront un accord sur la frontière à Faya le 12 juin, selon l'émissaire"
    " Idriss Mallam.",
)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            ENGLISH,
            told(
                "fr",
                "Le Tchad annule",
                "Le Tchad et le Niger ont annulé la signature de l'accord sur la frontière, prévue à"
                " Faya le 12 juin, a dit Idriss Mallam.",
                2,
            ),
        ),
        (
            ENGLISH,
            told(
                "de",
                "Tschad und Niger verschieben Abkommen",
                "Tschad und Niger verschieben das Abkommen über die Grenze in Faya vom 12. Juni auf"
                " den 20. Juni, sagte Idriss Mallam.",
                2,
            ),
        ),
        (
            FRENCH,
            told(
                "en",
                "Border pact of Chad and Niger put off",
                "The signing of the border pact of Chad and Niger in Faya, due on 12 June, has been"
                " put off, envoy Idriss Mallam said.",
                2,
            ),
        ),
    ],
)
def test_what_is_called_off_in_another_language_stands_no_more(earlier, later):
    assert overtaking(later, earlier) is Overtaking.UNDONE
    assert overtaking(earlier, later) is None


def test_what_was_moved_to_a_day_may_be_called_off_for_it():
    moved = told(
        "en",
        "Border pact of Chad and Niger put off",
        "Chad and Niger have delayed their border pact in Faya from 12 June to 20 June, envoy Idriss"
        " Mallam said.",
        2,
    )
    dropped = told(
        "en",
        "Chad and Niger drop border pact",
        "Envoy Idriss Mallam said that Chad and Niger will not sign the border pact due on 20 June.",
        4,
    )
    assert overtaking(dropped, moved) is Overtaking.UNDONE
    assert overtaking(moved, ENGLISH) is Overtaking.UNDONE


@pytest.mark.parametrize(
    "later",
    [
        # Another day, another matter, and a day that nothing is taken from.
        told(
            "fr",
            "Le Tchad annule",
            "Le Tchad et le Niger ont annulé la réunion prévue à Faya le 19 juin, a dit Idriss Mallam.",
            2,
        ),
        told("fr", "Concert", "Le concert prévu à Lomé le 12 juin a été annulé.", 2),
        told(
            "de",
            "Abkommen am 12. Juni",
            "Tschad und Niger wollen das Abkommen über die Grenze am 12. Juni in Faya unterzeichnen.",
            2,
        ),
    ],
)
def test_in_doubt_it_stands(later):
    assert overtaking(later, ENGLISH) is None
