"""What outlets' notices ("Correction: ...") set right of their own reports, told beside these.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from bot.built_in.story_sentences import first_sentences
from bot.domain.articles import Article, Passage
from bot.domain.claims import CitedClaim
from bot.domain.stories import Story
from bot.domain.title_marks import is_notice
from bot.grounding.gate import cite_passage

#: Sentences of a notice by which an outlet sets its own report right.
SENTENCES_OF_NOTICE = 2


def set_right(story: Story, told: Sequence[CitedClaim]) -> tuple[CitedClaim, ...]:
    """What outlets' notices set right of the articles that are told from, in the notices' words."""
    cited = {c.article_id for claim in told for c in claim.citations}
    sources = [a for a in story.articles if a.article_id in cited]
    notices = [
        notice
        for notice in story.articles
        if is_notice(notice.title)
        and notice.article_id not in cited
        and any(a.outlet == notice.outlet and a.told_at <= notice.told_at for a in sources)
    ]
    return tuple(claim for claim in map(_notice, notices) if claim is not None)


def _notice(article: Article) -> CitedClaim | None:
    """What a notice begins with: the error and, in the next sentence, what is right."""
    first = [passage for _, passage in islice(first_sentences(article), SENTENCES_OF_NOTICE)]
    if not first:
        return None
    start, end = first[0].start, first[-1].end
    whole = Passage(article.version_id, start, end, article.text[start:end])
    return cite_passage(article, whole)
