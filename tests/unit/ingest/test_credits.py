from __future__ import annotations

import pytest

from bot.ingest.article_text import read_pasted
from bot.ingest.credits import agency_named, credit_line, credit_of

SAID = "The minister said that the talks would go on for a week, and left the hall by a side door."


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        # English
        ("(AFP)", "AFP"), ("With reporting by AP", "AP"), ("With additional reporting by Reuters", "Reuters"),
        ("By The Associated Press", "AP"), ("DW with Reuters", "Reuters"), ("Al Jazeera with AFP", "AFP"),
        ("Source: Xinhua", "Xinhua"), ("With AFP and other news agencies", "AFP"),
        ("(Reporting by Ada Brown in Geneva; Editing by Cy Dean)", "Reuters"),
        ("Reporting by Ada Brown and Eli Fox, Writing by Gus Hall; editing by Cy Dean", "Reuters"),
        ("Associated Press writers Ada Brown in Cairo and Cy Dean in Doha contributed to this report.", "AP"),
        ("--With assistance from Ada Brown.", "Bloomberg"),
        ("AFP", "AFP"), ("Agence France-Presse", "AFP"), ("AFP/Reuters", "AFP/Reuters"), ("(With Reuters and AP)", "Reuters/AP"),
        ("with agency inputs from PTI", "PTI"), ("Reuters contributed to this report.", "Reuters"),
        # French
        ("Avec AFP", "AFP"), ("Le Monde avec AFP", "AFP"), ("(avec Reuters)", "Reuters"), ("Source : AFP", "AFP"),
        ("avec l’AFP", "AFP"), ("ATS/AFP", "Keystone-SDA/AFP"),
        # German
        ("dpa", "dpa"), ("dpa/lnw", "dpa"), ("(dpa/epd)", "dpa/epd"), ("Mit Material von dpa und AFP", "dpa/AFP"),
        ("Quelle: dpa/AFP", "dpa/AFP"), ("BR24 mit dpa", "dpa"), ("Quellen: dpa, Reuters", "dpa/Reuters"), ("sda", "Keystone-SDA"),
        # Spanish
        ("EFE", "EFE"), ("Con información de EFE", "EFE"), ("(Con información de Reuters y AFP)", "Reuters/AFP"),
        ("EFE/Europa Press", "EFE/Europa Press"), ("Fuente: Europa Press", "Europa Press"),
        # Italian
        ("(ANSA)", "ANSA"), ("Fonte: ANSA", "ANSA"),
        # no credits
        ("The minister met with AP reporters in Cairo.", None), ("He came with Petra", None),
        ("Reporting by the committee took a year.", None), ("Reading by candlelight", None),
        ("AFP said that the vote was off.", None), ("With friends like these", None), ("", None), ("APPLE", None),
    ],
)  # fmt: skip
def test_a_credit_line_in_the_languages_conventions(line, agency):
    assert credit_line(line) == agency


@pytest.mark.parametrize(
    ("first", "agency"),
    [
        ("CAIRO, March 21 (Reuters) - The minister said so.", "Reuters"),
        ("WASHINGTON (AP) — The minister said so.", "AP"),
        ("WASHINGTON (AP)—The minister said so.", "AP"),
        ("GENEVA, March 21 (Xinhua) -- The minister said so.", "Xinhua"),
        ("MOSCOW, March 21. /TASS/. The minister said so.", "TASS"),
        ("GENÈVE, 21 mars 2024 (AFP) - Le ministre l’a dit.", "AFP"),
        ("Genf/Berlin (dpa) - Der Minister sagte das.", "dpa"),
        ("Ginebra, 21 mar (EFE).- El ministro lo dijo.", "EFE"),
        ("MADRID, 21 (EUROPA PRESS) - El ministro lo dijo.", "Europa Press"),
        ("(ANSA) - ROMA, 21 MAR - Il ministro lo ha detto.", "ANSA"),
        ("The treaty (Reuters) was shown on television.", None),
        ("The firm (AP) — a maker of pumps — was sold for two million.", "AP"),
    ],
)
def test_an_agency_in_the_dateline(first, agency):
    assert credit_of([first, SAID, SAID]) == agency


@pytest.mark.parametrize(
    ("paragraphs", "agency"),
    [
        ([SAID, "It ended there. (AP)"], "AP"),
        ([SAID, "It ended there."], None),
        (["The agency (Reuters) was not told.", "It ended there."], None),
        ([], None),
    ],
)
def test_an_agency_at_the_end(paragraphs, agency):
    assert credit_of(paragraphs) == agency


@pytest.mark.parametrize(
    ("lead", "source"),
    [
        ("A truce is near, Reuters reported on Friday, citing two officials.", "Reuters"),
        ("A truce is near, according to the Financial Times.", "Financial Times"),
        ("A truce is near, according to a report by the Wall Street Journal.", "Wall Street Journal"),
        ("Iran seized a ship, the state news agency IRNA reported.", "IRNA"),
        ("Syria closed a road, Syrian state news agency SANA said in a report.", "SANA"),
        ("A truce is near, two diplomats told Axios.", "Axios"),
        ("Un accord est proche, selon l’agence AFP.", "AFP"),
        ("Un accord est proche, a indiqué à l’AFP un diplomate.", "AFP"),
        ("Un accord est proche, rapporte Le Monde.", "Le Monde"),
        ("Eine Einigung ist nah, wie die Nachrichtenagentur Reuters berichtet.", "Reuters"),
        ("Eine Einigung ist nah, berichtet der „Spiegel“ unter Berufung auf Diplomaten.", "Der Spiegel"),
        ("Eine Einigung ist nah, sagte der Minister der Deutschen Presse-Agentur.", None),
        ("Eine Einigung ist nah, laut der Zeitung „Bild“.", "Bild"),
        ("Un acuerdo está cerca, según la agencia EFE.", "EFE"),
        ("Un acuerdo está cerca, informó El País.", "El País"),
        ("Un acuerdo está cerca, dijo a EFE un diplomático.", "EFE"),
        ("A truce is near, according to Petra Keller.", None),
        ("A truce is near, the ministry reported on Friday.", None),
        ("Reuters Plaza was closed on Friday.", None),
    ],
)  # fmt: skip
def test_a_lead_that_is_told_after_somebody(lead, source):
    assert credit_of([lead, SAID, SAID, SAID, SAID, SAID]) == source


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("The visit was first reported by the Financial Times.", "Financial Times"),
        ("The visit was first reported on Tuesday by The Harbour Post.", "Harbour Post"),
        ("The Kestrel Daily first reported the visit.", "Kestrel Daily"),
        ("Politico was first to report the visit.", "Politico"),
        ("Zuerst hatte die „Süddeutsche Zeitung“ berichtet.", "Süddeutsche Zeitung"),
        ("La visite a été révélée par Le Figaro.", "Le Figaro"),
        ("La visita fue adelantada por El Mundo.", "El Mundo"),
        ("The first reported case was in Lima.", None),
        ("He was the first to speak, and reported by phone.", None),
    ],
)
def test_who_had_it_first_counts_wherever_it_stands(words, source):
    assert credit_of([SAID, SAID, SAID, SAID, words, SAID, SAID, SAID]) == source


def test_what_is_cited_further_down_is_no_origin():
    below = [SAID] * 6 + ["Prices rose, Reuters reported.", SAID, SAID]
    assert credit_of(below) is None


def test_a_credit_says_more_than_a_citation():
    assert credit_of(["A truce is near, Axios reported.", SAID, "(AFP)"]) == "AFP"


@pytest.mark.parametrize(
    "notice",
    [
        "© dpa-infocom, dpa:240321-99-420456/3",
        "Copyright 2024 dpa. All rights reserved.",
    ],
)
def test_a_notice_of_rights_names_the_agency_and_is_no_text(notice):
    article = read_pasted(f"{SAID}\n\n{SAID}\n\n{notice}")
    assert (article.credit, article.text) == ("dpa", f"{SAID}\n\n{SAID}")


@pytest.mark.parametrize(
    ("authors", "agency"),
    [
        ("Agence France-Presse", "AFP"),
        ("Ana Pérez, dpa", "dpa"),
        ("AP, Reuters", "AP/Reuters"),
        ("Ana Pérez", None),
        (None, None),
    ],
)
def test_an_agency_among_the_authors_is_credited(authors, agency):
    assert agency_named(authors) == agency
