"""What a site is called: its name as it writes it, not its host, its slogan or its company."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.ingest.body_names import names_a_body
from bot.ingest.bylines import letters
from bot.ingest.canonical_url import site_of
from bot.ingest.json_ld import texts, types_of
from bot.ingest.parsed_page import SEPARATOR, ParsedPage
from bot.ingest.plain_text import one_line

_SITES = {"website", "newsmediaorganization", "organization"}
_ADDRESS = re.compile(r"(?<![\w-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
#: What is no part of a name: "(www.example.org)", "... RSS Feed".
_APART = re.compile(
    r"(?:(?<!\s)\s+)?\((?:https?://|www\.)[^)]*\)|(?<!\s)\s+(?:website|homepage|rss|atom|(?:rss|atom|news)?[ -]?feed)$",
    re.IGNORECASE,
)
#: Whose company it is, and not what readers call the site.
_COMPANY = re.compile(
    r"\b(gmbh|kg|ltd|limited|inc|llc|plc|verlag\w*|publishing|publishers|group|holdings?|corporation)\b",
    re.IGNORECASE,
)
#: What a body calls the part of its site in which it speaks to the press.
_SECTION = re.compile(
    r"(?:(?:press|media|news|newsroom|cent(?:re|er)|room|releases?|statements?|meetings?|coverage"
    r"|remarks|speeches|publications|and|&|communiqués?|de|et|presse|actualités|pressemitteilungen"
    r"|aktuelles|notas|prensa|noticias|comunicados|comunicati|stampa|sala|новости|أخبار|新闻|報道発表)\b\s*)+",
    re.IGNORECASE,
)
#: Second levels under which a country's names are given out: example.co.uk, example.com.tr.
_SECOND_LEVELS = frozenset("co com org net gov gob gouv gov ac edu or ne go".split())
#: An address of one word under a country: "harbour.uk", "HARBOUR.uk".
_ONE_WORD = re.compile(r"([a-z]{4,}|[A-Z]{4,})\.[a-z]{2}")
_LONGEST = 50
#: Letters of words that names write small.
_PARTICLE = 3
#: Ministries have long names.
_LONGEST_BODY = 110
#: The address of a front page within its site, or of that of one language.
_FRONT_PAGE = re.compile(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?", re.IGNORECASE)
#: Letters of an abbreviation.
_LONGEST_SHORT = 5
_MOST_WORDS = 5
#: Characters of a text in which a site may name itself.
_LONGEST_TEXT = 600


def outlet_name(page: ParsedPage) -> str | None:
    """The site's name, or None where the page does not tell it."""
    names = _declared(page)
    in_title = _title_parts(page)
    chosen = next((name for name in names if letters(name) in in_title), None)
    chosen = chosen or next(iter(names), None) or _after_heading(page) or _body_in_title(page)
    if chosen is None or _is_address(chosen, page):
        return _spoken(page, names, chosen) or _body(page) or _without_top(chosen)
    chosen = _without_language(chosen, page)
    if _is_short_for_host(chosen, page):
        return _spelled(_host_word(page.address), _speaking(page)) or chosen
    return _best_written(chosen, [*names, *_title_pieces(page)])


def own_names(page: ParsedPage, outlet: str | None) -> list[str]:
    """By what the publisher may sign or mark its titles: names, host, the host's first part."""
    host = site_of(page.address) or ""
    publishers = [name for node in page.articles for name in texts(node.get("publisher"))]
    metas = page.meta("og:site_name", "application-name")
    return [outlet or "", host, host.partition(".")[0], *publishers, *metas]


def site_name(said: str | None) -> str | None:
    """A name as said, without a slogan after it; None if it is a link, a handle or too long.

    >>> site_name("The Harbour Post | News from the coast"), site_name("@harbourpost")
    ('The Harbour Post', None)
    """
    name = _APART.sub("", one_line(said) or "").strip(" »›|:-–—")
    parts = [str(part).strip() for part in SEPARATOR.split(name)]
    first = next((part for part in parts if not _SECTION.fullmatch(part)), "")
    name = first if len(first) > 1 else name
    longest = _LONGEST_BODY if names_a_body(name) else _LONGEST
    if name.startswith(("@", "http", "©")) or not 2 <= len(name) <= longest:
        return None
    return name


def _declared(page: ParsedPage) -> list[str]:
    """Names that the page declares, the surest first and companies last."""
    said = [
        *page.meta("og:site_name"),
        *_publishers(page),
        *(
            n
            for node in page.nodes
            if _SITES & set(types_of(node))
            for n in texts(node.get("name"))
        ),
        *page.meta("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"),
    ]
    # Some pages declare their headline as the site's name.
    titles = set(map(letters, _titles(page)))
    names = [name for text in said if letters(text) not in titles and (name := site_name(text))]
    return sorted(names, key=lambda name: _COMPANY.search(name) is not None)


def _publishers(page: ParsedPage) -> list[str]:
    return [name for node in page.articles for name in texts(node.get("publisher"))]


# ---------------------------------------------------------------- in the window's title


def _titles(page: ParsedPage) -> list[str]:
    return [page.window_title or "", *page.meta("og:title")]


def _title_pieces(page: ParsedPage) -> list[str]:
    parts = SEPARATOR.split(page.window_title or "")
    return [part.strip() for part in parts[:1] + parts[-2:]] if len(parts) > 1 else []


def _title_parts(page: ParsedPage) -> set[str]:
    return set(map(letters, _title_pieces(page)))


def _after_heading(page: ParsedPage) -> str | None:
    """What a title ends with after the page's main heading: "Talks resume - The Post"."""
    for title in _titles(page):
        parts = SEPARATOR.split(title)
        begins = any(heading and letters(title).startswith(heading) for heading in page.headings)
        is_after = begins and letters(parts[-1]) not in "".join(page.headings)
        if len(parts) > 1 and is_after:
            return None if _SECTION.fullmatch(parts[-1].strip()) else site_name(parts[-1])
    return None


def _body_in_title(page: ParsedPage) -> str | None:
    """The ministry or other body that ends the window's title: "Talks resume / Harbour Ministry".

    Some give all their pages no other title than their name.
    """
    pieces = _title_pieces(page)
    is_alone = not pieces and not page.headings and next(page.meta("og:title"), None) is None
    last = (page.window_title or "") if is_alone else "".join(pieces[-1:])
    words = [word for word in last.split() if len(word) > _PARTICLE]
    # "L'Europe" has its capital behind an article.
    capitals = sum(word[:3] != word[:3].lower() for word in words)
    is_name = capitals == len(words) if is_alone else 2 * capitals > len(words)
    return site_name(last) if words and is_name and names_a_body(last) else None


# ---------------------------------------------------------------- instead of an address


def _is_address(name: str, page: ParsedPage) -> bool:
    """Whether a name is an address, or ends like this site's: "example.org", "The Post.uk"."""
    top = (site_of(page.address) or "").rpartition(".")[2]
    return _ADDRESS.fullmatch(name) is not None or bool(top and name.lower().endswith("." + top))


def _spoken(page: ParsedPage, names: list[str], chosen: str | None) -> str | None:
    """The name behind an address: a publisher's, or the host's own as the page spells it.

    An address in mixed letters ("Example.com") is how its owner writes the name.
    """
    spoken = [n for n in names if not _is_address(n, page) and not _COMPANY.search(n)]
    publishers = {letters(name) for name in _publishers(page)}
    signed = next((name for name in spoken if letters(name) in publishers), None)
    if signed or (chosen and chosen not in {chosen.lower(), chosen.upper()}):
        return signed
    word = _host_word(page.address)
    return (
        _spelled(word, _speaking(page))
        or _abbreviated(word, _speaking(page))
        or next((name for name in spoken if "," not in name), None)
    )


def _without_top(name: str | None) -> str | None:
    """An address that a page gives as its name, as a name where it is one word: "Harbour"."""
    word = _ONE_WORD.fullmatch(name or "")
    return word.group(1).capitalize() if word else name


def _is_short_for_host(name: str, page: ParsedPage) -> bool:
    """Whether a name is capitals out of the host's longer word: "HBP" of harbourpost.example."""
    if not (name.isupper() and name.isalpha() and len(name) <= _LONGEST_SHORT):
        return False
    word = _host_word(page.address)
    rest = iter(word)
    return len(word) > 2 * len(name) and all(letter in rest for letter in name.lower())


def _host_word(url: str | None) -> str:
    """What stands for the site in its host: "harbourpost" in news.harbour-post.co.uk."""
    labels = (site_of(url) or "").split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
        labels.pop()
    return letters(labels[-1]) if labels else ""


def _speaking(page: ParsedPage) -> Iterator[str]:
    """Texts in which sites name themselves: title, links home, feeds, copyright lines."""
    yield from _title_pieces(page)
    yield from _at_home(page)
    yield from page.tree.xpath('.//link[@rel="alternate"][contains(@type, "xml")]/@title')
    yield from page.meta("copyright", "dc.rights", "author", "twitter:title")
    for footer in page.tree.iter("footer"):
        yield footer.text_content()[-600:]


def _at_home(page: ParsedPage) -> Iterator[str]:
    """What the links to the front page say, also to that of one language: "/", "/fr"."""
    host = site_of(page.address) or ""
    home = f"//{host}"
    # A part of a body's site leads to the whole: press.body.example to body.example.
    homes = (home, *[f"//{host.partition('.')[2]}"][: host.count(".") - 1])
    for link in page.tree.iter("a"):
        said = link.get("href") or ""
        address = said.rstrip("/").replace("//www.", "//")
        if address.endswith(homes) or _FRONT_PAGE.fullmatch(said.removeprefix(f"https:{home}")):
            yield from filter(None, (link.get("title"), link.get("aria-label")))
            yield link.text_content()
            yield from (image.get("alt") or "" for image in link.iter("img"))


def _body(page: ParsedPage) -> str | None:
    """The ministry or other body that the links to the front page name."""
    names = (site_name(said[:_LONGEST_TEXT]) for said in _at_home(page))
    return next((name for name in names if name and names_a_body(name)), None)


def _without_language(name: str, page: ParsedPage) -> str:
    """A name without the language of the page, where its title has it without: "Foreign Office EN"."""
    bare, _, last = name.rpartition(" ")
    is_language = last.lower() == page.language and last.isupper()
    return bare if is_language and letters(bare) in _title_parts(page) else name


def _spelled(word: str, speaking: Iterable[str]) -> str | None:
    """A host's word as written out in one of the texts: "Harbour Post" for "harbourpost"."""
    if len(word) < 2:
        return None
    wanted = {word, re.sub(r"([aou])e", r"\1", word)}
    for text in speaking:
        words = (one_line(text[:_LONGEST_TEXT]) or "").split()
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
                name = " ".join(words[start:end]).strip(" ,;:.-–—|©»«()\"'")
                if _plain(name) in wanted and "." not in name and name != name.lower():
                    return name.title() if " " in name and name.isupper() else name
    return None


def _abbreviated(word: str, speaking: Iterable[str]) -> str | None:
    """A name that a host's word abbreviates, where a text is that name: "Harbour Post" for "hp"."""
    for text in speaking:
        name = re.sub(
            r"^welcome to (?:the )?|[\s-]*\b(logo|home|startseite)$",
            "",
            site_name(text[:_LONGEST_TEXT]) or "",
            flags=re.IGNORECASE,
        )
        words = re.findall(r"\w+", name)
        initials = "".join(each[0] for each in words)
        if len(word) > 1 and initials.isupper() and _plain(initials) == word:
            return name
    return None


def _plain(name: str) -> str:
    return letters(name).translate(str.maketrans("äöüéèáíóñçğışå", "aoueeaioncgisa"))


def _best_written(name: str, others: Iterable[str]) -> str:
    """A name run together in small letters, as another witness writes it: "Harbour Post"."""
    if " " in name or name != name.lower():
        return name
    same = [other for other in others if letters(other) == letters(name)]
    return max([name, *same], key=lambda one: (" " in one, one != one.lower()))
