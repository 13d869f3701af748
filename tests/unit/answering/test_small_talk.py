from __future__ import annotations

import pytest

from bot.answering.small_talk import SmallTalk, read_small_talk

CASES = {
    "thanks!": SmallTalk.THANKS,
    "Thank you very much": SmallTalk.THANKS,
    "Great, thanks": SmallTalk.THANKS,
    "ok thanks": SmallTalk.THANKS,
    "Good morning": SmallTalk.GREETING,
    "hello there": SmallTalk.GREETING,
    "👍": SmallTalk.EMPTY,
    "": SmallTalk.EMPTY,
    " ?! ": SmallTalk.EMPTY,
    "OK": SmallTalk.ASSENT,
    "good bot": SmallTalk.ASSENT,
    "No, thank you.": SmallTalk.ASSENT,
    "Never mind!": SmallTalk.ASSENT,
    "hm, interesting": SmallTalk.ASSENT,
    "Forget it": SmallTalk.ASSENT,
    "Danke schön!": SmallTalk.THANKS,
    "Who vetoed the draft?": None,
    "Thanks to whom did it pass?": None,
    "ماذا قال بلينكن؟": None,
    "why": None,
}


@pytest.mark.parametrize(("text", "kind"), CASES.items())
def test_small_talk_is_told_from_questions(text, kind):
    assert kind is read_small_talk(text)
