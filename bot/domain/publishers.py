"""Publishers under the one name that they are counted by, however they are written.

Frozen data: agencies, and outlets that others cite.
"""

from __future__ import annotations

#: Agencies by the name they are credited under, with their other spellings.  Source: the member
#: lists of the European Alliance of News Agencies, OANA and MINDS, and the agencies' own style.
AGENCIES = {
    "AFP": ("afp", "Agence France-Presse", "Agence France Presse", "l’AFP", "l'AFP"),
    "Reuters": ("REUTERS", "Thomson Reuters", "Reuters Staff", "Рейтер", "رويترز"),
    "AP": ("The Associated Press", "Associated Press", "AP News", "apnews"),
    "dpa": ("DPA", "Deutsche Presse-Agentur", "dpa-AFX", "dpa-infocom", "Deutschen Presse-Agentur"),
    "EFE": ("efe", "Agencia EFE", "EFE News"),
    "ANSA": ("Agenzia ANSA",),
    "Bloomberg": ("Bloomberg News",),
    "UPI": ("United Press International",),
    "PA Media": ("PA", "Press Association"),
    "The Canadian Press": ("Canadian Press",),
    "AAP": ("Australian Associated Press",),
    "Xinhua": ("Xinhua News Agency",),
    "TASS": ("ITAR-TASS", "ТАСС"),
    "Interfax": ("Интерфакс",),
    "Interfax-Ukraine": (),
    "Ukrinform": ("Укринформ",),
    "Anadolu": ("Anadolu Agency", "AA", "Anadolu Ajansı"),
    "Kyodo": ("Kyodo News",),
    "Jiji": ("Jiji Press",),
    "Yonhap": ("Yonhap News Agency",),
    "PTI": ("Press Trust of India",),
    "ANI": ("Asian News International",),
    "IANS": (),
    "APP": ("Associated Press of Pakistan",),
    "Bernama": (),
    "Antara": (),
    "MENA": ("Middle East News Agency",),
    "WAFA": (),
    "SPA": ("Saudi Press Agency",),
    "WAM": ("Emirates News Agency",),
    "QNA": ("Qatar News Agency",),
    "Petra": (),
    "SANA": (),
    "IRNA": (),
    "NNA": ("National News Agency",),
    "Lusa": ("Agência Lusa",),
    "Europa Press": ("EUROPA PRESS",),
    "APA": ("Austria Presse Agentur",),
    "Keystone-SDA": ("Keystone-ATS", "SDA", "ATS", "sda", "ats", "Keystone-sda", "Keystone-ats"),
    "Belga": (),
    "ANP": (),
    "Ritzau": (),
    "NTB": (),
    "TT": (),
    "STT": (),
    "PAP": (),
    "ČTK": ("CTK",),
    "TASR": (),
    "MTI": (),
    "Agerpres": (),
    "BTA": (),
    "Tanjug": (),
    "Hina": ("HINA",),
    "AMNA": ("ANA-MPA",),
    "epd": (),
    "KNA": (),
    "SID": (),
}
#: Outlets that others cite by name; what is cited rests on them, whoever prints it.
CITED_OUTLETS = {
    "Al Arabiya": (),
    "Al Jazeera": (),
    "Axios": (),
    "BBC": ("BBC News",),
    "Bild": (),
    "CBS News": ("CBS",),
    "CNN": (),
    "Corriere della Sera": (),
    "Der Spiegel": ("Spiegel", "DER SPIEGEL", "SPIEGEL", "Spiegel Online"),
    "Deutsche Welle": ("DW",),
    "El Mundo": (),
    "El País": ("EL PAÍS", "El Pais"),
    "Financial Times": ("FT",),
    "Foreign Policy": (),
    "Frankfurter Allgemeine Zeitung": ("FAZ", "F.A.Z."),
    "Haaretz": (),
    "Handelsblatt": (),
    "Kommersant": (),
    "Kyiv Independent": (),
    "La Repubblica": ("Repubblica",),
    "La Vanguardia": (),
    "Le Figaro": (),
    "Le Monde": (),
    "Libération": (),
    "NBC News": ("NBC",),
    "Nikkei": ("Nikkei Asia",),
    "Politico": ("POLITICO",),
    "RIA Novosti": ("RIA", "РИА Новости"),
    "Süddeutsche Zeitung": ("SZ",),
    "Guardian": ("theguardian",),
    "New York Times": ("NYT", "nytimes"),
    "Times of Israel": (),
    "Wall Street Journal": ("WSJ",),
    "Washington Post": (),
    "Ukrainska Pravda": (),
    "Welt": ("WELT", "Die Welt"),
    "Ynet": (),
    "Yedioth Ahronoth": (),
}
_USUAL = {
    spelling.casefold(): name
    for table in (AGENCIES, CITED_OUTLETS)
    for name, others in table.items()
    for spelling in (name, *others, name.replace(" ", ""))
}


def usual_name(name: str) -> str:
    """The name under which a publisher is counted: without its article, agencies by their short one.

    >>> usual_name("The Associated Press"), usual_name("The Harbour Post")
    ('AP', 'Harbour Post')
    """
    said = " ".join(name.split())
    bare = said[4:] if said.casefold().startswith("the ") else said
    for spelling in (said, bare, _host_label(said)):
        if spelling and spelling.casefold() in _USUAL:
            return _USUAL[spelling.casefold()]
    return bare


def _host_label(name: str) -> str | None:
    """Of a host the part that is the publisher's: "reuters" of "reuters.com"."""
    parts = name.split(".")
    return parts[0] if len(parts) in {2, 3} and " " not in name and name.islower() else None
