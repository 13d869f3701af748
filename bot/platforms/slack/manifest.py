"""The app's manifest (version 2), made from what the code uses.

A team pastes it where Slack makes apps, and has an internal app of its own: with normal rate
limits, and with no scope that is not used.
"""

from __future__ import annotations

from typing import Any

from bot.platforms.slack import actions
from bot.platforms.slack.scopes import EVENTS, bot_scopes

NAME = "Attaché"
DESCRIPTION = "Reads the news a channel follows, briefs it, and answers with citations."
LONG_DESCRIPTION = (
    "Attaché is a press attaché for a team's chat. It reads the feeds and pages that a channel "
    "follows, posts short briefings on diplomatic developments, and answers questions in threads. "
    "Every sentence that it posts rests on a verbatim passage of an article, which a button shows. "
    "Each channel has its own memory: nothing that came into one is visible from another. "
    "Answers can be incomplete; open the evidence before you rely on one."
)
#: At most 300 characters.
AGENT_DESCRIPTION = (
    "Ask about what this conversation has read. Give me articles: links, pasted texts, PDF, mail or "
    "OPML files. Say brief for a briefing, or help to see what else I understand."
)

#: At most four; the adapter replaces them by ones on the newest briefing.
PROMPTS = (
    {"title": "What can you do?", "message": "help"},
    {"title": "Brief me now", "message": "brief"},
)


def manifest(*, public_url: str | None = None, for_organisations: bool = False) -> dict[str, Any]:
    """The manifest for Socket Mode, or, with `public_url`, for HTTP.

    `for_organisations`: an organisation of several workspaces may install it for all of them.
    """
    events_url = f"{public_url.rstrip('/')}/slack/events" if public_url else None
    where = {"request_url": events_url} if events_url else {}
    command = {
        "command": actions.COMMAND,
        "description": "Brief, ask, follow: say help to see all",
        "usage_hint": "brief | follow URL | any question | help",
        "should_escape": False,
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1d3c63",
        },
        "features": {
            "agent_view": {
                "agent_description": AGENT_DESCRIPTION,
                "suggested_prompts": list(PROMPTS),
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                _shortcut("Read this", actions.READ_THIS, "Read the links of this message"),
                _shortcut("Brief this", actions.BRIEF_THIS, "A briefing on this message"),
            ],
            "slash_commands": [command | ({"url": events_url} if events_url else {})],
        },
        "oauth_config": {
            "scopes": {"bot": list(bot_scopes())},
            **(
                {"redirect_urls": [f"{public_url.rstrip('/')}/slack/oauth_redirect"]}
                if public_url
                else {}
            ),
        },
        "settings": {
            "event_subscriptions": {**where, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": for_organisations,
            "socket_mode_enabled": public_url is None,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(name: str, callback_id: str, description: str) -> dict[str, str]:
    return {
        "name": name,
        "type": "message",
        "callback_id": callback_id,
        "description": description,
    }
