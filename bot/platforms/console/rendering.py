"""Views become HTML: the templates, escaped throughout, and the names that they use."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.domain.identifiers import ChannelKey
from bot.domain.messages import plain
from bot.platforms.console.views import MessageView, home

_TEMPLATES = Path(__file__).parent / "templates"


class Rendering:
    """The console's templates."""

    def __init__(self) -> None:
        self._environment = _environment()

    def page(self, template: str, /, **values: object) -> str:
        """A template with its values."""
        return self._environment.get_template(template).render(**values)

    def message(self, channel: ChannelKey, message: MessageView, where: str) -> str:
        """One message as it stands in the ``channel`` or in the ``thread``."""
        return self.page("message.html", channel=channel, message=message, where=where)


def event(name: str, **data: object) -> str:
    """One server-sent event; the data is one line of JSON."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = plain
    environment.filters["clock_time"] = lambda at: f"{at:%H:%M}"
    environment.filters["home"] = home
    environment.filters["path"] = lambda text: quote(str(text), safe="")
    return environment
