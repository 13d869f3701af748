"""The stem that the forms of an English word share: *veto*, *vetoes*, *vetoed* meet in one.

Porter's algorithm as published ("An algorithm for suffix stripping", Program 14(3), 1980), after
a table of irregular forms that news is full of.  Words of other scripts stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_IRREGULAR_FORMS = """
say said|meet met|tell told|hold held|leave left|go went gone|win won|send sent|give gave given
take took taken|make made|begin began begun|fight fought|strike struck|seek sought|speak spoke spoken
write wrote written|fall fell fallen|rise rose risen|break broke broken|choose chose chosen
come came|become became|bring brought|buy bought|build built|catch caught|draw drew drawn|lead led
drive drove driven|find found|fly flew flown|get got gotten|hear heard|keep kept|know knew known
lay laid|lose lost|pay paid|run ran|see saw seen|sell sold|shoot shot|show shown
sit sat|spend spent|stand stood|steal stole stolen|swear swore sworn|teach taught|think thought
throw threw thrown|withdraw withdrew withdrawn|shake shook shaken|bear bore borne|bind bound
bid bade|feed fed|flee fled|forbid forbade forbidden|foresee foresaw|freeze froze frozen
free freed|overthrow overthrew overthrown|undertake undertook undertaken|undergo underwent undergone
overcome overcame|overtake overtook overtaken|uphold upheld|withhold withheld|rebuild rebuilt|lend lent
understand understood|mislead misled|beat beaten
grow grew grown|hide hid hidden|sink sank sunk|swim swam|wear wore worn
die died dies dying|lie lies lying|man men|woman women|child children|person people
"""

_FOLDED: Mapping[str, str] = {
    form: forms.split()[0]
    for line in _IRREGULAR_FORMS.split("\n")
    for forms in line.split("|")
    for form in forms.split()[1:]
}

#: Irregular past forms and participles of verbs: "took", "sunk", no "men".
PAST_FORMS = frozenset(
    form
    for form in _FOLDED
    if form not in {"men", "women", "children", "people"} and not form.endswith(("s", "ing"))
)

_STEP_2: Mapping[str, str] = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "abli": "able", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
_STEP_3: Mapping[str, str] = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
_STEP_4: Mapping[str, str] = dict.fromkeys(
    (
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion",
        "tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ),
    "",
)  # fmt: skip

#: Endings, the two letters that they end in (most words have none of these), and the measure of
#: what must be left.
_STEPS = tuple(
    (endings, frozenset(ending[-2:] for ending in endings), least)
    for endings, least in ((_STEP_2, 1), (_STEP_3, 1), (_STEP_4, 2))
)

_ENGLISH_WORD = re.compile(r"[a-z]{3,}")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word, case-folded; two forms of a word have the same one.

    >>> stem("vetoes"), stem("Vetoed"), stem("met"), stem("2728")
    ('veto', 'veto', 'meet', '2728')
    """
    folded = word.casefold()
    folded = _FOLDED.get(folded, folded)
    if not _ENGLISH_WORD.fullmatch(folded):
        return folded
    for step in (_plural, _past_and_gerund, _final_y):
        folded = step(folded)
    for endings, last_letters, least in _STEPS:
        if folded[-2:] in last_letters:
            folded = _replaced(folded, endings, least=least)
    stemmed = _final_e(folded)
    # "Used" is no word for the United States.
    return "use" if stemmed == "us" else stemmed


def _shape(word: str) -> str:
    """Vowels as ``v`` and consonants as ``c``; a *y* after a consonant is a vowel."""
    marks: list[str] = []
    for letter in word:
        after_consonant = bool(marks) and marks[-1] == "c"
        is_vowel = letter in "aeiou" or (letter == "y" and after_consonant)
        marks.append("v" if is_vowel else "c")
    return "".join(marks)


def _measure(word: str) -> int:
    """Porter's *m*: how often a run of vowels is followed by a consonant."""
    return _shape(word).count("vc")


def _ends_short(word: str) -> bool:
    """Porter's ``*o``: consonant, vowel, consonant at the end, the last not w, x or y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past_and_gerund(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        rest = word.removesuffix(suffix)
        if rest != word and "v" in _shape(rest):
            return _mended(rest)
    return word


def _mended(rest: str) -> str:
    """What is left of a verb without its ending, as its infinitive would have it."""
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if len(rest) > 1 and rest[-1] == rest[-2] and rest[-1] not in "aeioulsz":
        return rest[:-1]
    return rest + "e" if _measure(rest) == 1 and _ends_short(rest) else rest


def _final_y(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and "v" in _shape(word[:-1]) else word


def _replaced(word: str, endings: Mapping[str, str], *, least: int) -> str:
    for length in range(min(7, len(word) - 1), 1, -1):
        suffix = word[-length:]
        if suffix not in endings:
            continue
        rest = word[:-length] + (suffix[0] if suffix in {"sion", "tion"} else "")
        return rest + endings[suffix] if _measure(rest) >= least else word
    return word


def _final_e(word: str) -> str:
    if word.endswith("e"):
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _ends_short(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
