from __future__ import annotations

import pytest

from bot.briefing.diplomacy import LEAST_WEIGHT, NAMED_WEIGHT, NO_ACT, read_article
from bot.briefing.lexicon import SHORTEST_PREFIX, Lexicon, languages, lexicon_of
from bot.domain.briefings import EventType
from tests.builders import article

STAYS_IN = [
    ("Russia and China veto American draft", "The draft failed in the Security Council.", EventType.REJECT),
    ("Egypt hosts new round of talks on Gaza truce", "Mediators from Qatar met both sides in Cairo.", EventType.CONSULT),
    ("EU agrees new sanctions against Belarus", "The sanctions freeze assets of 20 officials.", EventType.SANCTION),
    ("Armenia recalls its ambassador from Moscow", "Yerevan said the step was a protest.", EventType.SANCTION),
    ("Norway and Palestine: recognition next month", "Oslo will recognise the state of Palestine, the foreign minister said.", None),
    ("Russian missiles strike Kharkiv", "A missile attack on the Ukrainian city killed seven people.", EventType.ASSAULT),
    ("Germany pledges military aid to Ukraine", "The aid package holds two air defence systems.", EventType.AID),
    ("Japan and South Korea sign a defence pact", "The two governments signed an agreement in Seoul.", None),
    ("Niger orders French troops out", "Paris will withdraw its troops by the end of the year.", EventType.RETREAT),
    ("Kenya accuses Sudan's army of lying", "Nairobi condemned the statement and summoned the ambassador.", EventType.ACCUSE),
    # Sport, weather and markets in which governments act towards each other stay in.
    (
        "Five states boycott Winter Olympics over human rights",
        ("Foreign ministers of five governments announced a diplomatic boycott of the Olympics in "
        "protest at abuses. China condemned the boycott and threatened countermeasures."),
        EventType.REJECT,
    ),
    (
        "Football diplomacy: Turkish president watches match in Yerevan",
        ("Turkey's president met his Armenian counterpart at a World Cup qualifier, the first visit "
        "of a Turkish head of state. The two governments want to restore diplomatic ties and open "
        "the border."),
        None,
    ),
    (
        "UN appeals for aid after cyclone hits Myanmar",
        ("The United Nations appealed for humanitarian aid. The cyclone brought winds of 250 km/h. "
        "The junta has refused to grant access to aid convoys, diplomats said."),
        None,
    ),
    (
        "G7 agrees price cap on Russian oil",
        ("G7 governments agreed to a cap on the price of Russian crude. Moscow said it would not "
        "sell oil to states that take part. Brent crude rose."),
        None,
    ),
]  # fmt: skip

OFF_SUBJECT = [
    ("Late goal sends Eastport into cup final", "The midfielder scored in stoppage time. The coach praised his players.", "sport"),
    ("France beat Germany in World Cup semi-final", "The striker scored twice as France beat Germany. The goalkeeper saved a penalty.", "sport"),
    ("Heavy rain and gusts on the coast", "Forecasters warned of floods. Temperatures fall to 6 degrees Celsius.", "weather"),
    ("Pop star announces world tour", "The singer's album topped the charts. Fans met her on the red carpet.", "celebrity"),
    ("A lemon cake for Sunday", "Preheat the oven. Whisk butter and sugar. Add two tablespoons of lemon juice.", "living"),
    ("Man charged with murder in Leeds stabbing", "Police arrested a suspect. He is to appear at Leeds Crown Court.", "crime"),
    ("Wall Street closes higher", "The Dow Jones and the Nasdaq rose as investors bought shares. Analysts expected less.", "markets"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "event_type"), STAYS_IN)
def test_what_governments_do_to_each_other_stays_in(title, text, event_type):
    reading = read_article(article(text, title=title))
    assert reading.off_subject is None
    assert reading.weight >= LEAST_WEIGHT
    if event_type is not None:
        assert reading.event_type is event_type


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Nurses march through Riga", "Nurses asked the Latvian government for better pay at the largest protest in years.", "en"),
        ("Bauern auf der Straße", "Tausende Bauern protestierten in Sofia vor dem Parlament.", "de"),
        ("Colère à Dakar", "Des milliers d'étudiants ont manifesté mardi contre le gouvernement.", "fr"),
    ],
)  # fmt: skip
def test_people_in_the_street_protest(title, text, language):
    reading = read_article(article(text, title=title, language=language))
    assert reading.event_type is EventType.PROTEST


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Zahl der Toten steigt", "Überschwemmungen trafen Malawi, sagte die Katastrophenschutzbehörde.", "de"),
        ("Inondations au Malawi", "Une crue a fait douze morts, dit l'agence de gestion des catastrophes.", "fr"),
    ],
)  # fmt: skip
def test_a_flood_abroad_is_no_weather(title, text, language):
    reading = read_article(article(text, title=title, language=language))
    assert reading.off_subject is None
    assert reading.weight > 0


@pytest.mark.parametrize(("title", "text", "field"), OFF_SUBJECT)
def test_other_fields_are_off_the_subject(title, text, field):
    assert read_article(article(text, title=title)).off_subject == field


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Council repairs the town's bridges",
            "Work on three bridges begins in May, the mayor said.",
        ),
        ("New library opens", "The reading room on the square is open from six."),
        (
            "Dentist in negotiations for new practice",
            "She has agreed a price and hopes to sign in May.",
        ),
    ],
)
def test_what_belongs_to_no_field_is_light(title, text):
    reading = read_article(article(text, title=title))
    assert reading.off_subject is None
    assert reading.weight < LEAST_WEIGHT


def test_more_governments_weigh_more():
    between_states = article("Egypt and Qatar held talks on a truce with Israel.", title=None)
    about_pay = article("The two sides held talks on pay.", title=None)
    assert read_article(between_states).weight > 2 * read_article(about_pay).weight


@pytest.mark.parametrize(
    ("title", "text", "field"),
    [
        ("EU und Indien besiegeln Freihandelsabkommen", "Beide Seiten unterzeichneten das Abkommen in Neu-Delhi.", None),
        ("Russland legt Veto gegen Resolution ein", "Der Außenminister sprach im Sicherheitsrat.", None),
        ("Späte Tore in der Bundesliga", "Der Torwart hielt einen Elfmeter. Die Mannschaft siegte.", "sport"),
    ],
)  # fmt: skip
def test_german_is_read_by_its_own_lists(title, text, field):
    reading = read_article(article(text, title=title, language="de-AT"))
    assert reading.off_subject == field
    assert (reading.weight >= LEAST_WEIGHT) is (field is None)


#: A bakery, and after its first two sentences one state abroad.
PASSING = {
    "sv": "Bageriet på stora torget öppnade dörrarna för hundra år sedan och har bakat bröd varje morgon sedan dess, berättar ägaren för tidningen. I dag arbetar nio personer där, och kön ringlar runt hörnet på lördagar. Mjölet kommer från Frankrike.",
    "pl": "Piekarnia na rynku otworzyła drzwi w sobotę rano, a pierwsi klienci czekali przed nią już od świtu, opowiada właścicielka naszej gazecie. Pracuje w niej dziewięć osób, a kolejka sięga za róg ulicy. Mąka pochodzi z Francji.",
}
NO_LISTS = [
    # Two states, a body, or a word of diplomacy: in the middle.
    ("zh", "安理会周五就决议草案进行表决", "表决推迟了两天。", 2, None),
    ("ja", "エジプトとイスラエルが協議", "両国の代表は金曜日に会った。", 2, None),
    ("ko", "정상회담 월요일 개최", "양측은 의제에 합의했다.", 2, None),
    ("pl", "Niemcy zamykają granicę", "Polska zapowiedziała odpowiedź, a Ukraina jej poparcie.", 2, None),
    ("sv", "Sverige skickar sin ambassadör till mötet", "Mötet hålls på tisdag.", 2, None),
    ("hi", "भारत और पाकिस्तान के बीच वार्ता शुरू", "दोनों देशों के प्रतिनिधि सोमवार को मिले।", 2, None),
    ("he", "ישראל וטורקיה ישיבו את השגרירים", "שרי החוץ נפגשו ביום שני.", 2, None),
    ("uk", "Польща та Німеччина підписали угоду", "Міністри зустрілися в понеділок.", 2, None),
    ("sw", "Marekani na Urusi zafanya mazungumzo", "Mawaziri walikutana Jumatatu.", 2, None),
    ("th", "ไทยและกัมพูชาเจรจาเรื่องชายแดน", "รัฐมนตรีพบกันเมื่อวันจันทร์", 2, None),
    # One state abroad.
    ("cs", "V Maďarsku se volí", "Volby začaly ráno.", 1, None),
    ("sv", "Ministern ställer in resan", "Resan till Ukraina skulle ha börjat på måndag.", 1, None),
    # Named once and late: where somebody was born, what a shop sells.
    ("sv", "Bageriet på torget fyller hundra år", PASSING["sv"], 0, None),
    ("pl", "Nowa piekarnia na rynku", PASSING["pl"], 0, None),
    # The state at home alone, or none.
    ("no", "Ny bro åpnet i Norge", "Broen er 300 meter lang.", 0, None),
    ("zu", "Amapayipi amanzi alungisiwe edolobheni", "Umsebenzi uzoqala ngoMsombuluko.", 0, None),
    # Small words that are names elsewhere.
    ("hr", "Novi most otvoren", "To je mali korak, rekao je gradonačelnik.", 0, None),
    ("id", "Perpustakaan baru dibuka", "Ada lima ruang baca di gedung itu.", 0, None),
    # Sport is sport, between whichever states.
    ("da", "Danmark slog Norge i håndbold", "Kampen endte 30-28.", 2, "sport"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "text", "states", "field"), NO_LISTS)
def test_a_language_without_lists_is_weighed_by_names(language, title, text, states, field):
    reading = read_article(article(text, title=title, language=language))
    assert (reading.weight, reading.off_subject) == (NAMED_WEIGHT[states], field)
    assert not reading.is_language_known


def test_the_section_of_its_site_counts_in_a_language_without_lists():
    told = article("Spelarna vann.", title="Sverige mot Norge", language="sv", section="Sport")
    assert read_article(told).off_subject == "sport"


AT_HOME = [
    ("Roommate agrees to talk to lawyers in Ohio murder case", "A roommate agreed to an interview with the defence, the filing said. The trial begins in May.", "en"),
    ("Governor signs state budget", "The governor endorsed the budget after talks with lawmakers of her party.", "en"),
    ("Lawmaker attacks party's plan for schools", "The legislature's debate was the longest in years. She said that the attacks went on for weeks.", "en"),
    ("Landrat kritisiert Sparpläne der Regierung", "Der Landrat forderte in Deutschland mehr Geld für Schulen und warnte vor Protesten.", "de"),
]  # fmt: skip
ABROAD = [
    (
        "Governor signs budget with aid for Ukraine",
        "The governor endorsed the budget after talks with lawmakers.",
        "en",
    ),
    (
        "Activist killed in Iran, court says",
        "The court dismissed the allegations. Protests were reported.",
        "en",
    ),
    (
        "Aktivistin im Iran getötet",
        "Die Justiz wies die Vorwürfe zurück. Proteste wurden gemeldet.",
        "de",
    ),
]


@pytest.mark.parametrize(("title", "text", "language"), AT_HOME)
def test_news_at_home_is_lighter_and_stays_on_the_subject(title, text, language):
    reading = read_article(article(text, title=title, language=language))
    assert reading.off_subject is None
    told = article(text, title=f"{title}, Peru", language=language)
    assert reading.weight < 0.8 * read_article(told).weight


@pytest.mark.parametrize(("title", "text", "language"), ABROAD)
def test_news_of_a_state_abroad_keeps_its_weight(title, text, language):
    assert read_article(article(text, title=title, language=language)).weight >= LEAST_WEIGHT


@pytest.mark.parametrize(
    ("title", "is_between"),
    [("Arab League readmits Syria", True), ("Syria back at the table", False), ("Syria beat Jordan in the final", False)],
)  # fmt: skip
def test_what_two_states_or_bodies_do_stays_in_whatever_the_word_for_it(title, is_between):
    reading = read_article(article("The move ends ten years outside.", title=title))
    assert (reading.weight >= LEAST_WEIGHT and reading.off_subject is None) is is_between


@pytest.mark.parametrize(("title", "text", "language"), AT_HOME[:1])
def test_what_no_state_body_or_office_does_is_no_act_of_theirs(title, text, language):
    assert read_article(article(text, title=title, language=language)).event_type is None


def test_an_article_of_no_words_weighs_nothing():
    assert read_article(article(" ", title=None)).weight == 0


@pytest.mark.parametrize("language", languages())
def test_every_list_compiles_and_names_known_types(language):
    lexicon = lexicon_of(language)
    assert lexicon is not None
    entries = [
        e for group in (lexicon.whole, lexicon.prefixes) for es in group.values() for e in es
    ]
    acts = {entry.mark.kind for entry in entries if entry.mark.group == "acts"}
    assert acts == {*EventType, NO_ACT}
    assert len(entries) == len({(e.mark, e.form) for e in entries}), "an entry stands twice"


def lexicon(**groups):
    empty = {
        "language": "en",
        "half_weight": 0.4,
        "actors": {},
        "matters": {},
        "acts": {},
        "undoing": {"words": []},
        "off": {},
    }
    return Lexicon.of({**empty, **groups})


def test_the_longest_entry_of_a_group_wins_and_its_words_are_used_once():
    lists = lexicon(actors={"states": ["south korea", "korea"]})
    assert [m.form for m in lists.matches("South Korea and Korea")] == ["south korea", "korea"]


def test_capitals_are_matched_letter_for_letter():
    lists = lexicon(actors={"organisations": ["WHO"]})
    assert [m.form for m in lists.matches("Who asked the WHO who?")] == ["WHO"]
    lists = lexicon(actors={"states": ["Mali"]})
    assert [m.form for m in lists.matches("Il Mali e i mali del Paese")] == ["Mali"]


def test_a_star_stands_for_the_rest_of_a_word():
    lists = lexicon(matters={"strong": ["sanction*"]})
    assert len(list(lists.matches("Sanctions, sanctioned, sanctity"))) == 2


@pytest.mark.parametrize("form", ["", "ab*", "x" * (SHORTEST_PREFIX - 1) + "*", "Mali*"])
def test_an_entry_that_would_match_too_much_is_refused(form):
    with pytest.raises(ValueError, match="cannot be used"):
        lexicon(matters={"strong": [form]})


@pytest.mark.parametrize(
    ("section", "field"),
    [("Sport", "sport"), ("Sport > Tennis", "sport"), ("Travel", "living"), ("World", None), ("Politics", None), (None, None)],
)  # fmt: skip
def test_the_section_of_its_site_puts_an_article_off_the_subject(section, field):
    told = article(
        "The captain warned that the rally would be a long one, and agreed with his rivals on the route.",
        title="Captain warns rivals before the rally",
        section=section,
    )
    assert read_article(told).off_subject == field


def test_a_boycott_between_states_stays_in_whatever_its_section():
    told = article(
        "Russia and China vetoed a draft resolution of the Security Council on the games. "
        "The United States and Japan called for a boycott and recalled their ambassadors.",
        title="Russia and China veto resolution on the games in the Security Council",
        section="Sport",
    )
    assert read_article(told).off_subject is None
