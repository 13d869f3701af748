from __future__ import annotations

import pytest

from bot.ingest.boilerplate import is_boilerplate, without_boilerplate


@pytest.mark.parametrize(
    "notice",
    [
        "Subscribe to our newsletter", "Newsletter signup", "Please wait...", "Thank you for sign up!",
        "Thank you for subscribing.", "Sign up for our free daily briefing", "Get the best of our reporting in your inbox",
        "Read more: Five things to know", "Also read: The road to the vote", "READ ALSO Who sits at the table",
        "Related articles", "Most popular", "Advertisement", "Share this article", "Follow us on X and Facebook",
        "© 2024 The Harbour Post", "All rights reserved.", "Photo: Jo Li", "4 min read", "Log in to continue reading",
        "Lire aussi : Le vote reporté", "Lesen Sie auch: Die Abstimmung", "Lea también: La votación", "Abonnez-vous à la newsletter",
        "Читайте также: Голосование", "اقرأ أيضا: التصويت", "Enter your e-mail address", "Published on 22 March 2024",
        "***", "###", "--- --- ---", "– Ends –", "End Text", "(انتهى)", "For information media. Not an official record.",
    ],
)  # fmt: skip
def test_what_websites_say_is_boilerplate(notice):
    assert is_boilerplate(notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "He urged donors to subscribe to the fund before the end of the month.",
        "Read in full, the draft names a commission of five.",
        "“Please wait for the result,” the mediator told reporters.",
        "The newsletter of the ministry said the talks would resume.",
        "Latest news from the front suggests that the town has fallen.",
        "Sharing the water of the river was the hardest part of the talks.",
        "Photographs of the hall showed empty seats.",
        "Related talks on grain are to begin in May.",
        "The Associated Press reported the vote first.",
        "Followers of the movement marched through the capital on Friday.",
        "Advertisements paid for by the party were withdrawn on Thursday.",
        "“…”",
        "The end of the text was left to the ministers.",
    ],
)
def test_a_sentence_of_an_article_is_not(sentence):
    assert not is_boilerplate(sentence)


def test_a_closing_list_of_other_articles_goes_and_a_heading_in_between_stays():
    paragraphs = [
        "One.",
        "Related talks",
        "Two.",
        "Three.",
        "Related stories",
        "Delegations arrive",
        "Who sits where",
    ]
    assert without_boilerplate(paragraphs) == ["One.", "Related talks", "Two.", "Three."]


def test_whom_a_release_says_to_ask_is_no_part_of_it():
    told = ["One.", "Two.", "The next round is on 3 May."]
    asked = ["Press contacts", "Lea Sund, press officer", "+00 123 45 67 89 press@council.example"]
    assert without_boilerplate([*told, *asked]) == told
    assert without_boilerplate([*told, "Contact", "Both sides stay in touch."])[-2:] == [
        "Contact",
        "Both sides stay in touch.",
    ]
