"""What a sender of a chat or a meeting is told to do stands in their own messages."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

CHAT = (
    "Mira: I'm baking a honey cake for the lantern parade on Sunday. "
    "Ole: Yum! Mira: Could you carry the drums down to the harbour? Ole: Sure. "
    "Ole: My cousin repairs the old bicycle today, so I'll be late. Mira: No worries."
)
MEETING = """Chair: We meet to settle the colour of the new lighthouse.
Harbour Master: I think red stripes are seen best in fog, and paint for them is in store.
Chair: Fine.
Town Painter: The ladder is broken, we would have to hire a crane before the winter storms.
Harbour Master: Then hire one."""
ARTICLE = (
    "Note: it rained. Ole said he was late. Mira: a name. The cake was eaten at noon by guests."
)

OTHERS = {
    "in a chat": ("Ole bakes a honey cake for the lantern parade.", CHAT),
    "said": ("Mira said that her cousin repairs the old bicycle.", CHAT),
    "in a meeting": ("The Chair thought red stripes were seen best in fog.", MEETING),
    "beside one's own": (
        "The Town Painter thinks red stripes are seen best in fog, while the Chair wants to meet.",
        MEETING,
    ),
}
OWN = {
    "in a chat": ("Mira bakes a honey cake for the lantern parade.", CHAT),
    "said": ("Ole said that his cousin repairs the old bicycle.", CHAT),
    "by an answer": ("Ole carries the drums down to the harbour.", CHAT),
    "a response": ("The Chair accepts the idea of red stripes for fog.", MEETING),
    "in a meeting": ("The Harbour Master thought red stripes were seen best in fog.", MEETING),
    "two of them": (
        "The Harbour Master thinks red stripes are seen best, while the Town Painter would hire a crane.",
        MEETING,
    ),
    "no chat": ("Mira ate the cake at noon.", ARTICLE),
}


@pytest.mark.parametrize(("claim", "told"), OTHERS.values(), ids=OTHERS)
def test_anothers_words_are_not_theirs(claim, told) -> None:
    assert verify(claim, [told]) != ()


@pytest.mark.parametrize(("claim", "told"), OWN.values(), ids=OWN)
def test_their_own_are(claim, told) -> None:
    assert verify(claim, [told]) == ()
