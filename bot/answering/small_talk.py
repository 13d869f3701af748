"""Messages that are no question: thanks, greetings, a smiley, nothing.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class SmallTalk(StrEnum):
    """Kinds of messages that nothing is searched for."""

    THANKS = "thanks"
    GREETING = "greeting"
    ASSENT = "assent"
    ABILITIES = "abilities"
    EMPTY = "empty"


_TAIL = (
    r"(?:[\s,]+(?:you|there|all|everyone|again|so much|a lot|very much|attaché|attache|bot|team))*"
)
_WORDING: Mapping[SmallTalk, re.Pattern[str]] = {
    kind: re.compile(rf"(?:{pattern}){_TAIL}", re.IGNORECASE)
    for kind, pattern in {
        SmallTalk.THANKS: r"(?:ok(?:ay)?,? |great,? |perfect,? |many )?(?:thanks?|thx|cheers|merci|danke(?: schön| sehr| vielmals)?|vielen dank"
        r"|merci (?:beaucoup|bien)|(?:muchas )?gracias|grazie|much appreciated)(?:,? (?:great|perfect|very helpful|that helps?))?",
        SmallTalk.GREETING: r"hi|hello|hey|good (?:morning|afternoon|evening|day)|bonjour|hallo|hola"
        r"|how are you|good night|bye|goodbye|see you",
        SmallTalk.ABILITIES: r"(?:so )?what (?:can|do) you do|what can i (?:ask|say|do)(?: here)?|who are you|are you (?:a |an )?(?:bot|robot|human|person|machine|ai)"
        r"|what are you|how do(?:es)? (?:this|you|it) work|how can you help(?: me| us)?",
        SmallTalk.ASSENT: r"ok(?:ay)?|yes|no|yep|nope|sure|fine|great|good(?: (?:job|bot|work))?|nice"
        r"|perfect|cool|got it|understood|noted|well done|lol|haha+|wow|(?:h+m+|ah+|oh+)?,? ?(?:very |how )?interesting"
        r"|no(?:pe)? thank(?:s| you)|nein(?: danke)?|non(?: merci)?|ja|oui|not now|(?:maybe )?later|never ?mind"
        r"|forget (?:it|that)|h+m+|ah+|oh+|i see|good to know|makes sense|agreed|exactly|indeed|all ?right|sounds good|will do",
    }.items()
}
_NO_WORD_CHARACTERS = re.compile(r"[\W_]+")


def read_small_talk(text: str) -> SmallTalk | None:
    """The kind of small talk that a message is; None when it may be a question."""
    words = _NO_WORD_CHARACTERS.sub(" ", text).strip()
    if not words:
        return SmallTalk.EMPTY
    if len(words) > 60:
        return None
    return next((k for k, wording in _WORDING.items() if wording.fullmatch(words)), None)
