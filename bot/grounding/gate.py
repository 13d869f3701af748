"""The gate: the only place where a `CitedClaim` is made (promise 1).

A draft passes when every span that it cites is found verbatim in the article version that was
shown under its number, and its sentence says nothing that those spans, together with the
article's title, outlet, date and the sentences around them, do not carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.domain.articles import Article, Passage
from bot.domain.claims import (
    Citation,
    CitedClaim,
    DraftClaim,
    DraftSpan,
    Problem,
    ProblemKind,
    SpanOf,
    seal_of,
)
from bot.domain.evidence import Evidence, EvidenceItem
from bot.domain.identifiers import VersionId
from bot.domain.title_marks import news_begins
from bot.grounding.abstentions import is_abstention
from bot.grounding.attribution import check_speaker
from bot.grounding.chat_writing import in_full
from bot.grounding.checks import CHECKS, NEAR_CHECKS, SHORT_CHECKS, STRICT_CHECKS, WHOLE_CHECKS
from bot.grounding.dates import resolved_dates
from bot.grounding.foreign_markup import check_marks
from bot.grounding.grounds import (
    Ground,
    Grounds,
    entries_of,
    sentences_of,
    whole_sentences,
    whose_turn,
    without_list_mark,
)
from bot.grounding.nearest_sentences import nearest
from bot.grounding.orders import check_orders
from bot.grounding.spaced_texts import as_written
from bot.grounding.support import CALIBRATED, POSTED, Bounds, check_support, says_something
from bot.grounding.unattributed import check_unattributed
from bot.grounding.verbatim_spans import find_span
from bot.memory.passages import LONGEST_SENTENCE
from bot.sentence_reading.attribution import speakers_of
from bot.sentence_reading.transcripts import is_asked, runs_over

#: Citations shown under one sentence (ALCE, Gao et al. 2023, cuts at three as well).
MOST_CITATIONS = 3

#: What a text of others may have at most, in characters: four times the longest answers of models
#: that were measured on, and three times the longest pages; together half a minute's work.
LONGEST_TEXT, MOST_EVIDENCE = 10_000, 300_000
#: A draft's spans, and the characters of a quote and of a speaker: beyond them it is no sentence
#: with its sources.
MOST_SPANS, LONGEST_QUOTE, LONGEST_SPEAKER = 24, 6_000, 200

#: Sentences of a bare claim up to which each is held against the sentence that it retells: what a
#: long answer or a summary says is gathered from many.
MOST_NEAREST = 2

Pairs = Sequence[tuple[Citation, Article]]


def check_draft(draft: DraftClaim, evidence: Evidence) -> CitedClaim | tuple[Problem, ...]:
    """A writer's sentence with its verified citations, or everything that is wrong with it.

    Out of a transcript it is given whose word it is, where it does not say so itself.
    """
    too_long = tuple(_too_long(draft))
    if too_long:
        return too_long
    pairs: list[tuple[Citation, Article]] = []
    problems: list[Problem] = []
    for span in draft.spans:
        found = _cite(span, evidence)
        problems.append(found) if isinstance(found, Problem) else pairs.append(found)
    if not draft.spans:
        problems.append(Problem(ProblemKind.UNSUPPORTED, "no source is cited"))
    judged = tuple(_trimmed(draft.text, pairs))
    speaker = draft.speaker or _unnamed_speaker(draft.text, judged)
    return tuple(problems) or _judge(draft.text.strip(), judged, speaker)


def _unnamed_speaker(text: str, pairs: Pairs) -> str | None:
    """Who speaks all that is cited of a transcript, if the sentence does not say so itself."""
    told = {whose_turn(citation, article) for citation, article in pairs}
    speaker = told.pop() if len(told) == 1 else None
    named = " ".join(speakers_of(text)).casefold().split()
    return None if speaker is None or speaker.casefold().split()[-1] in named else speaker


#: What a reporter asks states nothing, whatever it takes for granted; what two say is nobody's word.
_ASKED = Problem(ProblemKind.UNSUPPORTED, "the quote is a reporter's question")
_OF_SEVERAL = Problem(ProblemKind.UNSUPPORTED, "the quote runs over several people's words")


def _misheard(pairs: Pairs) -> Iterator[Problem]:
    """What of a transcript is cited and is no one speaker's statement."""
    for citation, article in pairs:
        if citation.of is SpanOf.TEXT:
            if is_asked(article.text, citation.start):
                yield _ASKED
            if runs_over(article.text, citation.start, citation.end):
                yield _OF_SEVERAL


def passing(drafts: Iterable[DraftClaim], evidence: Evidence) -> tuple[CitedClaim, ...]:
    """The drafts that the gate lets through, as claims."""
    judged = (check_draft(draft, evidence) for draft in drafts)
    return tuple(claim for claim in judged if isinstance(claim, CitedClaim))


def cite_passage(
    article: Article, passage: Passage, speaker: str | None = None
) -> CitedClaim | None:
    """A passage of an article, verbatim, as a sentence that may be posted; None when it may not."""
    draft = DraftClaim(passage.text, (DraftSpan(1, passage.text),), speaker)
    return next(iter(passing([draft], Evidence.of([(article, passage)]))), None)


def cite_title(article: Article) -> CitedClaim | None:
    """An article's title, verbatim, as a sentence that may be posted; None when it has none.

    An agency's mark of a new version ("UPDATE 2-") is no part of it.
    """
    title = article.title or ""
    start = news_begins(title)
    text = title[start:].strip()
    if not text:
        return None
    citation = _citation(article, SpanOf.TITLE, start, start + len(text))
    judged = _judge(text, ((citation, article),), None)
    return judged if isinstance(judged, CitedClaim) else None


def restore(
    text: str,
    citations: Sequence[Citation],
    speaker: str | None,
    versions: Mapping[VersionId, Article],
) -> CitedClaim | None:
    """A sentence out of a store, if it passes again; None when it does not.

    Offsets are read again in `versions`, and what is shown beside a quote (link, title, outlet)
    is taken from there, not from what was stored.
    """
    pairs = [(_again(c, versions.get(c.version_id)), versions.get(c.version_id)) for c in citations]
    sound = [(c, a) for c, a in pairs if c is not None and a is not None]
    if not sound or len(sound) < len(pairs) or len(sound) > MOST_CITATIONS:
        return None
    judged = _judge(text, tuple(sound), speaker)
    return judged if isinstance(judged, CitedClaim) else None


def verify(claim: str, evidence: Sequence[str]) -> tuple[Problem, ...]:
    """Everything that bare evidence texts do not carry of a claim of one or more sentences.

    What is too long to be checked is not supported, and says so.
    """
    if len(claim) > LONGEST_TEXT:
        return (_unchecked("the claim", len(claim), LONGEST_TEXT, "verify it in parts"),)
    size = sum(map(len, evidence))
    if size > MOST_EVIDENCE:
        return (_unchecked("the evidence", size, MOST_EVIDENCE, "give the parts that matter"),)
    grounds = Grounds.of_texts([in_full(as_written(text)) for text in evidence], verbatim=evidence)
    told = (sentence for entry in entries_of(claim) for sentence in sentences_of(entry))
    sentences = [Ground(without_list_mark(sentence)) for sentence in told]
    if sentences and all(map(is_abstention, sentences)):
        return ()
    found = [
        *_problems(sentences, grounds, CALIBRATED),
        *(p for sentence in sentences for check in WHOLE_CHECKS for p in check(sentence, grounds)),
        *_beside_nearest(sentences, grounds),
    ]
    return tuple(dict.fromkeys(found))


def _unchecked(what: str, size: int, most: int, remedy: str) -> Problem:
    told = f"not checked: {what} has {size:,} characters, at most {most:,} are read; {remedy}"
    return Problem(ProblemKind.UNSUPPORTED, told)


def _too_long(draft: DraftClaim) -> Iterator[Problem]:
    """What of a draft is longer than any sentence with its sources can be."""
    if len(draft.text.strip()) > LONGEST_SENTENCE:
        yield Problem(ProblemKind.UNSUPPORTED, "it is longer than any sentence")
    if len(draft.spans) > MOST_SPANS:
        yield Problem(ProblemKind.UNSUPPORTED, f"it cites more than {MOST_SPANS} quotes")
    if any(len(span.quote) > LONGEST_QUOTE for span in draft.spans):
        yield Problem(ProblemKind.QUOTE, f"a quote is longer than {LONGEST_QUOTE:,} characters")
    if draft.speaker is not None and len(draft.speaker) > LONGEST_SPEAKER:
        yield Problem(ProblemKind.NAME, f"the speaker is longer than {LONGEST_SPEAKER} characters")


# A sentence is judged when it is written and again each time it is read back: for one answer,
# four times within a second.
@lru_cache(maxsize=256)
def _judge(
    text: str, pairs: tuple[tuple[Citation, Article], ...], speaker: str | None
) -> CitedClaim | tuple[Problem, ...]:
    if len(text) > LONGEST_SENTENCE:
        return (Problem(ProblemKind.UNSUPPORTED, "it is longer than any sentence"),)
    grounds = Grounds.of_citations(pairs)
    claim = Ground(text, grounds.day, languages=grounds.languages)
    found = [
        *_misheard(pairs),
        *_unfit(claim, grounds),
        *_problems(_sentences(claim, grounds), grounds, POSTED),
    ]
    if speaker is not None:
        found += check_speaker(speaker, claim, grounds)
    else:
        found += _untold(claim, grounds)
    problems = tuple(dict.fromkeys(found))
    if problems:
        return problems
    citations = tuple(citation for citation, _ in pairs)
    seal = seal_of(text, citations, speaker)
    return CitedClaim(text, citations, seal, speaker, resolved_dates(claim, grounds))


def _unfit(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """What keeps a sentence out of a post that bare evidence texts could not tell."""
    # A sentence that reads like its source may still have marks of its own in it: unseen
    # characters are ironed out before the two are compared.
    yield from check_marks(claim, grounds)
    yield from check_orders(grounds)
    for sentence in _sentences(claim, grounds):
        if not _is_verbatim(sentence, grounds):
            for check in STRICT_CHECKS:
                yield from check(sentence, grounds)


def _untold(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """What a sentence without a speaker beside it tells as a fact, and its source as somebody's word."""
    for sentence in _sentences(claim, grounds):
        if not _is_verbatim(sentence, grounds):
            yield from check_unattributed(sentence, grounds)


def _sentences(claim: Ground, grounds: Grounds) -> list[Ground]:
    """A writer's text sentence by sentence: each is compared with what it retells."""
    if _is_verbatim(claim, grounds):
        return [claim]
    sentences = sentences_of(claim.text)
    return [Ground(t, claim.day, languages=claim.languages) for t in sentences] or [claim]


def _problems(sentences: Sequence[Ground], grounds: Grounds, bounds: Bounds) -> list[Problem]:
    """Everything that the grounds do not carry; a sentence of theirs needs no further check."""
    told = [sentence for sentence in sentences if not _is_verbatim(sentence, grounds)]
    telling = [sentence for sentence in told if says_something(sentence)]
    if not telling and len(told) == len(sentences):
        return [Problem(ProblemKind.UNSUPPORTED, "the sentence says nothing")]
    found = [p for sentence in telling for check in CHECKS for p in check(sentence, grounds)]
    return found + list(check_support(telling, grounds, bounds))


def _beside_nearest(sentences: Sequence[Ground], grounds: Grounds) -> Iterator[Problem]:
    """What the sentences that a claim surely retells do not carry, whatever else the text says."""
    for sentence in sentences if len(sentences) <= MOST_NEAREST else ():
        if _is_verbatim(sentence, grounds):
            continue
        yield from (p for check in SHORT_CHECKS for p in check(sentence, grounds))
        near = nearest(sentence, grounds)
        if near is not None:
            yield from (p for check in NEAR_CHECKS for p in check(sentence, near))


def _is_verbatim(claim: Ground, grounds: Grounds) -> bool:
    """Whether the sentence is a cited sentence, or a whole cited span, as it stands there."""
    return claim.folded in grounds.verbatim


def _cite(span: DraftSpan, evidence: Evidence) -> tuple[Citation, Article] | Problem:
    item = evidence.get(span.number)
    if item is None:
        return Problem(ProblemKind.UNSUPPORTED, f"there is no source {span.number}")
    of, found = _find(span.quote, item)
    if found is None:
        return Problem(ProblemKind.QUOTE, span.quote)
    if of is SpanOf.TEXT:
        found = whole_sentences(item.article.text, *found)
    return _citation(item.article, of, *found), item.article


def _find(quote: str, item: EvidenceItem) -> tuple[SpanOf, tuple[int, int] | None]:
    article, passage = item.article, item.passage
    if found := find_span(quote, article.text, passage.start, passage.end):
        return SpanOf.TEXT, found
    if found := find_span(quote, article.text):
        return SpanOf.TEXT, found
    return SpanOf.TITLE, find_span(quote, article.title or "")


def _citation(article: Article, of: SpanOf, start: int, end: int) -> Citation:
    return Citation(
        article_id=article.article_id,
        version_id=article.version_id,
        of=of,
        start=start,
        end=end,
        quote=_text_of(article, of)[start:end],
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        published_at=article.published_at,
        external_id=article.external_id,
        date_source=article.date_source,
        language=article.language,
    )


def _again(citation: Citation, article: Article | None) -> Citation | None:
    """The citation read again in its version; None when that no longer says the same."""
    if article is None or article.article_id != citation.article_id:
        return None
    if not 0 <= citation.start < citation.end:
        return None
    again = _citation(article, citation.of, citation.start, citation.end)
    return again if again.quote == citation.quote else None


def _text_of(article: Article, of: SpanOf) -> str:
    return article.text if of is SpanOf.TEXT else article.title or ""


def _trimmed(draft: str, pairs: Pairs) -> list[tuple[Citation, Article]]:
    """Each citation once, and of many those that together hold most of the sentence's words."""
    left = list({(c.version_id, c.of, c.start, c.end): (c, a) for c, a in pairs}.values())
    if len(left) <= MOST_CITATIONS:
        return left
    wanted = set(Ground(draft).stems)
    chosen: list[tuple[Citation, Article]] = []
    while len(chosen) < MOST_CITATIONS:
        best = max(left, key=lambda pair: len(wanted & Ground(pair[0].quote).stems))
        left.remove(best)
        chosen.append(best)
        wanted -= Ground(best[0].quote).stems
    return chosen
