"""Countries, the words for their people and things, and well-known initials.

Each line of `_COUNTRIES` holds names that mean one country, parted by commas: the country first,
then its adjectives and people.  Only what is certain: no capitals for governments.
"""

from __future__ import annotations

_COUNTRIES = """
afghanistan, afghan, afghans
albania, albanian, albanians
algeria, algerian, algerians
angola, angolan, angolans
argentina, argentine, argentines, argentinian
armenia, armenian, armenians
australia, australian, australians
austria, austrian, austrians
azerbaijan, azerbaijani, azerbaijanis
bahrain, bahraini, bahrainis
bangladesh, bangladeshi, bangladeshis
belarus, belarusian, belarusians
belgium, belgian, belgians
bolivia, bolivian, bolivians
bosnia, bosnian, bosnians
brazil, brazilian, brazilians
britain, british, briton, britons, united kingdom, uk
bulgaria, bulgarian, bulgarians
burkina faso, burkinabe
cambodia, cambodian, cambodians
cameroon, cameroonian, cameroonians
canada, canadian, canadians
chad, chadian, chadians
chile, chilean, chileans
china, chinese
colombia, colombian, colombians
congo, congolese, drc
costa rica, costa rican, costa ricans
croatia, croatian, croatians, croat, croats
cuba, cuban, cubans
cyprus, cypriot, cypriots
czechia, czech, czechs, czech republic
denmark, danish, dane, danes
ecuador, ecuadorian, ecuadorean, ecuadorians
egypt, egyptian, egyptians
eritrea, eritrean, eritreans
estonia, estonian, estonians
ethiopia, ethiopian, ethiopians
europe, european, europeans
finland, finnish, finn, finns
france, french, frenchman, frenchmen
gaza, gazan, gazans
georgia, georgian, georgians
germany, german, germans
ghana, ghanaian, ghanaians
greece, greek, greeks
guatemala, guatemalan, guatemalans
guinea, guinean, guineans
guyana, guyanese
haiti, haitian, haitians
honduras, honduran, hondurans
hungary, hungarian, hungarians
iceland, icelandic, icelanders
india, indian, indians
indonesia, indonesian, indonesians
iran, iranian, iranians
iraq, iraqi, iraqis
ireland, irish
israel, israeli, israelis
italy, italian, italians
ivory coast, ivorian, ivorians
jamaica, jamaican, jamaicans
japan, japanese
jordan, jordanian, jordanians
kazakhstan, kazakh, kazakhs
kenya, kenyan, kenyans
kosovo, kosovar, kosovars
kuwait, kuwaiti, kuwaitis
kyrgyzstan, kyrgyz
laos, lao, laotian
latvia, latvian, latvians
lebanon, lebanese
liberia, liberian, liberians
libya, libyan, libyans
lithuania, lithuanian, lithuanians
luxembourg, luxembourgish
malaysia, malaysian, malaysians
mali, malian, malians
malta, maltese
mauritania, mauritanian, mauritanians
mexico, mexican, mexicans
moldova, moldovan, moldovans
mongolia, mongolian, mongolians
montenegro, montenegrin, montenegrins
morocco, moroccan, moroccans
mozambique, mozambican, mozambicans
myanmar, burma, burmese
namibia, namibian, namibians
nepal, nepali, nepalese
netherlands, dutch, holland
new zealand, new zealander, new zealanders
nicaragua, nicaraguan, nicaraguans
niger, nigerien, nigeriens
nigeria, nigerian, nigerians
north korea, north korean, north koreans, dprk
norway, norwegian, norwegians
oman, omani, omanis
pakistan, pakistani, pakistanis
palestine, palestinian, palestinians
panama, panamanian, panamanians
paraguay, paraguayan, paraguayans
peru, peruvian, peruvians
philippines, philippine, filipino, filipinos
poland, polish, pole, poles
portugal, portuguese
qatar, qatari, qataris
romania, romanian, romanians
russia, russian, russians
rwanda, rwandan, rwandans
saudi arabia, saudi, saudis
senegal, senegalese
serbia, serbian, serbians, serb, serbs
singapore, singaporean, singaporeans
slovakia, slovak, slovaks
slovenia, slovenian, slovenians, slovene, slovenes
somalia, somali, somalis
south africa, south african, south africans
south korea, south korean, south koreans
south sudan, south sudanese
spain, spanish, spaniard, spaniards
sri lanka, sri lankan, sri lankans
sudan, sudanese
sweden, swedish, swede, swedes
switzerland, swiss
syria, syrian, syrians
taiwan, taiwanese
tajikistan, tajik, tajiks
tanzania, tanzanian, tanzanians
thailand, thai, thais
tunisia, tunisian, tunisians
turkey, türkiye, turkish, turk, turks
turkmenistan, turkmen
uganda, ugandan, ugandans
ukraine, ukrainian, ukrainians
united arab emirates, uae, emirates, emirati, emiratis
united states, usa, america, american, americans, united states of america
uruguay, uruguayan, uruguayans
uzbekistan, uzbek, uzbeks
vatican, holy see
venezuela, venezuelan, venezuelans
vietnam, vietnamese
yemen, yemeni, yemenis
zambia, zambian, zambians
zimbabwe, zimbabwean, zimbabweans
united nations, un
european union, eu
african union, au
north atlantic treaty organization, nato
international monetary fund, imf
world health organization, who
international criminal court, icc
international court of justice, icj
international atomic energy agency, iaea
world trade organization, wto
"""

#: Every name in lower case → the first name of its line.
SAME_PLACE = {
    name.strip(): line.split(",")[0].strip()
    for line in _COUNTRIES.strip().splitlines()
    for name in line.split(",")
}


def place_of(name: str) -> str | None:
    """The one name under which a country or known body goes; None for other names.

    >>> place_of("Israelis"), place_of("US"), place_of("Netanyahu")
    ('israel', 'united states', None)
    """
    key = name.casefold().replace(".", "").removeprefix("the ")
    return SAME_PLACE.get("usa" if name in {"US", "U.S.", "USA"} else key)
