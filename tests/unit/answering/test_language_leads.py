from __future__ import annotations

import pytest

from bot.answering.language_leads import answer_lead, title_lead
from bot.domain.claims import DraftClaim, DraftSpan
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

TEXT = "Le Togo a rappelé son ambassadeur mardi."


def claim(**changes):
    read = article(
        TEXT, **{"outlet": "Le Courrier", "title": "Rappel", "language": "fr", **changes}
    )
    return check_draft(DraftClaim(TEXT, (DraftSpan(1, TEXT),)), evidence(read))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Who recalled the ambassador?", "(in French):"),
        ("Wer hat den Botschafter zurückgerufen?", "Le Courrier (auf Französisch):"),
        ("¿Quién retiró al embajador?", "Le Courrier (en francés):"),
    ],
)
def test_a_sentence_in_another_language_says_so_in_the_question_s(question, lead):
    assert str(answer_lead(claim(), question)).endswith(lead)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui a rappelé l’ambassadeur ?", "fr"),
        ("Who recalled the ambassador?", None),
        ("Who recalled the ambassador?", "xx"),
    ],
)
def test_one_in_the_question_s_language_or_none_that_is_known_does_not(question, language):
    assert answer_lead(claim(language=language), question) is None


def test_the_nearest_is_told_with_its_article_s_title():
    assert str(title_lead(claim(), "Who recalled the ambassador?")).startswith("“Rappel”, Le Cour")
