"""Questions for all that is known of a subject: "Tell me about the ferry", "background on Marib".  Pure.

No one sentence answers them: what the story tells does.  Why, how and whom are asked of sentences.
"""

from __future__ import annotations

import re

from bot.built_in.query_rewriting import toll_in_full
from bot.conversation.spans import split_window

_POLITE = (
    r"(?:(?:please|can you|could you|would you|i(?:['’]d| would) like you to|i need|i want)[, ]+)*"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|to|for|into)"
_MORE = "(?:more|something|everything|all)"
_GIVEN = "(?:background|context|details?|information|info|overview|summary|rundown|recap)"
#: Each with its subject in a group; word lists of a language go together.
_SHAPES = (
    rf"(?:tell|brief|update|inform|fill) (?:me|us) (?:in )?(?:a (?:bit|little) )?(?:{_MORE} )?(?:you (?:know|have) )?{_ABOUT} (.+)",
    rf"(?:give|show|get) (?:me|us) (?:some |an? |the |all )?(?:quick |short |brief )?(?:more )?{_GIVEN}(?: we have)? {_ABOUT} (.+)",
    rf"(?:is there |do you have |are there )?(?:any |some |the |an? |further )?(?:more|{_GIVEN}) {_ABOUT} (.+)",
    r"(?:explain|summari[sz]e|sum up|recap|tl;?dr:?)(?: (?:to|for) (?:me|us))? (.+)",
    r"(?:the )?(?:very )?(?:latest|news|updates?) (?!(?:on|about|from|in|of|for|with)\b)(.+)",
    r"(?:is there |have you )?any (?:word|news|updates?|developments?) (?:on|about|of|from|in) (.+)",
    r"where (?:do|did) (?:things|matters|we) stand (?:in|on|with) (.+)",
    rf"what (?:do|can) (?:we|you)(?: already)? (?:know|have|tell (?:me|us)|got) {_ABOUT} (.+)",
    rf"what(?:['’]s| is) (?:already )?(?:known|reported) {_ABOUT} (.+)",
    rf"what(?:['’]s| is) (?:the )?(?:story|situation|state of play|background|status|deal) (?:behind|in|with|{_ABOUT}) (.+)",
    r"what(?:['’]?s| is) (?:going on|happening|up) (?:with|in|at|on|around) (.+)",
    r"what(?:['’]?s| has)? (?:just )?happe?n+e?d (?:with|in|at|to) (.+)",
    r"(?:what|how) about (.+)",
    # French
    (
        r"(?:parle(?:-moi|z-moi)|dis-m['’]en plus|que (?:sait-on|savons-nous)|(?:résume|explique)z?)(?:-moi|-nous)?"
        r"(?: (?:de la|du|des|de l['’]|de|d['’]|sur|à propos de))? ?(.+)"
    ),
    # German
    (
        r"(?:erzähl(?:e|en sie)? mir|was (?:wissen wir|wei(?:ß|ss) man|ist bekannt)|hintergr(?:und|ünde)|mehr|überblick) (?:etwas |mehr )?"
        r"(?:von|über|zu|zur|zum) (.+)"
    ),
    r"was ist (?:über|zu|zur|zum) (.+) bekannt",
    # Spanish
    r"(?:háblame|cuéntame|qué (?:se sabe|sabemos)|resume|resumen|explica|más)(?: (?:de|del|sobre|acerca de))? (.+)",
)
_READ = re.compile(rf"{_POLITE}(?:{'|'.join(_SHAPES)})", re.IGNORECASE | re.DOTALL)
#: What follows is asked of sentences: "explain why ...", "tell me about how ...".
_ASKED = re.compile(
    r"(?:why|how|who|whom|whose|when|where|whether|if|which|what|warum|wie|wer|wann|wo|ob|pourquoi|comment|qui"
    r"|quand|où|por qué|cómo|quién|cuándo|dónde)\b|.*\b(?:briefing|digest|article|story|you|yourself|it all)$",
    re.IGNORECASE | re.DOTALL,
)
_POINTING = re.compile(
    r"(?:it|this|that|these|those|them|him|her|he|she|they|more)\b", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"(?:the|la|le|les|l['’]|der|die|das|den|dem|el|los|las)\s*(?=\S)", re.IGNORECASE
)
#: Words of a subject: what is longer is a sentence.
_MOST_WORDS = 10


def read_about(line: str) -> str | None:
    """The subject that a line asks to be told about; None where it asks something else.

    >>> read_about("Could you tell me more about the Marib truce?")
    'Marib truce'
    >>> read_about("Explain why the truce failed"), read_about("tell me about it")
    (None, None)
    """
    said = " ".join(line.strip().rstrip("?!. ").split())
    asked = _READ.fullmatch(said)
    if asked is None:
        return None
    subject = next(part for part in asked.groups() if part is not None)
    subject = re.sub(r",? please$", "", subject, flags=re.IGNORECASE)
    if split_window(subject)[1] is not None or _ASKED.match(subject):
        return None
    if toll_in_full(subject) is not None:
        return None
    if _POINTING.match(subject) or len(subject.split()) > _MOST_WORDS:
        return None
    return _ARTICLE.sub("", subject, count=1) if _ARTICLE.match(subject) else subject


#: A reply that asks to go on, as it is made to stand alone: with the words of what came before.
_GO_ON = re.compile(
    rf"(?:(?:and|so|ok(?:ay)?)[, ]+)?{_POLITE}(?:(?:tell me |tell us |give me |show me )?(?:(?:some |any |a bit |a little )?(?:more|further)(?: {_GIVEN})?"
    rf"|(?:some |any |the )?{_GIVEN})|elaborate|explain|summari[sz]e|go on|continue|what else|anything else|and then"
    r"|dis-m['’]en plus|plus de détails|erzähl mir mehr|mehr(?: details)?|más(?: detalles)?|cuéntame más)"
    r"(?: (?:about|on|of) (?:it|this|that|them|these|those))?(?: please)? \((?P<before>[^()]+)\)",
    re.IGNORECASE,
)


def read_go_on(standalone: str) -> str | None:
    """What a reply that only asks for more goes on with, by the words that stand alone beside it.

    >>> read_go_on("tell me more (Marib, prisoners, freed)?")
    'Marib, prisoners, freed'
    """
    asked = _GO_ON.fullmatch(standalone.strip().rstrip("?!. "))
    return asked["before"] if asked is not None else None
