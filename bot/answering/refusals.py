"""The words in which nothing is told, in the language of the question.

The language is told by the question's function words; where none is here, it is English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.messages import Words, words
from bot.memory.function_words import language_of
from bot.memory.words import words_of


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is said where no sentence answers."""

    #: Where nothing that was read has anything of the question.
    nothing: Words
    #: Where something has, but no sentence answers; and what leads to the sentence that is nearest.
    no_sentence: Words
    nearest: Words
    #: Where the channel has read nothing at all.
    unread: Words


_ENGLISH = Refusals(
    nothing=words("I found nothing on this in what this channel has read."),
    no_sentence=words(
        "I found no sentence that plainly answers this in what this channel has read."
    ),
    nearest=words("The nearest:"),
    unread=words(
        "This channel has read nothing yet, so I cannot answer: follow a feed, or give me an "
        "article to read."
    ),
)
_BY_LANGUAGE: Mapping[str, Refusals] = {
    "ar": Refusals(
        nothing=words("لم أجد شيئًا عن هذا في ما قرأته هذه القناة."),
        no_sentence=words("لم أجد في ما قرأته هذه القناة جملةً تجيب عن هذا بوضوح."),
        nearest=words("الأقرب إليه:"),
        unread=words(
            "لم تقرأ هذه القناة شيئًا بعد، فلا أستطيع الإجابة: تابِعوا مصدرًا أو أعطوني مقالًا لأقرأه."
        ),
    ),
    "de": Refusals(
        nothing=words("In dem, was dieser Kanal gelesen hat, habe ich dazu nichts gefunden."),
        no_sentence=words(
            "In dem, was dieser Kanal gelesen hat, habe ich keinen Satz gefunden, der das klar "
            "beantwortet."
        ),
        nearest=words("Am nächsten kommt:"),
        unread=words(
            "Dieser Kanal hat noch nichts gelesen, deshalb kann ich nicht antworten: Folgt einem "
            "Feed oder gebt mir einen Artikel zu lesen."
        ),
    ),
    "es": Refusals(
        nothing=words("No he encontrado nada sobre esto en lo que ha leído este canal."),
        no_sentence=words(
            "No he encontrado ninguna frase que responda claramente a esto en lo que ha leído este "
            "canal."
        ),
        nearest=words("Lo más cercano:"),
        unread=words(
            "Este canal aún no ha leído nada, así que no puedo responder: seguid una fuente o dadme "
            "un artículo para leer."
        ),
    ),
    "fr": Refusals(
        nothing=words("Je n’ai rien trouvé à ce sujet dans ce que ce canal a lu."),
        no_sentence=words(
            "Dans ce que ce canal a lu, je n’ai trouvé aucune phrase qui y réponde clairement."
        ),
        nearest=words("Le plus proche :"),
        unread=words(
            "Ce canal n’a encore rien lu, je ne peux donc pas répondre : suivez un flux ou "
            "donnez-moi un article à lire."
        ),
    ),
}


def refusals_for(question: str) -> Refusals:
    """The words for a question: in its language where they are there, in English elsewhere.

    >>> str(refusals_for("Wer hat das Abkommen unterzeichnet?").nearest)
    'Am nächsten kommt:'
    >>> str(refusals_for("Who signed it?").nearest)
    'The nearest:'
    """
    return _BY_LANGUAGE.get(language_of(list(words_of(question))) or "", _ENGLISH)
