"""What a sentence is checked against: its cited sentences, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from bot.dates.date_words import DateWord
from bot.dates.publication import day_of
from bot.dates.reading import read_dates
from bot.dates.words import ENGLISH
from bot.domain.articles import Article
from bot.domain.claims import Citation, SpanOf
from bot.figures.reading import Figure, read_figures
from bot.grounding.label_figures import is_label
from bot.grounding.narrator_voice import MOST_BEFORE, voice_of
from bot.grounding.polarity import denies
from bot.grounding.tokens import Token, tokenise
from bot.grounding.verbatim_spans import folded
from bot.grounding.word_contexts import Occurrence, occurrences_in
from bot.memory.passages import cut_long
from bot.memory.sentences import split_sentences
from bot.sentence_reading.attribution import speaker_of
from bot.sentence_reading.orders import is_order, is_question
from bot.sentence_reading.transcripts import spoken_by

_LIST_MARK = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[-*•·+])\s+")
_LIST_ENTRY = re.compile(r"\n(?=\s{0,40}(?:\(?\d{1,2}[.)]|[-*•·+])\s)")

#: Characters on each side of a span in which its sentence and its neighbours are looked for.
WINDOW = 1_500


@dataclass(frozen=True)
class Ground:
    """One sentence with what the checks read in it; each is read once, when it is asked for."""

    text: str
    #: The day on which it was published, from which its date words count.
    day: date | None = None
    #: The sentence before it, which may tell who speaks.
    before: str | None = None
    #: Those whose date words it may have.
    languages: tuple[str | None, ...] = (ENGLISH,)
    #: Whose turn it stands in, in a transcript.
    spoken_by: str | None = None
    #: The sentences before that one, the nearest last.
    earlier: tuple[str, ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, in order."""
        return tokenise(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its words are compared by."""
        return frozenset(token.stem for token in self.tokens)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, dates among them."""
        return read_figures(self.text)

    @cached_property
    def dates(self) -> tuple[DateWord, ...]:
        """Its date words."""
        return read_dates(self.text, *self.languages)

    @cached_property
    def loose_figures(self) -> tuple[Figure, ...]:
        """Its figures that are no part of a date, nor a label."""
        return tuple(
            figure
            for figure in self.figures
            if not any(d.start < figure.end and figure.start < d.end for d in self.dates)
            and not is_label(figure, self.text)
        )

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of the words that say something of their own."""
        return frozenset(token.stem for token in self.tokens if token.is_content)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Its content words, each in its company."""
        return tuple(occurrences_in(self.text, self.tokens))

    @cached_property
    def is_denying(self) -> bool:
        """Whether it says of anything that it is not so."""
        return denies(self.tokens)

    @cached_property
    def speaker(self) -> str | None:
        """Who says it: named in it, or before a bare quotation or pronoun; or whose turn it is."""
        return speaker_of(self.text) or self.voice or self.spoken_by

    @cached_property
    def voice(self) -> str | None:
        """Who says it by the sentences before it: whom its "she" or its quotation goes on with."""
        return voice_of(self.text, (*self.earlier, self.before)) if self.before else None

    @cached_property
    def folded(self) -> str:
        """Its text ironed out, for verbatim comparison."""
        return folded(self.text)


@dataclass(frozen=True)
class Grounds:
    """Everything one sentence is checked against, nearest first.

    `cited` (sentence by sentence) must carry what the sentence says, and `quotable` (the cited
    spans as they stand) its quotations.  `nearby` (the sentences before and after) may tell who
    speaks; `about` (title, outlet, author, credited agency) may name and date things; `whole`
    (the versions' texts) is only asked for the full form of a name.
    """

    cited: tuple[Ground, ...]
    quotable: tuple[str, ...]
    nearby: tuple[Ground, ...] = ()
    about: tuple[Ground, ...] = ()
    whole: tuple[str, ...] = ()

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all that stands in or around the cited spans."""
        near = (*self.cited, *self.nearby, *self.about)
        return frozenset().union(*(ground.stems for ground in near))

    @cached_property
    def verbatim(self) -> frozenset[str]:
        """The cited sentences, and the whole cited spans, ironed out."""
        spans = (folded(text) for text in self.quotable)
        return frozenset((*(ground.folded for ground in self.cited), *spans))

    @cached_property
    def occurrences(self) -> Mapping[str, Sequence[tuple[Occurrence, Ground]]]:
        """By stem, where words stand in the cited spans and what is told about them."""
        found: dict[str, list[tuple[Occurrence, Ground]]] = {}
        for ground in (*self.cited, *self.about):
            for occurrence in ground.occurrences:
                found.setdefault(occurrence.token.stem, []).append((occurrence, ground))
        return found

    @cached_property
    def denying(self) -> tuple[Ground, ...]:
        """The sentences in or around the cited spans that say of anything that it is not so."""
        return tuple(g for g in (*self.cited, *self.nearby, *self.about) if g.is_denying)

    @property
    def day(self) -> date | None:
        """What relative date words of the sentence count from: its first source's publication."""
        return self.cited[0].day if self.cited else None

    @property
    def languages(self) -> tuple[str | None, ...]:
        """What the sentence may be written in: English, or as its sources are."""
        return tuple(dict.fromkeys((ENGLISH, *(g.languages[0] for g in self.cited))))

    @classmethod
    def of_texts(cls, texts: Sequence[str], verbatim: Sequence[str] = ()) -> Grounds:
        """Grounds from bare texts, of which nothing more is known; they may be quoted as in `verbatim` too."""
        cited = tuple(ground for text in texts for ground in _sentences(text, None, ()))
        quotable = tuple(dict.fromkeys((*texts, *verbatim)))
        return cls(cited=cited, quotable=quotable, whole=tuple(texts))

    @classmethod
    def of_citations(cls, pairs: Sequence[tuple[Citation, Article]]) -> Grounds:
        """Grounds from citations and the versions that they are spans of."""
        cited: list[Ground] = []
        nearby: list[Ground] = []
        for citation, article in pairs:
            before, after = _neighbours(citation, article)
            beside = (t for t in (*before[-1:], after) if t and not (is_order(t) or is_question(t)))
            cited += _sentences(citation.quote, article, before, whose_turn(citation, article))
            nearby += [_ground(text, article) for text in beside]
        articles = tuple({a.version_id: a for _, a in pairs}.values())
        return cls(
            cited=tuple(cited),
            quotable=tuple(citation.quote for citation, _ in pairs),
            nearby=tuple(nearby),
            about=(
                *(_ground(t, a) for a in articles for t in _about(a)),
                *(Ground(who) for c, a in pairs if (who := whose_turn(c, a)) is not None),
            ),
            whole=tuple(a.text for a in articles),
        )


def _sentences(
    text: str, article: Article | None, before: tuple[str, ...], spoken: str | None = None
) -> Iterator[Ground]:
    for sentence in sentences_of(text):
        yield _ground(sentence, article, before, spoken)
        before = (*before, sentence)[-MOST_BEFORE:]


def whose_turn(citation: Citation, article: Article) -> str | None:
    """Who speaks where a span begins, in a transcript."""
    return None if citation.of is SpanOf.TITLE else spoken_by(article, citation.start)


def _ground(
    text: str, article: Article | None, before: tuple[str, ...] = (), spoken: str | None = None
) -> Ground:
    if article is None:
        return _remembered(text, None, before, (ENGLISH,), spoken)
    return _remembered(text, day_of(article), before, (article.language,), spoken)


# The sentences of an article are evidence for one sentence of a draft after the other.
@lru_cache(maxsize=1_024)
def _remembered(
    text: str,
    day: date | None,
    before: tuple[str, ...],
    languages: tuple[str | None, ...],
    spoken: str | None,
) -> Ground:
    nearest = before[-1] if before else None
    return Ground(text, day, nearest, languages, spoken, before[:-1])


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text; what has no stops is cut, for the checks compare words by pairs."""
    pieces = (piece for span in split_sentences(text) for piece in cut_long(text, span))
    return (text[start:end] for start, end in pieces)


def entries_of(text: str) -> list[str]:
    """A text cut before each line that a list begins with its number or dot."""
    return _LIST_ENTRY.split(text)


def without_list_mark(sentence: str) -> str:
    """A sentence without the number or dot that a list puts before it."""
    return _LIST_MARK.sub("", sentence)


def around(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Sentence spans of `text` near ``start:end``, which they cover, in order."""
    left, right = max(0, start - WINDOW), min(len(text), end + WINDOW)
    left = text.rfind("\n", 0, left) + 1 if left else 0
    return tuple((a + left, b + left) for a, b in split_sentences(text[left:right]))


def whole_sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the sentences that it touches, so that no "not" is left outside it."""
    touched = [(a, b) for a, b in around(text, start, end) if a < end and b > start]
    return min([start, *(a for a, _ in touched)]), max([end, *(b for _, b in touched)])


def _neighbours(citation: Citation, article: Article) -> tuple[tuple[str, ...], str | None]:
    """The sentences before a span of the text, the nearest last, and the one after it."""
    if citation.of is SpanOf.TITLE:
        return (), None
    text = article.text
    spans = around(text, citation.start, citation.end)
    before = [span for span in spans if span[1] <= citation.start]
    after = [span for span in spans if span[0] >= citation.end]
    return (
        tuple(text[slice(*span)] for span in before[-MOST_BEFORE:]),
        text[slice(*after[0])] if after else None,
    )


def _about(article: Article) -> Iterator[str]:
    for text in (article.title, article.outlet, article.author, article.credit):
        if text:
            yield text
