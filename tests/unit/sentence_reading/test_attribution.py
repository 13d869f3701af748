from __future__ import annotations

import pytest

from bot.sentence_reading.attribution import speaker_of


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Blinken warned that an offensive would be “a mistake.”", "Blinken"),
        ("“It is still possible,” Blinken said.", "Blinken"),
        (
            "However, a Hamas official said that the response was “largely negative.”",
            "a Hamas official",
        ),
        (
            "“We reject it,” said Russian Foreign Minister Ivan Petrov on Monday.",
            "Russian Foreign Minister Ivan Petrov",
        ),
        (
            "“We will vote,” Nate Evans, spokesman for US Ambassador Linda Thomas-Greenfield, said in a statement.",
            "Nate Evans, spokesman for US Ambassador Linda Thomas-Greenfield",
        ),
        (
            "The talks failed, according to two senior US officials familiar with them.",
            "two senior US officials",
        ),
        (
            "German Chancellor Olaf Scholz on Thursday called for a ceasefire.",
            "German Chancellor Olaf Scholz",
        ),
        ("Israel's military said it had struck three houses.", "Israel's military"),
        ("The Foreign Ministry in Moscow denied the report.", "The Foreign Ministry in Moscow"),
        (
            "Opposition leader Otto Brandt called the vote “a farce of the old kind.”",
            "Opposition leader Otto Brandt",
        ),
        ("Norland, which had asked for more, said that it would vote.", "Norland"),
        ("Norland's state salt company, Saltco, said that output had fallen.", "Saltco"),
        ("“It is a pause,” said the union's lead negotiator, Ada Kobb.", "Ada Kobb"),
        ("Saltco, the miners' club, closed a pit and said that output had fallen.", "Saltco"),
        ("Police held Otto Brandt and said that he had confessed.", "Police"),
        ("Norland called off the “summit of the five”.", None),
        ("He said that the talks had failed.", None),
        ("The resolution was adopted by 14 votes to none.", None),
        ("“There is a better way to deal with the threat.”", None),
        ("We’ve expressed our concern to Velm.", None),
        ("The Union, represented by its envoy, Ada Kesh, said that it would pay.", "The Union"),
        ("The sign reads “he said no” in red.", None),
    ],
)
def test_a_speaker_is_read_from_the_sentence_itself(sentence, speaker):
    assert speaker_of(sentence) == speaker
