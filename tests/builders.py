"""Articles, evidence and questions with defaults that read like a story.

Add builders; keep the defaults of those that are here, since many tests lean on them.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from bot.domain.articles import Article, Passage, Way
from bot.domain.evidence import Evidence
from bot.domain.identifiers import DESK, ArticleId, VersionId

#: Friday 22 March 2024, shortly after the vote.
VOTE_DAY = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)

_numbers = itertools.count(1)


def article(text="The council voted on Friday.", **changes) -> Article:
    """An article of the desk's memory; every call is another article unless ids are given."""
    number = next(_numbers)
    values = {
        "article_id": ArticleId(f"article-{number}"),
        "version_id": VersionId(f"version-{number}"),
        "version_number": 1,
        "channel": DESK,
        "text": text,
        "url": f"https://harbour-post.example/{number}",
        "title": "Council votes on draft",
        "outlet": "The Harbour Post",
        "author": None,
        "published_at": VOTE_DAY,
        "language": "en",
        "credit": None,
        "external_id": None,
        "learned_at": VOTE_DAY,
        "fetched_at": VOTE_DAY,
        "way": Way.FEED,
        "source_id": None,
        "story_id": None,
        "duplicate_of": None,
    }
    return Article(**{**values, **changes})


def whole(of: Article) -> Passage:
    """The passage that is an article's whole text."""
    return Passage(of.version_id, 0, len(of.text), of.text)


def evidence(*texts: str | Article) -> Evidence:
    """Each text, or each article, as one numbered passage."""
    articles = [article(text) if isinstance(text, str) else text for text in texts]
    return Evidence.of([(each, whole(each)) for each in articles])


#: A ministry's press briefing as it is written down.
TRANSCRIPT = """Ministry of Foreign Affairs, Tarn

11:05 A.M.

MS. ROE: Good morning, everybody.

The envoy will leave for Velm on Monday with a new proposal on the fisheries dispute.

Q The embassy in Velm has been shut since the shelling, and 40 people died. Will the minister resign?

MS. ROE: The embassy in Velm is open, and the minister has the full confidence of the cabinet.

Q And the fisheries pact?

MR. LIND: The fisheries pact expires in June, and Tarn wants it renewed for ten years."""
