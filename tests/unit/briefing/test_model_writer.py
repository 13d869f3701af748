from __future__ import annotations

import pytest

from bot.briefing.model_writer import Kind, draft_item, evidence_tokens, item_prompt, repair_item
from bot.domain.briefings import Usage
from bot.domain.claims import DraftClaim, DraftSpan, Problem, ProblemKind
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from bot.prompt_files import Prompts, estimated_tokens
from tests.builders import article, evidence
from tests.fakes.scripted_model import USAGE, ScriptedModel, claim

PROMPTS = Prompts.load()
SCHEMA_TOKENS = 122  # measured, docs/models.md


def story(*articles):
    return Story(StoryId("story-1"), "Council votes on draft", articles)


VOTE = article("The draft failed on Friday. Ms Ito called it a setback. Talks resume on 25 March.")
FOUND = evidence(VOTE)
REPLY = {
    "claims": [
        claim("The draft failed on Friday.", (1, "The draft failed on Friday"), kind="happened"),
        claim("It was a setback.", (1, "a setback"), kind="said", speaker="Ms Ito"),
        claim("Talks resume on 25 March.", (1, "Talks resume on 25 March"), kind="ahead"),
    ]
}


async def test_claims_are_sorted_by_kind():
    item = await draft_item(
        ScriptedModel(REPLY), story(VOTE), FOUND, prompts=PROMPTS, deadline_seconds=5
    )

    assert [c.text for c in item.sentences] == ["The draft failed on Friday."]
    assert [(c.text, c.speaker) for c in item.said] == [("It was a setback.", "Ms Ito")]
    assert [c.text for c in item.agenda] == ["Talks resume on 25 March."]
    assert item.usage == USAGE


async def test_of_each_kind_only_the_first_are_taken():
    many = [claim(f"{kind} {n}.", (1, "a"), kind=kind) for n in range(5) for kind in Kind]

    item = await draft_item(
        ScriptedModel({"claims": many}), story(VOTE), FOUND, prompts=PROMPTS, deadline_seconds=5
    )

    assert (len(item.sentences), len(item.said), len(item.agenda)) == (3, 2, 2)


async def test_without_evidence_nothing_is_asked():
    item = await draft_item(
        ScriptedModel(), story(VOTE), evidence(), prompts=PROMPTS, deadline_seconds=5
    )

    assert (item.sentences, item.usage) == ((), Usage())


async def test_a_repair_keeps_the_kinds_apart():
    fault = (
        DraftClaim("It was a triumph.", (DraftSpan(1, "a triumph"),), "Ms Ito"),
        (Problem(ProblemKind.QUOTE, "a triumph"),),
    )
    model = ScriptedModel({"claims": REPLY["claims"][1:2]})

    item = await repair_item(
        model, FOUND, {Kind.SAID: [fault], Kind.AHEAD: []}, prompts=PROMPTS, deadline_seconds=5
    )

    assert '- said: "It was a triumph." (speaker: Ms Ito) from [1] -- quote: a triumph' in (
        model.prompts[0].user
    )
    assert [c.text for c in item.said] == ["It was a setback."]


@pytest.mark.parametrize("words", [250, 420, 900])
def test_ten_stories_of_a_hundred_articles_cost_at_most_an_eighth_of_their_texts(words):
    spent = texts = 0
    for _ in range(10):
        articles = [article("council " * words, title="Council votes on draft") for _ in range(10)]
        passages = evidence(*[article("council " * 60) for _ in range(30)])
        asked = item_prompt(PROMPTS, story(*articles), passages)
        spent += estimated_tokens(asked.system + asked.user) + SCHEMA_TOKENS
        texts += sum(estimated_tokens(a.text) for a in articles)

    assert spent <= 0.12 * texts


def test_a_short_story_still_gets_some_evidence_and_a_long_one_not_too_much():
    assert evidence_tokens(story(VOTE)) == 220
    assert evidence_tokens(story(*[article("word " * 2_000) for _ in range(60)])) == 900
