"""Articles of two stories, one of which goes on."""

from __future__ import annotations

VOTE = (
    "Russia and China vetoed an American draft resolution on Gaza in the Security Council on "
    "Friday. Eleven members voted for the text, three against it, and Guyana abstained."
)
TREATY = (
    "Kenya and Tanzania signed a treaty on fishing in Lake Victoria on Thursday. Wardens of both "
    "navies will patrol the lake together, the two ministers said."
)
RATIFIED = (
    "The parliament of Tanzania ratified the Lake Victoria treaty with Kenya on Friday. Two "
    "hundred members voted for it, and opposition parties stayed away from the vote."
)
