"""From a question to cited sentences: recall, evidence, a draft, the gate, and an answer."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

import structlog

from bot.answering import model_writer
from bot.answering.model_writer import ModelDraft
from bot.answering.quoting import nearest_to, quote
from bot.answering.recalling import RecalledQuestion, recall_for
from bot.answering.thread_question import stand_alone
from bot.answering.written import Written, tell
from bot.domain.answers import Answer, Question, Timings
from bot.domain.briefings import Usage, Writer, WrittenBy
from bot.domain.claims import CitedClaim, DraftClaim
from bot.domain.evidence import Evidence
from bot.domain.identifiers import AnswerId
from bot.errors import ModelError
from bot.grounding.gate import check_draft
from bot.grounding.model_claims import Fault
from bot.grounding.shown_evidence import for_a_model, may_be_shown
from bot.memory.channel_memory import ChannelMemory
from bot.ports.briefings import BriefingStore
from bot.ports.language_model import ClaimSink, LanguageModel
from bot.prompt_files import Prompts

#: Seconds that a model has for a draft, unless the settings say otherwise.
DEADLINE_SECONDS = 30.0
#: The share of those seconds that it has for mending what the gate turned down.
REPAIR_SHARE = 0.5

#: Why the built-in writer answers from what no model may be shown.
_RESERVED = "The publishers of what answers it reserve AI use."

_log = structlog.get_logger(__name__)


#: Where a question is asked back, nothing is written.
_NOTHING = Written((), WrittenBy(Writer.BUILT_IN), Usage())


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from what their channel has read, and from nothing else."""

    memory: ChannelMemory
    model: LanguageModel | None
    #: What the model is asked with; needed only with a model.
    prompts: Prompts | None
    #: Where answers are kept; None keeps none.
    briefings: BriefingStore | None = None
    deadline_seconds: float = DEADLINE_SECONDS
    #: Seconds from any start, rising: for the timings of answers.
    timer: Callable[[], float] = field(default=time.perf_counter)
    #: What is computed here, the gate's checks too, is computed one at a time and off the event
    #: loop: together it ends no sooner, and holds up the platforms' events (`bench/slack.py`).
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    @property
    def has_model(self) -> bool:
        """Whether a language model phrases what it can."""
        return self.model is not None

    async def answer(self, question: Question, *, show: ClaimSink | None = None) -> Answer:
        """Answer, or abstain with the nearest thing read; `show` hears each verified sentence.

        Small talk is not searched for.  The same question asked at the same moment gets the same
        answer id; the answer is kept when there is a store for it.
        """
        if self.model is not None:
            return await self._answer(question, show)
        async with self.computing:
            return await self._answer(question, show)

    async def _answer(self, question: Question, show: ClaimSink | None) -> Answer:
        started = self.timer()
        standalone = stand_alone(question.text, question.thread)
        asked = await recall_for(question, standalone, self.memory)
        choices = asked.choices
        recalled = self.timer()
        written = _NOTHING if choices else await self._write(asked, show)
        ended = self.timer()
        answer = Answer(
            answer_id=answer_id_of(question),
            channel=question.channel,
            standalone=standalone,
            sentences=written.sentences,
            nearest=None
            if written.sentences or choices
            else await asyncio.to_thread(nearest_to, asked.spelt, asked.evidence),
            unanswered=written.unanswered,
            choices=choices,
            written_by=written.written_by,
            usage=written.usage,
            asked_at=question.asked_at,
            is_unread=not asked.evidence.items
            and await self.memory.has_read_nothing(question.channel, question.as_of),
            as_of=question.as_of,
            timings=Timings(
                *(
                    seconds * 1_000
                    for seconds in (recalled - started, ended - recalled, ended - started)
                )
            ),
        )
        if self.briefings is not None:
            await self.briefings.keep_answer(answer)
        return answer

    async def _write(self, asked: RecalledQuestion, show: ClaimSink | None) -> Written:
        """The model's sentences, or the built-in writer's where there is no model or it fails."""
        evidence = asked.evidence
        if self.model is None or self.prompts is None or not evidence.items:
            return await quote(asked, show, self.memory)
        shown = for_a_model(evidence)
        if not shown.items:
            return await self._instead(asked, show, _RESERVED, Usage())
        ask = _Ask(self.model, self.prompts, asked.question, shown, self.deadline_seconds)
        desk = _ModelDesk(ask, show, self.computing)
        reason = "No sentence of the model passed the check."
        try:
            written = await desk.write()
        except ModelError as error:
            _log.warning("answer_without_model", reason=type(error).__name__)
            reason = str(error)
            written = desk.rescued(reason)
        if written is None:
            return await self._instead(asked, show, reason, desk.usage)
        if written.sentences or len(shown.items) == len(evidence.items):
            return written
        # What the model may not see may well say it.
        reserved = asked.resting_on(lambda item: not may_be_shown(item))
        instead = await self._instead(reserved, show, _RESERVED, desk.usage)
        return instead if instead.sentences else written

    async def _instead(
        self, asked: RecalledQuestion, show: ClaimSink | None, reason: str, spent: Usage
    ) -> Written:
        """The built-in writer's sentences in place of the model's."""
        async with self.computing:
            instead = await quote(asked, show, self.memory, reason)
        return replace(instead, usage=spent)


@dataclass(frozen=True, slots=True)
class _Ask:
    """One question for the model."""

    model: LanguageModel
    prompts: Prompts
    question: str
    evidence: Evidence
    deadline_seconds: float

    async def draft(self, on_claim: Callable[[DraftClaim], None]) -> ModelDraft:
        """The model's first try."""
        return await model_writer.draft_answer(
            self.model,
            self.question,
            self.evidence,
            prompts=self.prompts,
            deadline_seconds=self.deadline_seconds,
            on_claim=on_claim,
        )

    async def repair(self, faults: Sequence[Fault]) -> ModelDraft:
        """Its second try at what the gate turned down."""
        return await model_writer.repair(
            self.model,
            self.question,
            self.evidence,
            faults,
            prompts=self.prompts,
            deadline_seconds=self.deadline_seconds * REPAIR_SHARE,
        )


class _ModelDesk:
    """Where a model's drafts come in and go through the gate, one by one, in a thread."""

    def __init__(self, ask: _Ask, show: ClaimSink | None, computing: asyncio.Semaphore) -> None:
        self._ask = ask
        self._show = show
        self._computing = computing
        #: One check after the other, in the order of the drafts.
        self._turn = asyncio.Lock()
        self._checks: list[asyncio.Task[None]] = []
        self._passed: list[CitedClaim] = []
        self._faults: list[Fault] = []
        self.usage = Usage()

    async def write(self) -> Written | None:
        """The sentences that passed, after one repair; None when the model's all failed.

        Raises:
            ModelError: the model could not be used.
        """
        try:
            draft = await self._ask.draft(self._hear)
        except asyncio.CancelledError:
            # Whoever stopped it wants no more of it.
            for check in self._checks:
                check.cancel()
            raise
        finally:
            # What came before a model failed is judged as well.
            await self._all_judged()
        self.usage += draft.usage
        if self._faults:
            await self._mend()
        return None if draft.claims and not self._passed else self._written()

    def rescued(self, reason: str) -> Written | None:
        """What had passed, and may have been shown, before the model failed; None if nothing."""
        if not self._passed:
            return None
        written = self._written()
        return replace(written, written_by=replace(written.written_by, fallback_reason=reason))

    async def _mend(self) -> None:
        """Give the model one chance to mend what the gate turned down; what fails again goes."""
        faults, self._faults = self._faults, []
        mended = await self._ask.repair(faults)
        self.usage += mended.usage
        for draft in mended.claims:
            await self._judge(draft)

    def _hear(self, draft: DraftClaim) -> None:
        """A draft that the model has finished while it writes on."""
        self._checks.append(asyncio.create_task(self._judge(draft)))

    async def _all_judged(self) -> None:
        """Wait for the checks under way; one that failed fails here."""
        checks, self._checks = self._checks, []
        await asyncio.gather(*checks)

    async def _judge(self, draft: DraftClaim) -> None:
        async with self._turn, self._computing:
            judged = await asyncio.to_thread(check_draft, draft, self._ask.evidence)
        if not isinstance(judged, CitedClaim):
            self._faults.append((draft, judged))
        elif judged.text not in {claim.text for claim in self._passed}:
            self._passed.append(judged)
            tell(judged, self._show)

    def _written(self) -> Written:
        written_by = WrittenBy(Writer.MODEL, model=self._ask.model.name)
        return Written(tuple(self._passed), written_by, self.usage)


def answer_id_of(question: Question) -> AnswerId:
    """The same for the same words in the same channel and thread at the same moment."""
    asked_at = question.asked_at.astimezone(UTC).isoformat()
    turns = (turn.text for turn in question.thread)
    framed = "\n".join(
        (str(question.channel), asked_at, str(question.as_of), question.text, *turns)
    )
    digest = hashlib.sha256(framed.encode("utf-8", "surrogatepass")).hexdigest()
    return AnswerId(digest[:24])
