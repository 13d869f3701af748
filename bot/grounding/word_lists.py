"""Lists of English words that the checks know, written as plain text."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """A list written as words between white space."""
    return frozenset(words.split())


#: Words that carry no content of their own: grammar, not subject matter.
STOP_WORDS = listed(
    """a about above after again against all also although am among an and any are aren't as at be
    because been before being below between both but by can can't cannot could couldn't did didn't
    do does doesn't doing don't down during each either else even ever every few for from further
    had hadn't has hasn't have haven't having he her here hers herself him himself his how however
    i if in into is isn't it its itself just let may me might more most much must my myself neither
    no nor not now of off on once one only onto or other our ours ourselves out over own per quite
    rather same shall she should shouldn't since so some such than that the their theirs them
    themselves then there these they this those though through thus to too under until up upon us
    very was wasn't we were weren't what when where whether which while who whom whose why will
    with within without won't would wouldn't yet you your yours"""
)

#: Titles and offices, which stand before names without being part of them.
TITLES = listed(
    """mr mrs ms miss dr prof professor sir lord lady dame sheikh prince princess king queen emperor
    pope president vice prime minister premier chancellor secretary foreign defence defense state
    interior finance deputy ambassador envoy special senator sen representative rep congressman
    congresswoman governor gov mayor general gen colonel col lieutenant lt major maj captain capt
    sergeant admiral commander chief judge justice chairman chairwoman chair director spokesman
    spokeswoman spokesperson speaker leader head former acting press attorney treasury ayatollah
    imam rabbi bishop archbishop cardinal father sister commissioner high representative"""
)
#: Singular nouns without an article that open sentences, and are no names.
OPENERS = listed(
    """police aid parliament congress everyone everybody someone somebody nobody anyone nothing
    everything something evidence fighting violence peace war trade government opposition security
    tension pressure progress news information research progress president people staff today
    yesterday tomorrow meanwhile however moreover earlier later instead still also then thus
    officially reportedly please thanks yes no well okay ok oh first second third last next
    according given despite following based including during while although though since because
    if when where after before under over between among against without within with on in at for
    from by as to of and but or nor so yet both either neither each every all many most some few
    several another other others such these those this that there here it he she they we you i his
    her their its our your my who whom whose what which why how none one two three four five six
    seven eight nine ten hundreds thousands dozens millions therefore hence thus consequently
    likewise similarly unless until whereas use uses using used"""
)

#: Words about the telling and not about the world: "based on the passages", "note that".
OF_THE_TELLING = listed(
    """based given follow follows steps step brief briefly passage passages provided provide answer answers question information note please
    sure following mention mentions mentioned text context according unable response example
    examples include includes including important however additionally overall conclusion summary
    discuss discusses discussed discussion conversation speaker speakers suggest suggests suggested
    detail details propose proposes proposed express expresses expressed various several different multiple
    specific article articles report"""
)

#: Words by which an answer joins its sentences or opens one, which add nothing to what they say.
CONNECTIVES = listed(
    """yes no indeed certainly unfortunately fortunately nevertheless nonetheless instance accordingly moreover
    furthermore thus hence consequently otherwise meanwhile similarly likewise namely via hand exact
    exactly typically usually generally essentially basically simply need needs finally eventually initially"""
)
