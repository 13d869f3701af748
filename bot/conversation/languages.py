"""Languages as people name them: by code, in English, or in the language itself."""

from __future__ import annotations

from collections.abc import Mapping

#: ISO 639-1 code: English name, own name.  The UN's six, the EU's, and those of large news markets.
_NAMES: Mapping[str, tuple[str, str]] = {
    "ar": ("Arabic", "العربية"),
    "bg": ("Bulgarian", "български"),
    "cs": ("Czech", "čeština"),
    "da": ("Danish", "dansk"),
    "de": ("German", "deutsch"),
    "el": ("Greek", "ελληνικά"),
    "en": ("English", "english"),
    "es": ("Spanish", "español"),
    "et": ("Estonian", "eesti"),
    "fa": ("Persian", "فارسی"),
    "fi": ("Finnish", "suomi"),
    "fr": ("French", "français"),
    "ga": ("Irish", "gaeilge"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hr": ("Croatian", "hrvatski"),
    "hu": ("Hungarian", "magyar"),
    "id": ("Indonesian", "bahasa"),
    "it": ("Italian", "italiano"),
    "ja": ("Japanese", "日本語"),
    "ko": ("Korean", "한국어"),
    "lt": ("Lithuanian", "lietuvių"),
    "lv": ("Latvian", "latviešu"),
    "mt": ("Maltese", "malti"),
    "nl": ("Dutch", "nederlands"),
    "no": ("Norwegian", "norsk"),
    "pl": ("Polish", "polski"),
    "pt": ("Portuguese", "português"),
    "ro": ("Romanian", "română"),
    "ru": ("Russian", "русский"),
    "sk": ("Slovak", "slovenčina"),
    "sl": ("Slovenian", "slovenščina"),
    "sr": ("Serbian", "српски"),
    "sv": ("Swedish", "svenska"),
    "tr": ("Turkish", "türkçe"),
    "uk": ("Ukrainian", "українська"),
    "zh": ("Chinese", "中文"),
}


def language_name(said: str) -> str | None:
    """A language's English name; None when it is not known.

    >>> language_name("FR"), language_name("deutsch"), language_name("Elvish")
    ('French', 'German', None)
    """
    wanted = said.strip().casefold()
    for code, names in _NAMES.items():
        if wanted == code or wanted in {name.casefold() for name in names}:
            return names[0]
    return None
