"""Outside text without what cannot be seen: hidden characters, changes of direction, line ends.

A joiner or a variation selector has no look of its own but shapes what stands beside it: Persian
and Indic words, and emoji, need it.  It stays where it does that, and goes where it only hides.
"""

from __future__ import annotations

import re
import unicodedata

#: Every character that ends a line, for Unicode or for Python; "\r\n" is one end.
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: Control characters, halves of surrogate pairs, fillers that look like nothing, and what changes
#: the direction of what follows; tag characters can spell out whole hidden sentences.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000e0080-\U000e00ff"
    "\U000e01f0-\U000e0fff\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff]"
)
_SHAPING = re.compile("[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_LOOKS_OF_EMOJI = "\ufe0e\ufe0f"
#: What becomes an emoji only by a selector and is no symbol: keycaps, ‼, ⁉, ℹ, 〰.
_HALF_EMOJI = frozenset("#*0123456789\u203c\u2049\u2139\u3030")
#: The canonical combining class of a virama, after which a joiner may also end a word.
_VIRAMA = 9


def seen(text: str) -> str:
    """`text` with only what is seen, or shapes what is; every line ends with a line feed."""
    plain = _UNSEEN.sub("", _LINE_END.sub("\n", unicodedata.normalize("NFC", text)))
    return _shaped(plain) if _SHAPING.search(plain) else plain


def _shaped(text: str) -> str:
    """`text` without the joiners and selectors that shape nothing."""
    kept: list[str] = []
    for index, character in enumerate(text):
        before = kept[-1] if kept else ""
        if not _SHAPING.match(character) or _shapes(character, before, text[index + 1 : index + 2]):
            kept.append(character)
    return "".join(kept)


def _shapes(character: str, before: str, after: str) -> bool:
    if character == _NON_JOINER:
        return _is_caseless(before) and (_is_caseless(after) or _is_virama(before))
    if character == _JOINER:
        in_a_word = _is_caseless(before) and (_is_caseless(after) or _is_virama(before))
        return in_a_word or (_is_emoji(before) and _is_emoji(after))
    if character in _LOOKS_OF_EMOJI:
        is_chosen = before in _LOOKS_OF_EMOJI
        return (_is_emoji(before) and not is_chosen) or before in _HALF_EMOJI
    return bool(before) and unicodedata.category(before) == "Lo"


def _is_caseless(character: str) -> bool:
    """Whether it is a letter, or a mark on one, of a script that joins its letters."""
    return (
        bool(character)
        and unicodedata.category(character) in {"Lo", "Lm", "Mn", "Mc"}
        and not _SHAPING.match(character)
    )


def _is_virama(character: str) -> bool:
    return bool(character) and unicodedata.combining(character) == _VIRAMA


def _is_emoji(character: str) -> bool:
    """Whether it is an emoji's sign, or what colours or selects one."""
    return bool(character) and (
        character in _LOOKS_OF_EMOJI or unicodedata.category(character) in {"So", "Sk", "Sm"}
    )
