"""The emoji of our posts as drawings, for pictures taken where no font has them."""

from __future__ import annotations

_HAND = (
    "M3 11h4v10H3zM7 11l4-8c2 0 3 1 3 3l-.5 3H19c1.4 0 2.1 1 1.9 2.2L19.6 19c-.2 1.3-1 2-2.3 2H7"
)
_PATHS = {
    "👍": f'<path d="{_HAND}"/>',
    "👎": f'<path transform="rotate(180 12 12)" d="{_HAND}"/>',
    "🔍": '<circle cx="10" cy="10" r="6.5"/><path d="M15 15l6 6"/>',
    "❓": '<path d="M8 8c0-5 8-5 8 0c0 3-4 3-4 6.5M12 19v.5"/>',
}


def drawn(markup: str) -> str:
    """HTML with each of them drawn in the size of the text around it."""
    for emoji, path in _PATHS.items():
        markup = markup.replace(
            emoji,
            '<svg viewBox="0 0 24 24" width="1.15em" height="1.15em" style="vertical-align:-.2em"'
            ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
            f' stroke-linejoin="round">{path}</svg>',
        )
    return markup
