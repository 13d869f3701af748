"""The one address under which an article is known, however it was shared.

Only what certainly does not change the document is taken away.  A query parameter that is not on
the list below stays, for it may be the article's identity (``/story.php?id=4711``).  What an
address alone cannot tell (``m.example.org``, ``amp.example.org``) is left to the page's own
``rel=canonical``, which `page_facts` reads, unless `twin_hosts.txt` knows the host.
"""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import resources
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def _words_of(name: str) -> list[str]:
    """The words of a data file beside this one, without its comments and its labels."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [word for line in lines for word in line.split() if not word.startswith("[")]


#: Parameters that only tell a publisher where a reader came from, or who they are.
_TRACKING = _words_of("tracking_parameters.txt")
_TRACKING_PREFIXES = tuple(name[:-1] for name in _TRACKING if name.endswith("*"))
_TRACKING_NAMES = frozenset(name for name in _TRACKING if not name.endswith("*"))
_TWINS = _words_of("twin_hosts.txt")
_TWIN_OF = dict(zip(_TWINS[::2], _TWINS[1::2], strict=True))
#: Session numbers in names that others use for a document's own.
_SESSION_NAMES = frozenset({"sid", "s", "session"})
_SESSION_VALUE = re.compile(r"[0-9a-f]{26,}", re.IGNORECASE)
#: Parameters that name a campaign in one place and a document in another: they go only when
#: their value says that the link was shared or came from a feed.
_CAMPAIGN_NAMES = frozenset(
    "ref source src cmp cid from share ref_src via partner mod campaign medium output_source".split()
)
_CAMPAIGN_VALUES = re.compile(
    r"(rss|feed|atom|twitter|facebook|fb|linkedin|whatsapp|telegram|email|e-mail|newsletter|share"
    r"|social|copy-?link|twsrc.*|nitter|bluesky|threads|reddit|google|homepage|share_btn_.*|rss.*"
    r"|mastodon|telegram.*|nl_.*|feedburner)\d*",
    re.IGNORECASE,
)
#: Parameters that ask for another rendering of the same document.
_RENDERINGS = {
    "amp": {"", "1", "true"},
    "outputtype": {"amp", "valid-amp"},
    "_amp": {"true"},
    "print": {"", "1", "true", "yes", "y"},
    "printable": {"", "1", "true", "yes"},
    "printview": {"", "1", "true"},
    "view": {"print"},
    "output": {"print", "amp"},
    "format": {"print", "amp"},
    "mode": {"print"},
    "mobile": {"1", "true"},
}

#: Hosts and paths of addresses that carry another address, and the parameters that hold it.
_REDIRECTORS = (
    (re.compile(r"(www\.)?google\.[a-z.]{2,6}"), "/url", ("url", "q")),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
    (re.compile(r"slack-redir\.net"), "/link", ("url",)),
    (re.compile(r"(www\.)?linkedin\.com"), "/redir/redirect", ("url",)),
)
_AMP_CACHES = (
    (re.compile(r"(www\.)?google\.[a-z.]{2,6}"), re.compile(r"/amp/(s/)?(.+)")),
    (re.compile(r"[a-z0-9-]+\.cdn\.ampproject\.org"), re.compile(r"/(?:[cv]|wp/[cv])/(s/)?(.+)")),
    (re.compile(r"([a-z0-9-]+\.)?bing-amp\.com"), re.compile(r"/c/(s/)?(.+)")),
)
#: "/story;jsessionid=0A1B"
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
#: "/2024/talks-adjourned-in-cairo/print": after what looks like one article, and no section.
_PRINT_VIEW = re.compile(r"(/[^/]*(?:\d|-[^/]*-)[^/]*)/print/?$")
_UNRESERVED = re.compile(r"%([0-9A-Fa-f]{2})")
_WRAPPED_AT_MOST = 3


def canonical_url(url: str) -> str:
    """The canonical form of a web address; anything else comes back stripped and unchanged.

    >>> canonical_url("HTTPS://Example.org:443/a/../b?utm_source=x&id=7#top")
    'https://example.org/b?id=7'
    """
    cleaned = "".join(url.split())
    for _ in range(_WRAPPED_AT_MOST):
        parts = _web_parts(cleaned)
        inner = _wrapped(parts) if parts else None
        if inner is None:
            break
        cleaned = inner
    parts = _web_parts(cleaned)
    return _rebuilt(parts) if parts else url.strip()


def is_web_address(text: str) -> bool:
    """Whether a text is an absolute http(s) address with a host."""
    return not any(c.isspace() for c in text) and _web_parts(text) is not None


def absolute_address(link: str, base: str | None) -> str | None:
    """A link as a web address, relative to `base`; None when it is none (``javascript:``, junk)."""
    try:
        address = urljoin(base or "", link.strip())
    except ValueError:
        return None
    return address if is_web_address(address) else None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: equal hosts, or one under the other.

    ``www.``, ``m.``, ``mobile.`` and ``amp.`` do not count.
    """
    first, second = _bare_host(one), _bare_host(other)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def site_of(url: str | None) -> str | None:
    """The host of an address by which readers know the site.

    >>> site_of("https://www.example.org/a")
    'example.org'
    """
    host = urlsplit(url).hostname if url else None
    return re.sub(r"^(www\d?|m|amp)\.", "", host) if host else None


def _bare_host(url: str) -> str:
    parts = _web_parts(url)
    return re.sub(r"^(www\d?|m|mobile|amp)\.", "", parts.hostname or "") if parts else ""


def _web_parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme.lower() in _DEFAULT_PORTS and parts.hostname else None


def _wrapped(parts: SplitResult) -> str | None:
    """The address that this one only carries, if it does."""
    host = parts.hostname or ""
    for hosts, path, names in _REDIRECTORS:
        if hosts.fullmatch(host) and parts.path == path:
            values = dict(parse_qsl(parts.query))
            return next((values[n] for n in names if is_web_address(values.get(n, ""))), None)
    for hosts, paths in _AMP_CACHES:
        found = paths.fullmatch(parts.path)
        if hosts.fullmatch(host) and found:
            query = f"?{parts.query}" if parts.query else ""
            return f"http{'s' if found[1] else ''}://{found[2]}{query}"
    return None


def _rebuilt(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(
        (scheme, _authority(parts, scheme), _path(parts.path), _query(parts.query), fragment)
    )


def _authority(parts: SplitResult, scheme: str) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = _TWIN_OF.get(host, re.sub(r"^([a-z]{2,3})\.m\.(?=wiki)", r"\1.", host))
    with suppress(UnicodeError):  # a label too long or empty is left for the fetcher to refuse
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    userinfo = parts.netloc.rpartition("@")[0]
    shown = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    return f"{userinfo}@{shown}" if userinfo else shown


def _path(path: str) -> str:
    resolved = _without_dots(_SESSION_IN_PATH.sub("", _percent(path))) or "/"
    while (plain := _without_rendering(resolved)) != resolved:
        resolved = plain
    return resolved


def _without_rendering(path: str) -> str:
    """A path without what asks for AMP or for the printed page."""
    plain = re.sub(r"(?<=[^/])/amp/?$", "", _PRINT_VIEW.sub(r"\1", path))
    return re.sub(r"\.amp(\.html?)?$", r"\1", plain)


def _without_dots(path: str) -> str:
    """``/a/../b`` as ``/b`` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            kept = kept[:-1] if len(kept) > 1 else kept
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)


def _percent(text: str) -> str:
    """Percent-encoding in its normal form (RFC 3986, 6.2.2): upper case, unreserved decoded."""
    upper = _UNRESERVED.sub(_normal_escape, text)
    return quote(upper, safe="/%:@!$&'()*+,;=-._~?[]")


def _normal_escape(match: re.Match[str]) -> str:
    character = unquote(match[0])
    is_unreserved = character.isascii() and (character.isalnum() or character in "-._~")
    return character if is_unreserved else match[0].upper()


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(pair)]
    return _percent("&".join(kept))


def _is_tracking(pair: str) -> bool:
    raw_name, _, raw_value = pair.partition("=")
    name, value = unquote(raw_name).lower(), unquote(raw_value)
    if name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES):
        return True
    if name in _SESSION_NAMES and _SESSION_VALUE.fullmatch(value):
        return True
    if name in _CAMPAIGN_NAMES:
        return _CAMPAIGN_VALUES.fullmatch(value) is not None
    return value.lower() in _RENDERINGS.get(name, ())
