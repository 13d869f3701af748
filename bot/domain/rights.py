"""What a publisher allows with what it publishes."""

from __future__ import annotations

from dataclasses import dataclass

#: Our product token (RFC 9309, 2.2.1): the name that robots.txt calls us by, and the first word of
#: the User-Agent.
OUR_AGENT = "Attache"


@dataclass(frozen=True, slots=True)
class Rights:
    """What a site's own files allow with one address; a site that says nothing allows both."""

    #: Whether a program may fetch it that nobody asked for this very page.
    may_be_fetched: bool = True
    #: Whether its text may be given to a language model, or to an endpoint that makes vectors.
    may_reach_model: bool = True
