"""Pairs of words that say the opposite of each other, by their stems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.memory.stems import stem
from bot.sentence_reading.deed_words import VerbForm

#: ``word/word``; each side may list several words of one meaning, parted by commas.
_PAIRS = """
approve,adopt,pass,endorse,ratify/reject,veto,block,defeat,fail
accept,welcome/refuse,reject,decline,rebuff,spurn
agree/disagree,refuse
confirm,affirm,acknowledge,admit,confess/deny,dispute,refute
support,back,favor,favour/oppose,resist,condemn
welcome/oppose,condemn,criticise,criticize,regret,deplore,denounce
praise,applaud,commend/criticize,criticise,condemn,denounce,blame
increase,rise,grow,climb,gain,raise,soar,expand/decrease,fall,decline,drop,lower,shrink,plunge,cut,reduce
win,victory/lose,defeat,loss
begin,start,launch,open,resume/end,stop,halt,close,suspend,cancel,finish
allow,permit,authorize,authorise,let,legalize/ban,forbid,prohibit,bar,block,prevent
arrive,enter,join/leave,depart,exit,quit,withdraw
succeed,success,successful/fail,failure,unsuccessful
strengthen/weaken
widen/narrow
advance/retreat
attack/defend
escalate/ease,defuse
release,free/detain,arrest,jail,imprison,capture
hire,appoint/fire,dismiss,sack
buy,purchase/sell
import/export
lift,ease/impose,tighten
first/last
early,earlier/late,later
before/after
more/less,fewer
most/least
above/below
high,higher,highest/low,lower,lowest
large,larger,largest,big,bigger,biggest/small,smaller,smallest
long,longer/short,shorter
strong,stronger/weak,weaker
good,better,best/bad,worse,worst
old,older,oldest/young,younger,youngest,new,newer
many/few
majority/minority
ally/enemy,foe
friend/enemy,foe
friendly/hostile
north,northern/south,southern
east,eastern/west,western
inside/outside
indoor/outdoor
public/private
postpone,delay/cancel,scrap
true/false
guilty/innocent
alive/dead
safe,safely/dangerous,unsafe
likely/unlikely
legal,lawful/illegal,unlawful
able/unable
possible/impossible
positive,positively/negative,negatively
direct,directly/indirect,indirectly
conditional/unconditional
temporary/permanent
easy,easily/hard,difficult
simple/complex,complicated
happy/unhappy,sad
cheap/expensive
hot/cold
left/right
male/female
man/woman
husband/wife
son/daughter
brother/sister
father/mother
boy/girl
remember/forget
love,like/hate,dislike
optimistic,hopeful/pessimistic
confident/doubtful
satisfied/dissatisfied
necessary/unnecessary
important/unimportant
adequate,sufficient/inadequate,insufficient
always/never
everyone,everybody/nobody
everything/nothing
all/none
present/absent
include/exclude
add/remove,subtract
visible/invisible
formal,official/informal,unofficial
military/civilian
progress/setback
"""

#: Verbs that their particle makes the opposite of others, written in the same way.
_PHRASAL = """
accept,approve,adopt,pass,support/turn_down,throw_out,vote_down
hold,start,begin,launch,continue,resume/call_off,break_off
join,enter,rejoin/pull_out,walk_out,drop_out
honour,honor,keep/pull_out,back_out
open,reopen/shut_down,close_down
stop,end,suspend/carry_on,press_on
arrest,detain,jail/let_go
"""


_Word = TypeVar("_Word")


def _read(pairs: str, read: Callable[[str], _Word]) -> Mapping[_Word, frozenset[_Word]]:
    """By each word, as `read` has it, those of the other side of its lines."""
    found: dict[_Word, set[_Word]] = defaultdict(set)
    for line in pairs.strip().splitlines():
        one, other = ({read(word) for word in side.split(",")} for side in line.split("/"))
        for word in one:
            found[word] |= other
        for word in other:
            found[word] |= one
    return {word: frozenset(others) for word, others in found.items()}


def _form(verb: str) -> VerbForm:
    base, _, particle = verb.partition("_")
    return stem(base), particle or None


#: Stem → the stems that say the opposite.
OPPOSITES = _read(_PAIRS, stem)
#: The same for verbs with and without a particle.
PHRASAL_OPPOSITES = _read(_PHRASAL, _form)
