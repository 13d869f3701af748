"""What an outlet says that it told wrongly itself.  Pure.  English.

"In our report of Monday we said that 40 ships may pass.  The correct number is 30."  "The vote is
set for 12 May, not for 2 May as we reported."  "An earlier version of this article gave ..."
"""

from __future__ import annotations

import re

_SAYING = r"(?:said|reported|wrote|stated|gave|put|named|called|misstated|misspelled|misspelt)"
_OWN = re.compile(
    rf"\b(?:our|an earlier|a previous) (?:[\w’'-]+ ){{0,3}}?(?:report|story|article|dispatch|item|version|edition)\b"
    rf"[^.“\"]{{0,120}}?\b{_SAYING}(?: that)?\b "
    rf"|^We (?:also |wrongly |mistakenly |incorrectly |erroneously )+{_SAYING}(?: that)?\b ",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r",? (?:and )?not (?P<wrong>[^,.;“\"]{1,80}?),? as (?:we |was |were |it was |has been )?"
    r"(?:earlier |previously |first |initially |wrongly |incorrectly )?(?:reported|said|stated|written)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:the (?:correct|right|actual|true) [\w’'-]+(?: [\w’'-]+)? (?:is|was|are|were)\b"
    r"|(?:in fact|should have (?:said|read|been)|should (?:read|be)|is correct)\b)",
    re.IGNORECASE,
)


def own_error(sentence: str) -> str | None:
    """What a sentence says that its outlet told wrongly; None where it says nothing of the kind.

    >>> own_error("In our report of Monday we said that 40 ships may pass.")
    '40 ships may pass.'
    >>> own_error("We said that 40 ships may pass, the minister told us.")
    """
    found = _OWN.search(sentence)
    # What follows a semicolon is what is right.
    return sentence[found.end() :].partition(";")[0] if found is not None else None


def rights_itself(sentence: str) -> bool:
    """Whether a sentence that tells an error goes on to tell what is right.

    >>> rights_itself("We wrongly gave the name as Ada Kesh; the envoy is Ida Marsh.")
    True
    """
    found = _OWN.search(sentence)
    return found is not None and ";" in sentence[found.end() :]


def set_right_at_once(sentence: str) -> tuple[str, str] | None:
    """What a sentence tells, and what was told in its place before; None where nothing was.

    >>> set_right_at_once("The vote is set for 12 May, not for 2 May as we reported.")
    ('The vote is set for 12 May', 'for 2 May')
    """
    found = _INSTEAD.search(sentence)
    return (sentence[: found.start()], found["wrong"]) if found is not None else None


def tells_what_is_right(sentence: str) -> bool:
    """Whether a sentence that follows an error tells what should have stood there."""
    return _RIGHT.search(sentence) is not None
