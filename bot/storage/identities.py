"""Ids made of what they name, so that replicas that read the same thing name it alike."""

from __future__ import annotations

import base64
import hashlib

from bot.domain.articles import ReadArticle
from bot.domain.identifiers import ArticleId, ChannelKey, VersionId

#: Characters of an id after its first letter: 80 bits.  By chance, two of a billion articles
#: share one with a probability of one in a million.
_LENGTH = 16


def digest(*parts: str) -> str:
    """The letters of an id: of these parts, and no others."""
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    digest = hashlib.sha256(framed.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_LENGTH]


def public_article_id(url: str) -> ArticleId:
    """The article at a canonical URL, in whatever channel."""
    return ArticleId("a" + digest("url", url))


def private_article_id(channel: ChannelKey, content_hash: str) -> ArticleId:
    """A text without an address: the same text in another channel is another article."""
    return ArticleId("a" + digest("pasted", str(channel), content_hash))


def version_id(article_id: ArticleId, article: ReadArticle, occurrence: int) -> VersionId:
    """One reading of an article, letter for letter, with its title and all that came with it.

    `occurrence` counts how often the channel had this very reading before: a publisher that
    takes a correction back makes a new version with an old text.
    """
    published = article.published_at.isoformat() if article.published_at else ""
    read = (article.title, article.outlet, article.author, published, article.language)
    fields = (article.text, *(field or "" for field in read), article.credit or "")
    # Named, and only where they are told: what was read before they were kept has the same id still.
    modified = article.modified_at.isoformat() if article.modified_at else None
    dating = (article.date_source, modified, article.modified_source)
    fields += tuple(f"{n}:{told}" for n, told in enumerate(dating) if told)
    return VersionId("v" + digest(article_id, str(occurrence), *fields))
