"""Denials of what was said, and accounts that nobody could confirm.  Pure.  English.

"The rebels denied it", "rejected the accusation", "neither account could be confirmed".
"""

from __future__ import annotations

import re

#: Forms of the verbs by which somebody says that what was said is not so.
DENYING = r"(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|disput|contradict|refut)(?:s|es|ed))"
_ACCOUNT = (
    r"(?:claim|accusation|allegation|charge|report|finding|version|account|involvement|wrongdoing"
    r"|responsibility)"
)
_OF_WHAT_WAS_SAID = re.compile(
    rf"\b{DENYING}\s+(?:this\b|that(?=[.,;])|it\b|doing\s+so\b"
    rf"|(?:the|these|those|any|all)\s+(?:such\s+)?{_ACCOUNT}|involvement\b|wrongdoing\b"
    r"|responsibility\b)",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(
    r"\bden(?:y|ied|ies)\s+(?:that|the|any|all|having|being|doing)\b"
    rf"|\breject(?:ed|s)\s+(?:that\b|the\s+\w+\s+{_ACCOUNT})"
    r"|\b(?:dismiss|disput|contradict|refut)(?:ed|es|s)\s+(?:that|the)\b",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"\b(?:neither|none\s+of\s+the)\s+(?:account|version|claim|report|side)s?\b"
    r"|\b(?:could|can)\s*not\s+(?:be\s+(?:independently\s+)?(?:verified|confirmed|checked)"
    r"|(?:independently\s+)?(?:verify|confirm))\b",
    re.IGNORECASE,
)


def denial_of_what_was_said(text: str) -> re.Match[str] | None:
    """The words with which a sentence denies what stands before it, which it points back to."""
    return _OF_WHAT_WAS_SAID.search(text)


def denies_what_was_said(text: str) -> bool:
    """Whether a sentence denies what stands before it, which it points back to.

    >>> denies_what_was_said("The ministry dismissed the allegations.")
    True
    >>> denies_what_was_said("The ministry denied that the bridge was shut.")
    False
    """
    return denial_of_what_was_said(text) is not None


def denies_something(text: str) -> bool:
    """Whether it denies what was said before, or names itself what it denies."""
    return denies_what_was_said(text) or _OF_SOMETHING.search(text) is not None


def leaves_open(text: str) -> bool:
    """Whether it tells that an account, or two, could not be confirmed."""
    return _UNCONFIRMED.search(text) is not None
