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
easy,easily,easier,easiest/hard,harder,hardest,difficult
simple,simpler/complex,complicated
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

#: Words that are opposites of each other where they are said of the same thing; elsewhere both may be.
_OF_ONE_THING = """
find,found/lose,lost
go,come,attend,join/stay,skip,miss
pass/fail
win,won/lose,lost
know/unaware,unsure
well,healthy/ill,sick,unwell
awake/asleep
free,available/busy,unavailable
national,domestic/international,foreign,global
local/global,national,international
urban/rural
rich,wealthy/poor
fast,quick,rapid/slow
quickly,rapidly,swiftly/slowly,gradually
suddenly,abruptly/gradually
frequent,frequently,often/rare,rarely,seldom
deep/shallow
thick/thin
heavy/light
full/empty
clean/dirty
wet/dry
loud/quiet
bright/dark,dim
soft/hard
smooth/rough
tight/loose
calm/nervous,tense
polite/rude
generous/stingy
common/rare
maximum/minimum
upper/lower
front/back,rear
top/bottom
major/minor
senior/junior
single/multiple,several
joint,collective/individual,separate
together,jointly/separately,apart
voluntary,optional/mandatory,compulsory,required,obligatory
natural/artificial
genuine,real/fake,false
professional/amateur
expert/beginner,novice
winner/loser
supporter,proponent/opponent,critic
victim/perpetrator,culprit
defendant/plaintiff,prosecutor
advantage,benefit/disadvantage,drawback
strength/weakness
profit/loss
asset/liability
income/expenditure,expense
surplus/deficit
entrance,entry/exit
beginning,start/end
birth/death
peace/war
day,daytime/night
summer/winter
inner,internal,interior/outer,external,exterior
forward/backward
upward/downward
horizontal/vertical
previous,prior,former/next,subsequent,following,future
past/future
current,present/former,previous,past
partly,partially/fully,completely,entirely
mostly,mainly/hardly,barely
improve,improvement/worsen,deteriorate,deterioration
accelerate/slow,decelerate
extend,lengthen/shorten
enable/prevent,disable
encourage/discourage
build,construct,create/demolish,destroy
connect,attach/disconnect,detach
deposit/withdraw
earn,save/spend,waste
gain/lose
hide,conceal/reveal,show,disclose
ignore,neglect/consider,heed
load/unload
lock/unlock
marry/divorce
merge,combine/split,separate
obey/defy,disobey
pull/push
protect/endanger,harm
punish/reward
sink/float
trust/distrust
overestimate/underestimate
outperform/underperform
exceed,beat/miss
upgrade/downgrade
bullish/bearish
inflow/outflow
popular/unpopular
famous/unknown
modern/ancient
wide,broad/narrow
warm,hot/cool,cold
sunny/rainy,cloudy
healthy/sick,ill
fresh/stale,rotten
sweet/bitter,sour
interesting,exciting/boring,dull
friendly/unfriendly,hostile
patient/impatient
careful/careless
useful/useless
helpful/unhelpful
hopeful/hopeless
harmful/harmless
painful/painless
stressful/relaxing
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

#: Syllables that turn a word around.
_TURNING = ("un", "in", "im", "ir", "il", "dis", "non", "dys")
#: Letters that a word has at least to which these are put: "under" is no "un-der".
SHORTEST = 4
#: Words that begin so and are turned by nothing, of which the rest is a word as well.
_WHOLE = frozenset(
    map(
        stem,
        """inform information discover discovery discount display invest impress impression disease
        income intense install involve disclose imprison impart import improve discharge dispatch
        dispose discourse discord district dispute nonetheless invaluable""".split(),
    )
)


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


def _read_both(
    pairs: str,
) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """By each stem, those of the other side of its lines and those of its own."""
    alike: dict[str, set[str]] = defaultdict(set)
    for line in pairs.strip().splitlines():
        for side in line.split("/"):
            stems = {stem(word) for word in side.split(",")}
            for each in stems:
                alike[each] |= stems
    return _read(pairs, stem), {word: frozenset(others) for word, others in alike.items()}


def _form(verb: str) -> VerbForm:
    base, _, particle = verb.partition("_")
    return stem(base), particle or None


#: Stem → the stems that say the opposite.
OPPOSITES = _read(_PAIRS, stem)
#: The same for verbs with and without a particle.
PHRASAL_OPPOSITES = _read(_PHRASAL, _form)

#: Stem → the stems that say the opposite of the same thing, and those that say the same of it.
OPPOSITES_OF_ONE, ALIKE_OF_ONE = _read_both(_PAIRS + _OF_ONE_THING.lstrip())


def opposites_in(word: str, stems: frozenset[str]) -> frozenset[str]:
    """Those of some stems that say the opposite of a stem of the same thing, by a list or by a syllable."""
    others = OPPOSITES_OF_ONE.get(word, frozenset()) & stems
    if word in _WHOLE:
        return others
    turned = {f"{s}{word}" for s in _TURNING if len(word) >= SHORTEST} - _WHOLE
    bare = {word.removeprefix(s) for s in _TURNING if len(word) - len(s) >= SHORTEST} - {word}
    return others | (turned | bare) & stems
