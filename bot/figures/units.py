"""Units of figures: currencies by their signs, codes and names, and measures."""

from __future__ import annotations

import re
from functools import cache

CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "us dollar": "USD", "us dollars": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR",
    "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "pounds": "GBP", "¥": "JPY", "yen": "JPY", "₪": "ILS", "shekel": "ILS", "shekels": "ILS",
    "₹": "INR", "rupee": "INR", "rupees": "INR", "rouble": "RUB", "roubles": "RUB",
    "ruble": "RUB", "rubles": "RUB", "₽": "RUB", "yuan": "CNY", "renminbi": "CNY",
    "₺": "TRY", "lira": "TRY", "₩": "KRW", "won": "KRW", "franc": "CHF", "francs": "CHF",
    "a$": "AUD", "au$": "AUD", "australian dollars": "AUD", "c$": "CAD", "ca$": "CAD",
    "canadian dollars": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "r$": "BRL",
    "rs": "INR", "rs.": "INR", "r": "ZAR", "rand": "ZAR", "rands": "ZAR", "krona": "SEK",
    "kronor": "SEK", "kroner": "NOK", "zloty": "PLN", "zlotys": "PLN", "hryvnia": "UAH",
    "hryvnias": "UAH", "naira": "NGN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "dirham": "AED", "dirhams": "AED", "riyal": "SAR", "riyals": "SAR", "forint": "HUF",
    "crown": "crown", "crowns": "crown", "koruna": "CZK", "peso": "peso", "pesos": "peso",
    "dinar": "dinar", "dinars": "dinar", "shilling": "shilling", "shillings": "shilling",
    "rial": "IRR", "rials": "IRR", "tenge": "KZT", "taka": "BDT", "dong": "VND", "birr": "ETB",
    "cedi": "GHS", "cedis": "GHS", "lei": "lei", "leva": "BGN", "lari": "GEL", "manat": "AZN",
    "kwacha": "kwacha", "reais": "BRL",
}  # fmt: skip
MEASURE_NAMES = {
    "%": "%", "percent": "%", "pc": "%", "per cent": "%", "percentage": "%",
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "mile": "mi", "miles": "mi", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
    "feet": "ft", "foot": "ft", "kg": "kg", "kilogram": "kg", "kilograms": "kg", "ton": "t",
    "tons": "t", "tonne": "t", "tonnes": "t", "barrel": "bbl", "barrels": "bbl", "gw": "GW",
    "mw": "MW", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "hour": "h",
    "hours": "h", "min": "min", "mins": "min", "hr": "h", "hrs": "h", "sec": "s", "secs": "s",
    "tbsp": "tbsp", "tbsps": "tbsp", "tablespoon": "tbsp", "tablespoons": "tbsp", "tsp": "tsp",
    "teaspoon": "tsp", "teaspoons": "tsp", "oz": "oz", "ounce": "oz", "ounces": "oz", "gram": "g",
    "grams": "g", "g": "g", "cm": "cm", "centimetre": "cm", "centimetres": "cm", "centimeter": "cm",
    "centimeters": "cm", "mm": "mm", "millimetres": "mm", "millimeters": "mm", "inch": "in",
    "inches": "in", "litre": "l", "litres": "l", "liter": "l", "liters": "l", "day": "d", "days": "d", "week": "wk", "weeks": "wk", "month": "mo",
    "months": "mo", "year": "yr", "years": "yr", "decade": "dec", "decades": "dec",
}  # fmt: skip

#: Units of length, weight, time and the like, whose names may be shortened.
MEASURES = frozenset(MEASURE_NAMES.values()) - {"%"}
CODES = frozenset(CURRENCIES.values())


def names_of(unit: str) -> frozenset[str]:
    """The signs, codes and names of a currency, in small letters."""
    return frozenset(name for name, code in CURRENCIES.items() if code == unit)


def names_currency(unit: str, text: str) -> bool:
    """Whether a text has a currency anywhere: its sign, code or name."""
    return _spellings(unit).search(text) is not None


@cache
def _spellings(unit: str) -> re.Pattern[str]:
    """The spellings of a currency; a letter or two only before a figure."""
    names = sorted(names_of(unit), key=len)
    words = [rf"\b{re.escape(name)}\b" for name in (*names, unit) if len(name) > 2]
    signs = [re.escape(name) for name in names if not name[-1].isalpha() and name[-1] != "."]
    letters = [
        rf"\b(?-i:{name.title()})\.?\s?(?=\d)"
        for name in names
        if len(name) <= 2 and name.isalpha()
    ]
    return re.compile("|".join((*words, *signs, *letters)), re.IGNORECASE)
