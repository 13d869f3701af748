"""Paragraphs that belong to a website and not to an article.

A rule takes a paragraph away only if the *whole* paragraph is a thing that websites say: an
invitation, a notice, a label, a pointer to other articles.  A sentence of an article that merely
contains such words ("he urged donors to subscribe to the fund") stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAIL = r"(news\s?letters?|e-?mails?|inbox|updates?|alerts?|briefings?|mailing list|bulletin|digest|channel)"

#: What a short paragraph says from its first to its last word.
_NOTICES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # sign-up boxes and what their forms answer
        rf"(please )?(subscribe|sign[ -]?up|register|join)\b.{{0,80}}\b(our|the|your|free|daily|weekly|for)\b.{{0,60}}\b{_MAIL}\b.{{0,80}}",
        rf"(our |the |free |daily |weekly |e-?mail )*{_MAIL}( sign[ -]?up| registration| subscription)s?\W*",
        r"(get|receive|want) .{0,80}\b(inbox|news\s?letters?|e-?mail)\b.{0,80}",
        r"(subscribe|sign up|sign in|log in|register|join)( now| today| here| free| for free)*( to (continue|read).{0,60})?\W*",
        r"please wait\W*|loading\W*|processing\W*",
        r"thanks?( you)?( very much)?,? for (sign|subscrib|register|join)(ing)?\b.{0,80}",
        r"(your |enter your |please enter .{0,20})e-?mail( address)?\W*",
        r"(you can )?unsubscribe( at)? any\s?time\W*.{0,60}",
        r"by (signing up|subscribing|submitting|clicking|registering).{0,200}\b(terms|privacy|policy|agree)\b.{0,100}",
        r"this site is protected by recaptcha.{0,120}",
        r"(s['’]abonner|abonnez-vous|inscrivez-vous|je m['’]abonne)\b.{0,120}",
        r"((jetzt )?(unseren |den )?newsletter (jetzt )?(abonnieren|anmelden|bestellen)|melden sie sich .{0,60}newsletter.{0,60})\W*",
        r"(suscr[ií]bete|suscr[ií]base|inscreva-se|assine|iscriviti|abbonati)\b.{0,120}",
        r"(подпи(шитесь|сывайтесь)|підписуйтесь|اشترك)\b.{0,120}",
        # pointers to other articles
        r"(read|see|watch|listen)( more| also| next| now|:).{0,160}",
        r"(also|further|related|recommended|suggested) (read|reading|articles?|stories|story|news|content|coverage|topics|links|posts?|videos?)\b\W?[^.!?]{0,160}",
        r"(more (on|from|about) (this|the) .{0,60}|more (stories|news|articles|coverage)( from .{0,40}| on .{0,40})?)\W*",
        r"(most (read|popular|viewed|shared)|trending( now)?|editor['’]s picks?|top stories|latest (news|stories)|what to read next|don['’]t miss|you may (also )?like|you might (also )?like)\W?[^.!?]{0,80}",
        r"(lire aussi|à lire( aussi| également)?|sur le même sujet|lesen sie (auch|mehr|hier)|mehr zum thema|lea también|leer más|le[ae] (tamb[ií]n|mais)|leia (também|mais)|leggi anche|lees ook|läs (också|även|mer)|les også|læs også|czytaj (też|także|więcej)|читайте (также|ещё)|читати також|ayrıca okuyun|اقرأ أيضا|اقرأ المزيد)\b.{0,160}",
        # notices
        r"\S{1,60}@[\w.-]{3,60}|有料(会員|記事).{0,80}",
        r"advertisements?( - .{0,40})?\W*|sponsored( content)?\W*|anzeige\W*|publicité\W*|publicidad\w*\W*|werbung\W*",
        r"(follow|like|find|join) us on .{0,80}|share( this)?( article| story| on .{0,30}| via .{0,30})?\W*|print( this article)?\W*|copy link\W*|link copied\W*",
        r"(download|get) (our|the) .{0,30}\bapp\b.{0,80}",
        r"(©|\(c\)|copyright)\s.{0,160}|.{0,60}all rights reserved\W*",
        r"(published|updated|last updated|last modified|first published)( on| at)?:?\s.{0,60}\d{4}.{0,30}",
        r"\d+ min(ute)?s?( of)? read\w*\W*|reading time:? .{0,20}|listen to (this )?article\W*.{0,20}",
        r"(view|leave|post|add|show|hide)( all)?( a)? comments?\W*.{0,30}|comments?\s?(\(\d+\)|are closed)?\W*",
        r"(photo|image|picture|file photo|credit|photo credit|image source|getty images|foto|bild)\s*[:/].{0,120}",
        r"(we use cookies|this (site|website) uses cookies|accept( all)? cookies)\b.{0,300}",
        r"for (the )?(use of )?(the )?information media\W.{0,40}not an official record\W*",
        # where a release ends, and rules between parts
        r"\W*(ends?|end (of )?text|-30-|ende|fin|fine|انتهى)\W*|[^\w“”\"«»]+|(-{3,}\s?)+",
        # a template's mark that nothing was put in for
        r"(\$\$|%%|##|\{\{|\[\[)\s?[\w .-]{1,40}\s?(\$\$|%%|##|\}\}|\]\])",
        r"(support|donate to) (our|independent|quality) .{0,40}journalism\b.{0,120}",
    )
)
#: Labels after which a page lists other articles until its end.
_LIST_LABEL = re.compile(
    r"(more (stories|news|articles|coverage|on this( story| topic)?|from .{1,40})"
    r"|(related|associated)( articles| stories| news| topics| content| coverage| links| posts| documents| products| internet links)?"
    r"|recommended( for you| stories| articles)?|most (read|popular|viewed)|latest( news| stories)?"
    r"|top stories|trending( now)?|read (more|next)|you may also like|editor['’]s picks?|also in the news"
    r"|mehr zum thema|sur le même sujet|à lire aussi|noticias relacionadas|te puede interesar"
    r"|leia (também|mais)|leggi anche|читайте также|اقرأ أيضا|関連(記事|ニュース|リンク)|相关(新闻|阅读|报道)|관련\s?(기사|뉴스))\W*",
    re.IGNORECASE,
)
#: Labels after which a release tells whom to ask, until its end.
_CONTACT_LABEL = re.compile(
    r"((press|media|news) (contacts?|enquir(y|ies)|inquir(y|ies)|office|queries)|contacts?( us| information)?"
    r"|for (more|further|additional) information(,? (please )?contact)?|further information|pressekontakt|presskontakt|pressekontakter|kontakt (dla )?(prasy|mediów)|lehdistöyhteys"
    r"|rückfragen|kontakt|contacts? presse|contact(o|os) (de|para la) prensa|contatt[io]( stampa)?|perscontact"
    r"|контакты( для прессы)?|للاتصال|お問い?合わせ先?|联系方式)\W*",
    re.IGNORECASE,
)
_REACHED_AT = re.compile(r"\S@\S|\+?\d[\d ()/.-]{6,}\d")
_MOST_CONTACTS, _LONGEST_CONTACT = 14, 200
_LONGEST_NOTICE = 320
_SENTENCE_END = (".", "!", "?", "”", '"', "’", "»", "。", "؟", "…", ":")


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is a website's notice from its first to its last word."""
    if len(paragraph) > _LONGEST_NOTICE:
        return False
    return any(notice.fullmatch(paragraph) for notice in _NOTICES)


def without_boilerplate(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs that are the article's, in order."""
    kept = paragraphs[: _contacts(paragraphs)]
    kept = kept[: _list_of_others(kept)]
    return [paragraph for paragraph in kept if not is_boilerplate(paragraph)]


def _list_of_others(paragraphs: Sequence[str]) -> int:
    """Where a closing list of other articles starts; the number of paragraphs if there is none."""
    for index in range(len(paragraphs) // 2, len(paragraphs)):
        rest = paragraphs[index + 1 :]
        if _LIST_LABEL.fullmatch(paragraphs[index]) and all(_is_headline(p) for p in rest):
            return index
    return len(paragraphs)


def _contacts(paragraphs: Sequence[str]) -> int:
    """Where the closing part starts that tells whom to ask; the number of paragraphs if none does."""
    for index in range(
        max(len(paragraphs) // 2, len(paragraphs) - _MOST_CONTACTS), len(paragraphs)
    ):
        rest = paragraphs[index + 1 :]
        is_told = any(map(_REACHED_AT.search, rest)) and max(map(len, rest)) <= _LONGEST_CONTACT
        if is_told and _CONTACT_LABEL.fullmatch(paragraphs[index]):
            return index
    return len(paragraphs)


def _is_headline(paragraph: str) -> bool:
    """Whether a paragraph could be another article's title: short, and no closed sentence."""
    return len(paragraph) < 140 and (
        not paragraph.endswith(_SENTENCE_END) or is_boilerplate(paragraph)
    )
