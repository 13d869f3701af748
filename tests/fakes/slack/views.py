"""Modals and home tabs, and what Slack does with a form when the app has answered."""

from __future__ import annotations

from tests.fakes.slack import validation
from tests.fakes.slack.messages import with_ids
from tests.fakes.slack.state import BOT_TOKEN


async def open_view(slack, arguments, token):
    """views.open: the trigger is good for three seconds, once."""
    answer = await _ask(slack, "views.open", arguments, token)
    if answer.get("ok"):
        user = slack.triggers[arguments["trigger_id"]]
        slack.modals[user] = answer["view"]
        slack.covered[user] = []
    return answer


async def push_view(slack, arguments, token):
    """views.push: up to three modals lie on each other."""
    answer = await _ask(slack, "views.push", arguments, token)
    if answer.get("ok"):
        _cover(slack, slack.triggers[arguments["trigger_id"]], answer["view"])
    return answer


async def update_view(slack, arguments, token):
    """views.update; with a hash, only the view that the app knows."""
    answer = await _ask(slack, "views.update", arguments, token)
    if answer.get("ok"):
        view = answer["view"]
        for user, shown in slack.modals.items():
            if shown["id"] == view["id"]:
                slack.modals[user] = view
        for below in slack.covered.values():
            below[:] = [view if one["id"] == view["id"] else one for one in below]
    return answer


async def publish_view(slack, arguments, token):
    """views.publish: somebody's home tab."""
    answer = await _ask(slack, "views.publish", arguments, token)
    if answer.get("ok"):
        slack.homes[arguments["user_id"]] = answer["view"]
    return answer


async def _ask(slack, method, arguments, token):
    view = arguments["view"]
    slack.complain(validation.view_problems(view))
    given = {**arguments, "view": {**view, "blocks": with_ids(view.get("blocks", ()))}}
    return await slack.state(method, token, check=False, **given)


def _cover(slack, user, view):
    slack.covered.setdefault(user, []).append(slack.modals[user])
    slack.modals[user] = view


def close(slack, user, *, everything=False):
    """Take a modal away; the one below it shows again."""
    below = [] if everything else slack.covered.get(user, [])
    if below:
        slack.modals[user] = below.pop()
    else:
        slack.modals.pop(user, None)
        slack.covered.pop(user, None)


async def after_submission(slack, view, answer):
    """What becomes of a form when the app has answered its submission."""
    said = answer if isinstance(answer, dict) else {}
    action = said.get("response_action")
    if action == "errors":
        slack.complain(validation.form_error_problems(view, said.get("errors") or {}))
        return
    for user, shown in list(slack.modals.items()):
        if shown["id"] != view["id"]:
            continue
        if action == "update":
            await update_view(slack, {"view_id": view["id"], "view": said["view"]}, BOT_TOKEN)
        elif action == "push":
            trigger = await slack.trigger(user, view_id=view["id"])
            await push_view(slack, {"trigger_id": trigger, "view": said["view"]}, BOT_TOKEN)
        else:
            close(slack, user, everything=action == "clear")


METHODS = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_view,
}
