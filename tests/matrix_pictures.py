"""Pictures of Matrix's messages for docs/matrix.md: ``python -m tests.matrix_pictures`` (Chromium).

A fair imitation of how Element draws a room; it is not Element.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.messages import PostKind
from bot.platforms.matrix.contents import message_content
from bot.platforms.matrix.messages import post_events
from tests.fakes.chromium import chromium, quiet_page
from tests.fakes.drawn_emoji import drawn
from tests.golden.posts import POSTS

IMAGES = Path(__file__).parent.parent / "docs" / "images"

STYLE = """
body { margin: 0; padding: 18px 22px; width: 640px; background: #fff; color: #1b1d22;
  font: 15px/1.5 Inter, "Noto Sans", sans-serif; }
.message { display: grid; grid-template-columns: 32px 1fr; gap: 12px; margin-bottom: 14px; }
.icon { width: 32px; height: 32px; border-radius: 50%; background: #1d3c63; color: #fff;
  display: grid; place-items: center; font: 600 17px Georgia, serif; }
.name { font-weight: 600; color: #0b7f67; font-size: 14px; }
.notice { opacity: .6; }
h3, h4 { font-weight: 600; line-height: 1.25; margin: 16px 0 8px; } h3 { font-size: 1.17em; } h4 { font-size: 1em; }
.said > :first-child { margin-top: 2px; } .said > :last-child { margin-bottom: 0; }
p { margin: 0 0 12px; } ul { margin: 0 0 12px; padding-left: 24px; } li { margin: 2px 0; }
hr { border: 0; border-top: 1px solid #e1e6ec; margin: 14px 0; }
a { color: #0467dd; text-decoration: none; }
blockquote { margin: 0 0 12px; padding: 0 10px; border-left: 2px solid #cdd3da; color: #656d77; }
blockquote strong { color: #1b1d22; }
a[href^="https://matrix.to"] { background: #e1e6ec; border-radius: 12px; padding: 2px 8px; color: #1b1d22; font-weight: 600; }
"""


def message(content):
    notice = " notice" if content["msgtype"] == "m.notice" else ""
    return (
        '<div class="message"><div class="icon">A</div><div><div class="name">Attaché</div>'
        f'<div class="said{notice}">{content["formatted_body"]}</div></div></div>'
    )


def room(name):
    """A post as it comes, and answers named."""
    post = POSTS[name]
    addressed = {}
    if post.kind is PostKind.ANSWER or post.addressee:
        addressed = {
            "addressee": "@ana:embassy.example",
            "display_name": "Ana Marović",
            "is_shared": True,
        }
    return "".join(message(message_content(m, **addressed)) for m in post_events(post, notify=True))


PICTURES = {
    "matrix-briefing": lambda: room("briefing"),
    "matrix-answer": lambda: room("answer"),
    "matrix-evidence": lambda: room("evidence"),
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
