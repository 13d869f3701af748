"""Kinds: of one kind of thing, another is told: a sister for a roommate, a school for a hospital.

A line of `_KINDS` is one kind.  Commas part words for the same, which may stand for each other;
`;` parts things that are not.  What is told of the kind must be in the sources, where they have
another thing of that kind; relations between people must be there in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.tokens import Token

_KINDS = """
morning, dawn, sunrise, breakfast, am; noon, midday, lunchtime, lunch; afternoon, afternoons, pm; evening, night, tonight, dusk, overnight, midnight, nightly, pm, dinner
spring; summer; autumn; winter
breakfast, brunch, morning; lunch, brunch, lunchtime, noon; dinner, supper, tea, evening
beer, beers, ale, ales, lager, lagers, stout, brewery, pint, pints; wine, wines, winery, champagne; cocktail, cocktails; vodka; whisky, whiskey; coffee, coffees, espresso; tea, teas; juice, juices; milk; cider
cake, cakes, cupcake, cupcakes; pie, pies; cookie, cookies, biscuit, biscuits; bread, breads, loaf; pizza, pizzas; salad, salads; soup, soups; pasta, spaghetti
beef, steak, steaks; pork, ham, bacon; lamb, mutton; chicken, poultry; turkey; fish, salmon, tuna, cod
car, cars, vehicle, vehicles, suv, minivan, van; bus, buses, coach, coaches; plane, planes, aircraft, jet, jets, airliner, flight, flights; ship, ships, vessel, vessels, boat, boats, ferry, ferries, tanker, tankers, trawler, trawlers; bicycle, bicycles, bike, bikes; motorcycle, motorcycles, motorbike, motorbikes, bike, bikes; helicopter, helicopters, chopper, aircraft; truck, trucks, lorry, lorries, vehicle, vehicles
airport, airports, airfield; harbour, harbor, seaport, port, ports
film, films, movie, movies, cinema; song, songs, single, singles, track, tracks, lyrics, music; album, albums, record; novel, novels, book, books; poem, poems, poetry; painting, paintings; sculpture, sculptures, statue, statues
music, song, songs, album, albums, tune, tunes; movie, movies, film, films
singer, singers, vocalist, artist, musician; actor, actors, actress, actresses; painter, painters, artist; novelist, writer, author; dancer, dancers; drummer, drummers, drums, musician; guitarist, guitarists, guitar, musician; pianist, piano, musician
doctor, doctors, physician, physicians, dr, surgeon, surgeons, medic; nurse, nurses; lawyer, lawyers, attorney, attorneys, solicitor, barrister; teacher, teachers, professor, tutor; engineer, engineers; architect, architects; farmer, farmers; journalist, journalists, reporter, reporters, correspondent; soldier, soldiers, troops, serviceman, servicemen, fighter, fighters; policeman, policemen, police, officer, officers, cop, cops; firefighter, firefighters, fireman; fisherman, fishermen; miner, miners; pilot, pilots; priest, priests, clergyman, bishop; judge, judges, justice, justices
hospital, hospitals, clinic, clinics; school, schools, kindergarten, college; church, churches, cathedral, chapel; mosque, mosques; synagogue, synagogues; hotel, hotels; prison, prisons, jail, jails; museum, museums, gallery; factory, factories, plant, plants; stadium, stadiums, arena; restaurant, restaurants, cafe; library, libraries; theatre, theater, theatres, theaters
football, soccer; basketball; tennis; baseball; hockey; cricket; golf; rugby; volleyball; swimming; boxing
army, military; navy, naval, warship, warships, military; warplane, warplanes, airforce, fighter, military
missile, missiles, rocket, rockets; drone, drones, uav, uavs; tank, tanks; bomb, bombs, bombing, bomber, explosive, explosives; rifle, rifles, gun, guns; mine, mines; torpedo, torpedoes; grenade, grenades
oil, crude, petroleum; gas, lng; coal; uranium; gold; silver; copper; lithium; diamond, diamonds; steel; wheat, grain, cereal, cereals; maize, corn, grain, cereal, cereals; rice, grain, cereal, cereals; sugar; cotton
bridge, bridges; tunnel, tunnels; dam, dams; railway, railways, railroad, rail; motorway, motorways, highway, highways; pipeline, pipelines; canal, canals
earthquake, earthquakes, quake, quakes, tremor; flood, floods, flooding, floodwater, floodwaters; hurricane, hurricanes, typhoon, cyclone, storm; drought, droughts; wildfire, wildfires, fire, fires; landslide, landslides, mudslide; tsunami; avalanche; tornado, tornadoes; volcano, eruption
dog, dogs, puppy; cat, cats, kitten; horse, horses; cow, cows, cattle; pig, pigs; goat, goats; bird, birds; snake, snakes
computer, computers, laptop, laptops, pc; phone, phones, cellphone, cellphones, smartphone, smartphones, telephone, mobile; television, televisions, tv, tvs, telly; camera, cameras; fridge, refrigerator, freezer; blender, blenders; drone, drones
red; blue; green; yellow; purple; pink
christian, christians, christianity, catholic, catholics, protestant, orthodox; muslim, muslims, islam, islamic, sunni, shia; jewish, jews, jew, judaism; hindu, hindus, hinduism; buddhist, buddhists, buddhism
president, presidency, presidential; king, monarch, royal; pope, pontiff; mayor, mayoral
murder, murdered, homicide, killing; fraud; theft, stealing, robbery, burglary; bribery, corruption; espionage, spying, treason; libel, defamation; rape; arson; perjury; smuggling, trafficking; kidnapping, abduction
summoned, summons, summon; expelled, expels, expel, expulsion, expulsions; recalled, recalls, recall
signed, signs, sign, signing, signature, signatures, concluded, agreed, inked, initialled, sealed, struck; negotiated, negotiates, negotiating, negotiation, negotiations, drafting
lends, lend, lent, loan, loans, lending, credit, credits, borrow, borrowed; donates, donate, donated, donation, grant, grants, granted, gift
parliament, parliamentary, lawmakers, legislature, assembly, mps; court, courts, tribunal, judges, judge; council, councils
"""

_RELATIONS = """
roommate, roommates, flatmate, flatmates, housemate, housemates, roomie, roomies
sister, sisters, sis, sibling, siblings, twin, twins, brother
brother, brothers, bro, sibling, siblings, twin, twins, sister
mother, mothers, mum, mom, mommy, mummy, mama, parent, parents, son, sons, daughter, daughters
father, fathers, dad, daddy, papa, parent, parents, son, sons, daughter, daughters
son, sons, boy, boys, child, children, kid, kids, baby, father, mother, parents, dad, mum, mom
daughter, daughters, girl, girls, child, children, kid, kids, baby, father, mother, parents, dad, mum, mom
husband, husbands, hubby, spouse, married, marry, marriage, wife, widow
wife, wives, spouse, married, marry, marriage, husband, widow, widower
girlfriend, girlfriends, gf, boyfriend
boyfriend, boyfriends, bf, girlfriend
uncle, uncles, nephew, niece
aunt, aunts, auntie, aunty, nephew, niece
cousin, cousins
niece, nieces, uncle, aunt
nephew, nephews, uncle, aunt
grandmother, grandmothers, grandma, granny, nan, nana, gran, grandparents, grandson, granddaughter
grandfather, grandfathers, grandpa, granddad, grandad, grandparents, grandson, granddaughter
neighbour, neighbours, neighbor, neighbors, neighbouring, neighboring
landlord, landlords, landlady, landladies
"""


def _read(kinds: str) -> Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    """By the first two words of a thing: the words for it, and those for others of its kind."""
    found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for line in kinds.strip().splitlines():
        things = [[word.strip() for word in thing.split(",")] for thing in line.split(";")]
        for thing in things:
            others = frozenset(word for other in things for word in other) - frozenset(thing)
            for word in thing[:2]:
                found.setdefault(word, []).append((frozenset(thing), others))
    return {word: tuple(kinds_of) for word, kinds_of in found.items()}


_THINGS = _read(_KINDS)
_PEOPLE = _read(_RELATIONS)


def check_kinds(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a thing that the sources do not have, where another of its kind stands for it.

    That is: in a sentence with a word that stands beside it here.
    """
    told = [t for t in claim.tokens if t.text.islower() and (t.key in _THINGS or t.key in _PEOPLE)]
    if not told:
        return
    near = [*grounds.cited, *grounds.nearby, *grounds.about]
    words = [(ground, frozenset(t.key for t in ground.tokens)) for ground in near]
    keys = frozenset[str]().union(*(each for _, each in words))
    mine = frozenset(token.key for token in claim.tokens)
    for token in told:
        is_lacking = any(keys.isdisjoint(same) for same, _ in _PEOPLE.get(token.key, ()))
        kinds = [(s, o - mine) for s, o in _THINGS.get(token.key, ()) if keys.isdisjoint(s)]
        if claim.is_denying or len(kinds) < len(_THINGS.get(token.key, ())):
            # "No drone" may be told of a missile, and a "single" may be a song or a ticket.
            kinds = []
        beside = _company(token, claim)
        is_another = any(
            not (others.isdisjoint(each) or beside.isdisjoint(ground.stems))
            for _, others in kinds
            for ground, each in words
        )
        if is_lacking or is_another:
            yield Problem(ProblemKind.UNSUPPORTED, token.text)


def _company(token: Token, claim: Ground) -> frozenset[str]:
    return next((o.company for o in claim.occurrences if o.token == token), frozenset())
