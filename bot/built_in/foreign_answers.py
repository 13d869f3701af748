"""Answers to English questions out of French, German and Spanish articles: their own sentences, verbatim.

The rules for English sentences are held against glosses (`sentence_reading.glosses`); what they find
is told in the words that the article has.  Nothing is translated for a reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.built_in import answer_writer
from bot.built_in.foreign_points import tell_the_point
from bot.built_in.questions import read_question
from bot.domain.articles import Article
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.evidence import Evidence, EvidenceItem
from bot.memory.field_words import LANGUAGES
from bot.memory.language_codes import ENGLISH, language_code
from bot.memory.sentences import split_sentences
from bot.sentence_reading.gloss_pieces import names_in
from bot.sentence_reading.glosses import gloss

#: Characters of an article that are looked at for its names, and for whose affairs it tells.
NAMES_FROM, OPENING = 1_500, 400
#: What stands for a sentence that cannot be read: it says nothing and parts those beside it.
_UNREAD = "(…)"


@dataclass(frozen=True, slots=True)
class GlossedEvidence:
    """Evidence in English words, and which sentence each of its sentences stands for."""

    evidence: Evidence
    #: By an item's number, glosses and what they stand for.
    sentences: Mapping[int, Sequence[tuple[str, str]]]

    @classmethod
    def of(cls, evidence: Evidence) -> GlossedEvidence:
        """The evidence with its French, German and Spanish passages glossed, the rest as it is."""
        items: list[EvidenceItem] = []
        sentences: dict[int, Sequence[tuple[str, str]]] = {}
        for number, item in evidence.numbered():
            if language_code(item.article.language) not in LANGUAGES:
                items.append(item)
                continue
            pairs = _glossed(item.passage.text, item.article)
            sentences[number] = pairs
            passage = replace(item.passage, text="\n\n".join(told for told, _ in pairs))
            items.append(EvidenceItem(_in_english(item.article), passage))
        return cls(Evidence(tuple(items)), sentences)

    def in_own_words(self, draft: DraftClaim) -> DraftClaim | None:
        """A claim made of a gloss as the article has it; None where that cannot be told."""
        spans: list[DraftSpan] = []
        for span in draft.spans:
            pairs = self.sentences.get(span.number)
            if pairs is None:
                spans.append(span)
                continue
            own = next((own for told, own in pairs if span.quote in told), None)
            if own is None:
                return None
            spans.append(DraftSpan(span.number, own))
        is_glossed = any(span.number in self.sentences for span in draft.spans)
        return DraftClaim(spans[0].quote, tuple(spans)) if is_glossed else draft


def is_abroad(evidence: Evidence) -> bool:
    """Whether some of the evidence is in a language that can be glossed."""
    return any(language_code(item.article.language) in LANGUAGES for item in evidence.items)


def draft_answer(
    question: str, evidence: Evidence, *, is_proved: bool = False
) -> tuple[DraftClaim, ...]:
    """The sentences that answer an English question, in whatever listed language they are."""
    glossed = GlossedEvidence.of(evidence)
    drafts = answer_writer.draft_answer(question, glossed.evidence, is_proved=is_proved)
    if not tell_the_point(question, read_question(question), glossed.evidence, drafts):
        return ()
    own = [glossed.in_own_words(draft) for draft in drafts]
    told = tuple(draft for draft in own if draft is not None)
    # A sentence that leans on one that cannot be told is not told alone.
    return told if len(told) == len(own) else ()


def nearest(question: str, evidence: Evidence) -> DraftClaim | None:
    """The sentence closest to an English question that has no answer; None when nothing is close."""
    glossed = GlossedEvidence.of(evidence)
    draft = answer_writer.nearest(question, glossed.evidence)
    return glossed.in_own_words(draft) if draft is not None else None


def _in_english(article: Article) -> Article:
    title = gloss(article.title, _language(article), _names(article)) if article.title else None
    opening = _glossed(article.text[:OPENING], article)
    return replace(
        article,
        title=title or article.title,
        text="\n\n".join(told for told, _ in opening),
        language=ENGLISH,
    )


def _glossed(text: str, article: Article) -> Sequence[tuple[str, str]]:
    return _glossed_text(text, _language(article), _names(article))


@lru_cache(maxsize=1_024)
def _glossed_text(text: str, language: str, names: frozenset[str]) -> Sequence[tuple[str, str]]:
    spans = split_sentences(text, language)
    own = [text[start:end] for start, end in spans]
    return tuple((_capital(gloss(one, language, names) or _UNREAD), one) for one in own)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _names(article: Article) -> frozenset[str]:
    return names_in(article.text[:NAMES_FROM], _language(article))


def _language(article: Article) -> str:
    return language_code(article.language) or ENGLISH
