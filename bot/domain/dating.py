"""Where the date of an article was read."""

from __future__ import annotations

from enum import StrEnum


class DateSource(StrEnum):
    """Where the date of an article was read."""

    #: The entry of a feed or news sitemap: its date of publication, or where it has none its last
    #: change.
    FEED = "feed"
    FEED_CHANGE = "feed_change"
    #: What the page tells programs: structured data (JSON-LD, microdata), or a meta tag.
    PAGE_DATA = "page_data"
    META_TAG = "meta_tag"
    #: A time that is marked as such in what readers see.
    TIME_MARK = "time_mark"
    #: A day found somewhere in the page, or in its address.
    PAGE_WORDS = "page_words"
    ADDRESS = "address"
    #: The head of a document; the header of a mail.
    DOCUMENT = "document"
    MAIL = "mail"
    #: The dateline that the text begins with ("BELMAR, 22 March 2024 -"); one that names no year is
    #: taken for the last such day.
    DATELINE = "dateline"
    DATELINE_NO_YEAR = "dateline_no_year"
    #: Whoever brought the text said so.
    GIVEN = "given"
