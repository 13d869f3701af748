"""What is told of a numbered part of the sources stands in that part."""

from __future__ import annotations

import pytest

from bot.grounding.gate import verify

FERRY = "passage 1: The ferry to Vell leaves the harbour of Amsel at noon, and returns before dark."
TOLL = "passage 2: The toll on the canal was raised by the council of Ostra to pay for new locks."
STORM = "passage 3: A storm closed the canal for a week, and the locks were repaired by divers."
ONE_TEXT = f"{FERRY}\n\n{TOLL}\n\n{STORM}"


@pytest.mark.parametrize(
    "claim",
    [
        "The ferry to Vell leaves the harbour at noon (passage 1).",
        "According to passage 2, the council of Ostra raised the canal toll.",
        "Passages 2 and 3 speak of the canal and its locks.",
        "The locks were repaired by divers after a storm (Passages 1-3).",
        "Passage 1 does not mention the storm that closed the canal.",
        "The ferry to Vell leaves the harbour at noon.",
    ],
)
@pytest.mark.parametrize("told", [[ONE_TEXT], [FERRY, TOLL, STORM]], ids=["one text", "three"])
def test_the_part_that_says_so_may_be_cited(claim, told) -> None:
    assert verify(claim, told) == ()


@pytest.mark.parametrize(
    "claim",
    [
        "The ferry to Vell leaves the harbour at noon (passage 3).",
        "According to passage 1, the council of Ostra raised the canal toll.",
        "Passages 1 and 2 describe how divers repaired the locks after the storm.",
        "Passage 4 describes the storm that closed the canal.",
        "The storm that closed the canal is told of in passages 3 to 5.",
    ],
)
@pytest.mark.parametrize("told", [[ONE_TEXT], [FERRY, TOLL, STORM]], ids=["one text", "three"])
def test_another_part_may_not(claim, told) -> None:
    assert verify(claim, told) != ()


def test_without_numbers_nothing_is_looked_up() -> None:
    told = [
        ONE_TEXT.replace("passage 1: ", "").replace("passage 2: ", "").replace("passage 3:", "")
    ]
    assert verify("The ferry to Vell leaves the harbour at noon (passage 3).", told) == ()
