from __future__ import annotations

from datetime import timedelta

import pytest

from bot.built_in.briefing_writer import coming_sentences, draft_item, is_known, item_evidence
from bot.built_in.posted_sentences import Posted
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import ArticleId, StoryId
from bot.domain.stories import Story
from bot.grounding.gate import check_draft
from tests.builders import VOTE_DAY, article


def story(*articles):
    return Story(StoryId("story-1"), articles[0].title or "", tuple(articles))


def texts(drafts):
    return [draft.text for draft in drafts]


@pytest.mark.parametrize(
    ("speaker", "known"),
    [
        ("the minister", False),
        ("The spokesman", False),
        ("a Hamas official", True),
        ("the UN envoy", True),
    ],
)
def test_a_title_that_another_sentence_explains_is_no_speaker(speaker, known):
    assert is_known(speaker) is known


def test_every_draft_passes_the_gate_and_is_verbatim():
    text = (
        "Russia and China vetoed the draft on Friday. Eleven members voted for it. "
        "Guyana abstained from the vote on the text. Talks in Doha went on through the night. "
        "The Russian ambassador said the text was politicised. "
        "The British ambassador said the veto was a disgrace. "
        "The council will vote on another draft on Monday."
    )
    item = draft_item(story(article(text)))
    assert item.sentences
    assert item.said
    assert item.agenda
    for draft in (*item.sentences, *item.said, *item.agenda):
        assert draft.text in text
        assert isinstance(check_draft(draft, item.evidence), CitedClaim)


def test_the_first_sentences_of_the_newest_article_come_first():
    old = article(
        "Ministers met in Geneva. They spoke of trade.", published_at=VOTE_DAY - timedelta(days=2)
    )
    new = article(
        "The ministers signed a border treaty in Geneva. Trade was put off.", title="Treaty signed"
    )
    item = draft_item(story(old, new))
    assert item.sentences[0].text == "The ministers signed a border treaty in Geneva."
    assert item.headline_article == new


def test_nothing_is_said_twice():
    one = article(
        "Russia and China vetoed the American draft on Gaza in the Security Council on Friday."
    )
    two = article(
        "China and Russia on Friday vetoed the American draft on Gaza in the Security Council.",
        outlet="Kestrel Daily",
    )
    assert len(draft_item(story(one, two)).sentences) == 1


def test_two_outlets_that_differ_on_a_figure_are_both_shown():
    one = article(
        "Strikes on Rafah killed at least 38 people overnight. Houses near the border were hit.",
        outlet="Kestrel Daily",
    )
    two = article(
        "Strikes on Rafah killed at least 52 people overnight. A mosque was destroyed.",
        outlet="Northgate Review",
    )
    shown = texts(draft_item(story(one, two)).sentences)
    assert "Strikes on Rafah killed at least 38 people overnight." in shown
    assert "Strikes on Rafah killed at least 52 people overnight." in shown


def test_a_toll_that_grew_over_days_is_no_difference():
    old = article(
        "Strikes on Rafah killed at least 38 people overnight.",
        outlet="Kestrel Daily",
        published_at=VOTE_DAY - timedelta(days=3),
    )
    new = article(
        "Strikes on Rafah killed at least 52 people overnight.", outlet="Northgate Review"
    )
    assert texts(draft_item(story(old, new)).sentences) == [
        "Strikes on Rafah killed at least 52 people overnight."
    ]


def test_an_earlier_day_that_was_never_sent_is_told_in_the_last_place():
    veto = article(
        "Russia and China vetoed the American draft.", published_at=VOTE_DAY - timedelta(days=3)
    )
    text = (
        "The Security Council adopted resolution 2728 on Monday. Fourteen members voted in favour. "
        "Ten elected members had put the text forward in New York. It demands a ceasefire."
    )
    adopted = article(text)
    assert texts(draft_item(story(veto, adopted)).sentences)[-1] == veto.text
    fresh = {adopted.version_id}
    assert veto.text not in texts(draft_item(story(veto, adopted), fresh=fresh).sentences)


def test_what_two_languages_tell_is_told_once_and_in_english():
    french = article(
        "Le Ghana et le Togo ont signé lundi à Vienne un accord sur le port de Tema, selon l'émissaire"
        " Kofi Darko.",
        title="Accord signé à Vienne",
        language="fr",
        published_at=VOTE_DAY + timedelta(hours=2),
    )
    english = article(
        "Ghana and Togo signed an accord on the port of Tema in Vienna on Monday, envoy Kofi Darko"
        " said.",
        title="Port accord signed",
    )
    item = draft_item(story(french, english))
    assert texts(item.sentences) == [english.text]
    assert item.headline_article == english


def test_two_outlets_that_count_the_dead_otherwise_in_other_words_are_both_shown():
    one = article(
        "The number of people killed by the storm in northern Tolna rose to 18 on Friday.",
        outlet="Northgate Times",
    )
    two = article(
        "At least 23 people have died in the storm in northern Tolna, officials said.",
        published_at=VOTE_DAY + timedelta(hours=1),
    )
    item = draft_item(story(one, two))
    assert set(texts(item.sentences)) == {one.text, two.text}


def test_what_was_posted_is_not_told_again_beside_what_is_new():
    old = article(
        "Ministers of Ghana and Togo met in Vienna to speak of the port of Tema.",
        published_at=VOTE_DAY - timedelta(days=2),
    )
    new = article("Ghana and Togo signed a port treaty in Vienna.", title="Treaty signed")
    posted = [Posted(old.text, old, old.told_at)]
    item = draft_item(story(old, new), fresh={new.version_id}, posted=posted)
    assert texts(item.sentences) == [new.text]


def test_a_copy_brings_only_figures_of_its_own():
    original = article("Strikes on Rafah killed 38 people. Residents fled north on foot.")
    copy = article(
        "Strikes on Rafah killed 41 people. Residents fled to the north on foot.",
        outlet="Kestrel Daily",
        duplicate_of=original.article_id,
        published_at=VOTE_DAY + timedelta(hours=2),
    )
    shown = texts(draft_item(story(original, copy)).sentences)
    assert "Strikes on Rafah killed 41 people." in shown
    assert "Residents fled to the north on foot." not in shown


def test_a_copy_whose_original_is_unknown_stands_for_it():
    copy = article("The ministers signed a treaty in Geneva.", duplicate_of=ArticleId("gone"))
    assert texts(draft_item(story(copy)).sentences) == ["The ministers signed a treaty in Geneva."]


def test_a_dateline_is_left_off():
    told = article(
        "UNITED NATIONS, March 22 (Meridian) - The council rejected the draft on Friday."
    )
    item = draft_item(story(told))
    assert texts(item.sentences) == ["The council rejected the draft on Friday."]
    assert isinstance(check_draft(item.sentences[0], item.evidence), CitedClaim)


def test_what_is_said_names_each_speaker_once():
    text = (
        "The draft failed on Friday. Blinken warned that an offensive would be a mistake. "
        "Netanyahu insisted that the operation was the only way. "
        "“Gaps are narrowing between the two delegations,” Blinken said. "
        "The minister said nothing else was planned for the coming spring."
    )
    item = draft_item(story(article(text)))
    speakers = [draft.speaker for draft in item.said]
    assert len(speakers) == len(set(speakers))
    assert set(speakers) <= {"Blinken", "Netanyahu"}


def test_a_story_without_a_whole_sentence_has_an_empty_item():
    item = draft_item(story(article("Photo of the day\nWith AFP")))
    assert (item.sentences, item.said, item.agenda) == ((), (), ())
    assert item.evidence.items == ()


def test_the_same_story_gives_the_same_draft():
    told = story(
        article("The council voted. Eleven were for it."),
        article("Eleven voted for the draft. Guyana abstained from it.", outlet="Kestrel Daily"),
    )
    assert draft_item(told) == draft_item(told)


def test_evidence_for_another_writer_begins_with_what_this_one_takes():
    told = story(
        article("The council voted on Friday. Rain fell on the city. Eleven were in favour.")
    )
    first = item_evidence(told).items[0].passage.text
    assert first == draft_item(told).sentences[0].text
    assert len(item_evidence(told).items) == 3


def test_sentences_that_announce_a_day_are_found():
    told = article(
        "The council met on Friday. It rose at noon. Ministers will meet on 3 April in Oslo."
    )
    assert [p.text for p in coming_sentences(told)] == ["Ministers will meet on 3 April in Oslo."]


def test_a_notice_of_correction_neither_leads_an_item_nor_titles_it():
    report = article(
        "Norland's parliament ratified the border treaty with Velia by 61 votes to 48 on Tuesday.",
        title="Norland ratifies border treaty",
        published_at=VOTE_DAY,
        article_id=ArticleId("report"),
    )
    notice = article(
        "An earlier version of our report on Norland's border treaty said that 48 deputies voted "
        "against it. In fact 50 deputies of Norland's parliament voted against the treaty.",
        title="Correction: Norland's border treaty",
        published_at=VOTE_DAY + timedelta(hours=20),
        article_id=ArticleId("notice"),
    )
    draft = draft_item(story(report, notice))
    assert draft.headline_article == report
    # What was wrong is told neither as it stood nor as what an earlier version said.
    assert texts(draft.sentences) == [
        "In fact 50 deputies of Norland's parliament voted against the treaty."
    ]


def test_what_reports_leads_before_what_explains():
    report = article(
        "Norland and Velia concluded a trade agreement on Tuesday, ministers of both said.",
        title="Norland and Velia conclude trade agreement",
        published_at=VOTE_DAY,
        article_id=ArticleId("report"),
    )
    explained = article(
        "The trade agreement of Norland and Velia cuts the duty on wheat to 4 percent from 12.",
        title="What is in the trade agreement of Norland and Velia",
        published_at=VOTE_DAY + timedelta(hours=2),
        article_id=ArticleId("explained"),
    )
    assert draft_item(story(report, explained)).headline_article == report
