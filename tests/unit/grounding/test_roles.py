"""Who does it and to whom it is done: no sentence turns them around, or brings a doer of its own."""

from __future__ import annotations

import pytest

from bot.domain.claims import ProblemKind
from bot.grounding.gate import verify

ARREST = "Milosh was arrested on Friday with 12 officials. Estmark's court will hear him in May."
SANCTION = "Estmark sanctioned Norland over the grain ban. Norland recalled its envoy on Monday."
BY = "Norland was sanctioned by Estmark in March. The two signed a pact in 2019."
FREED = "Two sailors were freed in Vell on Sunday. Ostra thanked Kadria for its help."
ENVOY = "Ida Kern, who was expelled by Kadria in May, met Ruben Stahl in Vell."
VISIT = "Dara Marku visited Ruben Stahl in Amsel and later called Ida Kern."
KILLED = "The governor of Amsel was killed when rebels attacked his convoy on Tuesday."
COURT = "Milosh's brother sued the newspaper Kvar for libel. The newspaper Kvar denied everything."
LOAN = "Oseland lent Tarnow 700 million francs. Tarnow must pay Oseland back by 2031."
MEDIATE = "Maravia invited Estmark to the talks, and Estmark accepted the invitation."
RIVALS = "Kadria accused Ostra of shelling Vell. Ostra blamed Kadria for the fire."
FINED = "The bank was fined 3 million crowns last week. Its chief, Anton Berg, has resigned."
RESCUE = "A Maravian trawler rescued nine Tarnow fishermen off Amsel."
CHASE = "The minister whom Kadria's parliament dismissed in June was replaced by Leo Brandt."
BEAT = "Lena Fischer beat Oskar Wolf in Sunday's election by 1,200 votes."
DEFEAT = "Oskar Wolf was narrowly defeated by Lena Fischer in Sunday's election."
SHOT = "Estmark shot down a Norland drone over the strait, the defence ministry said."
BANNED = "Foreign trawlers have been banned from the bay since June, and Ostra has protested."
EXTRADITE = "Kadria extradited the banker Pavel Orlov to Ostra on Thursday."
NAMED = "President Marku appointed Ida Kern as envoy to Norland."
SUPPORT = "Germany supports Ukraine with air defence, and Poland trains its pilots."
ATTACK = "Israel bombed targets in Lebanon after Hezbollah fired rockets at Haifa."
RECOGNISE = "Spain recognised Palestine in May. Israel recalled its ambassador."
PASSIVE_LONG = "The draft was vetoed by Russia, while China, which had criticised it, abstained."
TALKS = "Blinken met Fidan in Ankara before he flew to Doha to see the emir."
PRAISE = "The EU praised Moldova for its reforms. Moldova's premier thanked the Commission."

FALSE = {
    # The one to whom it is done does it.
    "arrested": ("Milosh arrested 12 officials.", ARREST),
    "arrested, perfect": ("Milosh has arrested 12 officials on Friday.", ARREST),
    "sanctioned": ("Norland sanctioned Estmark over the grain ban.", SANCTION),
    "sanctioned by": ("Estmark was sanctioned by Norland over the grain ban.", SANCTION),
    "of a passive": ("Norland sanctioned Estmark in March.", BY),
    "passive of a passive": ("Estmark was sanctioned by Norland in March.", BY),
    "expelled": ("Ida Kern expelled Kadria's envoy in May.", ENVOY),
    "visited": ("Ruben Stahl visited Dara Marku in Amsel.", VISIT),
    "visited by": ("Dara Marku was visited by Ruben Stahl in Amsel.", VISIT),
    "killed": ("The governor of Amsel killed rebels on Tuesday.", KILLED),
    "attacked": ("The governor attacked the rebels' convoy on Tuesday.", KILLED),
    "sued": ("The newspaper Kvar sued Milosh's brother for libel.", COURT),
    "lent": ("Tarnow lent Oseland 700 million francs.", LOAN),
    "invited": ("Estmark invited Maravia to the talks.", MEDIATE),
    "accused": ("Ostra accused Kadria of shelling Vell.", RIVALS),
    "fined": ("The bank fined Anton Berg 3 million crowns last week.", FINED),
    "rescued": ("Tarnow fishermen rescued a Maravian trawler off Amsel.", RESCUE),
    "dismissed": ("The minister dismissed Kadria's parliament in June.", CHASE),
    "replaced": ("The minister replaced Leo Brandt.", CHASE),
    "beat": ("Oskar Wolf beat Lena Fischer in Sunday's election.", BEAT),
    "defeated": ("Oskar Wolf defeated Lena Fischer in Sunday's election.", DEFEAT),
    "shot down": ("Norland shot down an Estmark drone over the strait.", SHOT),
    "extradited": ("Ostra extradited Pavel Orlov to Kadria.", EXTRADITE),
    "appointed": ("Ida Kern appointed President Marku as envoy to Norland.", NAMED),
    "supports": ("Ukraine supports Germany with air defence.", SUPPORT),
    "bombed": ("Lebanon bombed targets in Israel.", ATTACK),
    "recognised": ("Palestine recognised Spain in May.", RECOGNISE),
    "praised": ("Moldova praised the EU for its reforms.", PRAISE),
    # A doer that nobody told.
    "arrested by": ("Estmark's court arrested Milosh on Friday.", ARREST),
    "freed by": ("Kadria freed two sailors in Vell on Sunday.", FREED),
    "freed by, passive": ("Two sailors were freed by Kadria in Vell on Sunday.", FREED),
    "police": ("Police arrested Milosh and 12 officials on Friday.", ARREST),
    "fined by": ("Anton Berg fined the bank 3 million crowns last week.", FINED),
}
TRUE = {
    "was arrested": ("Milosh was arrested on Friday.", ARREST),
    "and officials": ("Milosh and 12 officials were arrested on Friday.", ARREST),
    "officials were": ("Twelve officials were arrested with Milosh.", ARREST),
    "sanctioned": ("Estmark sanctioned Norland.", SANCTION),
    "was sanctioned by": ("Norland was sanctioned by Estmark over a grain ban.", SANCTION),
    "has been sanctioned": ("Norland has been sanctioned over the grain ban.", SANCTION),
    "recalled": ("Norland, sanctioned by Estmark, recalled its envoy.", SANCTION),
    "active of passive": ("Estmark sanctioned Norland in March.", BY),
    "which sanctioned": ("Estmark, which sanctioned Norland in March, signed a pact in 2019.", BY),
    "freed": ("Two sailors were freed on Sunday in Vell.", FREED),
    "relative": ("Kadria expelled Ida Kern in May.", ENVOY),
    "relative, passive": ("Ida Kern was expelled by Kadria in May.", ENVOY),
    "met": ("Ruben Stahl met Ida Kern in Vell.", ENVOY),
    "expelled met": ("Ida Kern, expelled by Kadria, met Ruben Stahl.", ENVOY),
    "visited": ("Ruben Stahl was visited by Dara Marku in Amsel.", VISIT),
    "called": ("Dara Marku called Ida Kern.", VISIT),
    "killed": ("Rebels killed the governor of Amsel on Tuesday.", KILLED),
    "attacked": ("Rebels attacked the governor's convoy.", KILLED),
    "sued": ("The newspaper Kvar was sued for libel by Milosh's brother.", COURT),
    "lent": ("Tarnow was lent 700 million francs by Oseland.", LOAN),
    "must pay": ("Tarnow must pay back Oseland by 2031.", LOAN),
    "invited": ("Estmark was invited to the talks by Maravia.", MEDIATE),
    "accused each": ("Kadria accused Ostra of shelling Vell, and Ostra blamed Kadria.", RIVALS),
    "blamed": ("Kadria was blamed for the fire by Ostra.", RIVALS),
    "fined": ("The bank was fined 3 million crowns.", FINED),
    "rescued": ("Nine Tarnow fishermen were rescued by a Maravian trawler.", RESCUE),
    "dismissed": ("Kadria's parliament dismissed the minister in June.", CHASE),
    "replaced": ("Leo Brandt replaced the minister.", CHASE),
    "beat": ("Oskar Wolf was beaten by Lena Fischer in Sunday's election.", BEAT),
    "defeated": ("Lena Fischer narrowly defeated Oskar Wolf on Sunday.", DEFEAT),
    "shot down": ("A Norland drone was shot down by Estmark over the strait.", SHOT),
    "banned": ("Ostra has protested since foreign trawlers were banned from the bay.", BANNED),
    "extradited": ("Pavel Orlov was extradited to Ostra by Kadria.", EXTRADITE),
    "appointed": ("Ida Kern was appointed envoy to Norland by President Marku.", NAMED),
    "supports": ("Ukraine is supported by Germany with air defence.", SUPPORT),
    "bombed": ("Targets in Lebanon were bombed by Israel.", ATTACK),
    "recognised": ("Palestine was recognised by Spain in May.", RECOGNISE),
    "vetoed": ("Russia vetoed the draft, and China abstained.", PASSIVE_LONG),
    "criticised": ("China criticised the draft that was vetoed by Russia.", PASSIVE_LONG),
    "each other": ("Fidan met Blinken in Ankara.", TALKS),
    "thanked": ("Moldova's premier thanked the Commission, which praised it.", PRAISE),
}


@pytest.mark.parametrize(("claim", "told"), FALSE.values(), ids=FALSE)
def test_sides_turned_around_are_caught(claim, told) -> None:
    assert ProblemKind.NAME in {problem.kind for problem in verify(claim, [told])}


@pytest.mark.parametrize(("claim", "told"), TRUE.values(), ids=TRUE)
def test_sides_as_they_are_told_pass(claim, told) -> None:
    assert verify(claim, [told]) == ()
