"""Pictures of Slack's messages for docs/slack.md: ``python -m tests.slack_pictures`` (Chromium).

A fair imitation of how Slack draws Block Kit; it is not Slack.
"""

from __future__ import annotations

import asyncio
import html
from pathlib import Path

from bot.platforms.slack.messages import post_messages
from tests.fakes.chromium import chromium, quiet_page
from tests.fakes.drawn_emoji import drawn
from tests.golden.posts import POSTS
from tests.golden.test_slack_messages import VIEWS

IMAGES = Path(__file__).parent.parent / "docs" / "images"

STYLE = """
body { margin: 0; padding: 18px 22px; width: 640px; background: #fff; color: #1d1c1d;
  font: 15px/1.46 Lato, "Noto Sans", sans-serif; }
.name { font-weight: 900; } .app { font-size: 10px; background: #ddd; border-radius: 2px;
  padding: 1px 3px; margin-left: 4px; vertical-align: 2px; color: #444; }
.message { display: grid; grid-template-columns: 36px 1fr; gap: 8px; margin-bottom: 14px; }
.icon { width: 36px; height: 36px; border-radius: 4px; background: #1d3c63; color: #fff;
  display: grid; place-items: center; font: 600 20px Georgia, serif; }
h3 { font-size: 18px; margin: 2px 0 6px; } ul { margin: 2px 0 4px; padding-left: 22px; }
.words { margin-bottom: 6px; } hr { border: 0; border-top: 1px solid #ddd; margin: 8px 0; }
a { color: #1264a3; text-decoration: none; } .context { color: #616061; font-size: 12px; margin: 3px 0;
  white-space: pre-line; }
blockquote { margin: 4px 0; padding-left: 10px; border-left: 4px solid #ddd; }
button { font: 700 13px Lato, "Noto Sans", sans-serif; background: #fff; border: 1px solid #bbb;
  border-radius: 4px; padding: 4px 10px; margin: 6px 8px 2px 0; }
.channel { color: #1264a3; background: #e8f5fa; padding: 0 3px; border-radius: 3px; }
.modal { border: 1px solid #ccc; border-radius: 8px; padding: 14px 20px; width: 560px; }
label { font-weight: 700; display: block; margin-top: 8px; } .field { border: 1px solid #aaa;
  border-radius: 4px; padding: 6px 8px; color: #1d1c1d; margin-top: 4px; }
"""


def element(part):
    """An element of rich text."""
    said = html.escape(part.get("text", ""))
    if part["type"] == "link":
        said = f'<a href="#">{said}</a>'
    if part["type"] == "channel":
        said = '<span class="channel"># desk</span>'
    for style, tag in (("bold", "b"), ("italic", "i")):
        if part.get("style", {}).get(style):
            said = f"<{tag}>{said}</{tag}>"
    return said


def run(parts):
    return "".join(map(element, parts))


def rich(part):
    match part["type"]:
        case "rich_text_list":
            items = "".join(f"<li>{run(row['elements'])}</li>" for row in part["elements"])
            return f"<ul>{items}</ul>"
        case "rich_text_quote":
            return f"<blockquote>{run(part['elements'])}</blockquote>"
        case _:
            return f"<div>{run(part['elements'])}</div>"


def block(value):
    """One block."""
    match value["type"]:
        case "header":
            return f"<h3>{html.escape(value['text']['text'])}</h3>"
        case "divider":
            return "<hr>"
        case "rich_text":
            return f'<div class="words">{"".join(map(rich, value["elements"]))}</div>'
        case "context":
            said = " ".join(html.escape(e["text"]) for e in value["elements"])
            return f'<div class="context">{said}</div>'
        case "actions":
            return "".join(
                f"<button>{html.escape(e['text']['text'])}</button>" for e in value["elements"]
            )
        case "context_actions":
            return "<button>👍</button><button>👎</button>"
        case "input":
            return field(value)
    raise AssertionError(value["type"])


def field(value):
    held = value["element"]
    shown = (
        held.get("initial_value")
        or held.get("initial_time")
        or ", ".join(o["text"]["text"] for o in held.get("initial_options", ()))
        or held.get("placeholder", {}).get("text", "")
    )
    label = html.escape(value["label"]["text"])
    return f'<label>{label}</label><div class="field">{html.escape(shown)}</div>'


def message(sent):
    said = "".join(map(block, sent.blocks))
    return (
        '<div class="message"><div class="icon">A</div><div><span class="name">Attaché</span>'
        f'<span class="app">APP</span>{said}</div></div>'
    )


def view(shown):
    title = html.escape(shown.get("title", {}).get("text", "Home"))
    end = "".join(
        f"<button>{html.escape(shown[name]['text'])}</button>"
        for name in ("submit", "close")
        if shown.get(name)
    )
    return f'<div class="modal"><h3>{title}</h3>{"".join(map(block, shown["blocks"]))}{end}</div>'


PICTURES = {
    "slack-briefing": lambda: "".join(map(message, post_messages(POSTS["briefing"]))),
    "slack-answer": lambda: "".join(map(message, post_messages(POSTS["answer"]))),
    "slack-evidence": lambda: view(VIEWS["modal_evidence"]),
    "slack-home": lambda: view(VIEWS["home"]),
    "slack-schedule": lambda: view(VIEWS["form_schedule"]),
}


async def take_all(folder=IMAGES):
    folder.mkdir(exist_ok=True)
    async with chromium() as browser:
        for name, made in PICTURES.items():
            async with quiet_page(browser) as page:
                body = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{drawn(made())}</body>"
                await page.set_content(body)
                await page.locator("body").screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(take_all())
