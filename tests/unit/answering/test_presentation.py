from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering.presentation import ASKED_BACK, answer_post, offered
from bot.domain.answers import Answer, NewsScope, Timings
from bot.domain.briefings import Usage, Writer, WrittenBy
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.identifiers import DESK, AnswerId, DeliveryId, MessageId
from bot.domain.messages import Footer, Paragraph, PostKind, Sentence
from bot.grounding.gate import check_draft
from bot.platforms.matrix.messages import post_events
from bot.platforms.slack.messages import post_messages
from tests.builders import VOTE_DAY, article, evidence

TEXT = "Russia and China vetoed the draft."
CLAIM = check_draft(DraftClaim(TEXT, (DraftSpan(1, TEXT),)), evidence(TEXT))
ANSWERED = Answer(
    answer_id=AnswerId("answer-1"),
    channel=DESK,
    standalone="Who vetoed the draft?",
    sentences=(CLAIM,),
    nearest=None,
    written_by=WrittenBy(Writer.BUILT_IN),
    usage=Usage(),
    timings=Timings(1.0, 1.0, 2.0),
)


def post(**changes):
    return answer_post(
        replace(ANSWERED, **changes), delivery_id=DeliveryId("delivery"), thread=MessageId("root")
    )


def small_print(**changes):
    return [str(part.words) for part in post(**changes).parts if isinstance(part, Footer)]


def test_an_answer_is_its_cited_sentences_in_its_thread():
    made = post()

    assert made.claims() == (CLAIM,)
    assert (made.kind, made.thread, made.channel) == (PostKind.ANSWER, MessageId("root"), DESK)
    assert made.answer_id == ANSWERED.answer_id


@pytest.mark.parametrize(
    ("question", "nothing", "nearest"),
    [
        ("Qui a signé l’accord ?", "Je n’ai rien trouvé", "Le plus proche"),
        ("Wer hat das Abkommen unterzeichnet?", "habe ich dazu nichts", "Am nächsten"),
        ("¿Quién firmó el acuerdo?", "No he encontrado nada", "Lo más cercano"),
        ("من وقّع على الاتفاق؟", "لم أجد شيئًا", "الأقرب"),
        ("Who is de la Cruz?", "I found nothing", "The nearest"),
        ("Kto podpisał umowę?", "I found nothing", "The nearest"),
    ],
)
def test_nothing_is_told_in_the_language_of_the_question(question, nothing, nearest):
    said, *_ = post(sentences=(), standalone=question).parts
    _, near, *_ = post(sentences=(), nearest=CLAIM, standalone=question).parts
    unread, *_ = post(sentences=(), standalone=question, is_unread=True).parts

    assert nothing in str(said.words)
    assert str(near.lead).startswith(nearest)
    assert isinstance(unread, Paragraph)


def test_an_abstention_says_so_and_names_the_nearest_thing():
    says_not, near, *_ = post(sentences=(), nearest=CLAIM).parts

    assert isinstance(says_not, Paragraph)
    assert str(says_not.words) == (
        "I found no sentence that plainly answers this in what this channel has read."
    )
    assert isinstance(near, Sentence)
    assert near.claim == CLAIM
    assert near.lead is not None


def test_an_abstention_with_nothing_near_has_no_claim():
    assert post(sentences=()).claims() == ()


@pytest.mark.parametrize(
    ("asked_at", "is_shown"),
    [
        (VOTE_DAY + timedelta(hours=1), False),
        (VOTE_DAY + timedelta(days=2), False),
        (VOTE_DAY + timedelta(days=2, seconds=1), True),
        (VOTE_DAY + timedelta(days=400), True),
        (None, True),
    ],
    ids=["the same day", "two days", "just over two days", "next year", "not known"],
)
def test_an_answer_from_old_articles_says_of_what_day_it_is(asked_at, is_shown):
    assert is_shown is ("As of Fri 22 March 2024." in small_print(asked_at=asked_at))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"standalone": "why " * 500}, "Of your question I read the first 2,000 characters."),
        ({"as_of": VOTE_DAY + timedelta(days=400)}, "That day is yet to come: this is what"),
    ],
)
def test_a_question_that_was_not_taken_as_it_was_put_is_told_so(changes, told):
    for sentences in ((CLAIM,), ()):
        asked = {"asked_at": VOTE_DAY, "sentences": sentences, **changes}
        assert small_print(**asked)[0].startswith(told)
    today = VOTE_DAY + timedelta(hours=20)
    assert "yet to come" not in str(small_print(asked_at=VOTE_DAY, as_of=today))


def test_what_was_known_by_a_day_that_is_over_is_told_so():
    learned = "By what this channel had learned by"

    assert any(learned in line for line in small_print(asked_at=VOTE_DAY, as_of=VOTE_DAY))
    later = VOTE_DAY + timedelta(hours=1)
    for changes in ({"as_of": None}, {"as_of": later}):
        assert not any(learned in line for line in small_print(asked_at=VOTE_DAY, **changes))


@pytest.mark.parametrize(
    ("question", "said", "whose"),
    [
        (
            "Did Tarsia shell the port?",
            "The Velian army said that Tarsia had shelled the port.",
            True,
        ),
        ("Did Tarsia shell the port?", "Tarsia shelled the port on Monday.", False),
        ("Will Tarsia reopen the port?", "Tarsia said that it would reopen the port.", False),
        ("Who shelled the port?", "The Velian army said that Tarsia had shelled the port.", False),
    ],
)
def test_a_yes_or_no_that_is_one_sides_word_is_told_as_that(question, said, whose):
    claim = check_draft(DraftClaim(said, (DraftSpan(1, said),)), evidence(said))
    lines = small_print(standalone=question, sentences=(claim,))

    assert (
        "The sentence gives the word of somebody else, not of those asked about." in lines
    ) is whose


def test_an_abstention_is_of_no_day():
    assert not any("As of" in line for line in small_print(sentences=()))


def test_an_answer_is_as_new_as_the_newest_article_that_it_cites():
    old = article(TEXT, published_at=VOTE_DAY - timedelta(days=30))
    older = check_draft(DraftClaim(TEXT, (DraftSpan(1, TEXT),)), evidence(old))
    asked_at = VOTE_DAY + timedelta(days=1)

    assert "As of Wed 21 February 2024." in small_print(sentences=(older,), asked_at=asked_at)
    assert not any("As of" in s for s in small_print(sentences=(older, CLAIM), asked_at=asked_at))


def test_the_small_print_tells_who_wrote():
    assert "Written by the built-in writer." in small_print()
    assert "Written by the model small-1." in small_print(
        written_by=WrittenBy(Writer.MODEL, model="small-1")
    )


@pytest.mark.parametrize(
    ("writer", "line"),
    [
        (Writer.BUILT_IN, "Not by the model: It is down."),
        (Writer.MODEL, "The model did not finish: It is down."),
    ],
)
def test_the_small_print_tells_why_not_the_model(writer, line):
    assert line in small_print(written_by=WrittenBy(writer, "m", fallback_reason="It is down."))


def test_the_small_print_tells_tokens_and_cost():
    assert "120 tokens." in small_print(usage=Usage(100, 20))
    assert "120 tokens, 0.0012." in small_print(usage=Usage(100, 20, 0.0012))
    assert not any("tokens" in line for line in small_print())


@pytest.mark.parametrize("text", ["thanks!", "hello", "ok", "😀", "", "What can you do?"])
def test_small_talk_gets_one_polite_line(text):
    (line,) = post(standalone=text, sentences=()).parts

    assert isinstance(line, Paragraph)


def test_a_part_that_nothing_answers_is_told_in_the_askers_words():
    said = [str(part.words) for part in post(unanswered=("Who won *it*?",)).parts
            if isinstance(part, Paragraph)]  # fmt: skip
    assert said == ["I found no sentence that plainly answers: Who won *it*?"]


def test_a_question_that_is_asked_back_offers_numbered_titles_and_says_what_to_do():
    made = post(sentences=(), choices=("Vote in Oskia", "Vote in Sudmark"))

    asked, *offered = [str(part.words) for part in made.parts]
    assert "Which one do you mean?" in asked
    assert offered == ["1. Vote in Oskia", "2. Vote in Sudmark"]
    assert made.claims() == ()


def test_titles_that_are_offered_are_escaped_on_every_platform():
    title = "<!channel> *bold* <b>[x](https://evil.example)</b> @room"
    made = post(sentences=(), choices=(title, "Other"))

    messages = post_messages(made)
    blocks = json.dumps([message.blocks for message in messages])
    kinds = set(re.findall(r'"type": "(\w+)"', blocks))
    plain = " ".join(message.text for message in messages)
    matrix = " ".join(event.formatted_body for event in post_events(made, notify=False))
    # Text elements of Slack's rich text are shown letter for letter.
    assert kinds <= {"rich_text", "rich_text_section", "text"}
    assert "<!channel>" not in plain
    assert "<b>[x]" not in matrix
    assert 'href="https://evil.example' not in matrix
    assert '"text": "Other"' in blocks
    assert "2. Other" in matrix


def test_what_a_post_offers_is_read_from_its_own_words_alone():
    slots = [{"number": 1, "title": "A"}, {"number": 2, "title": "B"}]

    assert offered(ASKED_BACK.template, slots) == ("A", "B")
    assert offered("Which one do you mean?", slots) == ()


@pytest.mark.parametrize(
    ("changes", "silence"),
    [
        ({"is_unread": True}, "This channel has read nothing yet, so I cannot answer: "),
        ({"is_unread": True, "as_of": VOTE_DAY}, "This channel had learned nothing by "),
        ({"told": NewsScope(VOTE_DAY.date(), VOTE_DAY.date())},
         "This channel has read nothing that was published on Fri 22 March 2024."),
        ({"told": NewsScope(VOTE_DAY.date(), VOTE_DAY.date(), articles=3)}, "Of what was published from "),
        ({"told": NewsScope(days_ahead=14)}, "What this channel has read announces nothing for "),
    ],
    ids=["nothing read", "nothing by then", "nothing of that day", "nothing of weight", "nothing ahead"],
)  # fmt: skip
def test_where_nothing_was_read_it_says_that_and_no_more(changes, silence):
    (line,) = post(sentences=(), **changes).parts

    assert isinstance(line, Paragraph)
    assert str(line.words).startswith(silence)


def test_news_begins_with_the_days_that_it_is_of():
    lead, sentence, *_ = post(told=NewsScope(VOTE_DAY.date(), VOTE_DAY.date(), articles=1)).parts

    assert isinstance(lead, Paragraph)
    assert str(lead.words) == "Published on Fri 22 March 2024:"
    assert isinstance(sentence, Sentence)
