"""Striking the engine's books: work for channels that are lost to us, under way or done.

Its rows carry names of channels and messages, and would keep a workspace that comes back from
being welcomed: a workflow that has run does not run again.
"""

from __future__ import annotations

from dbos import DBOS, WorkflowStatus

#: Workflows that carry the name of a channel, or of something in it.
_OF_CHANNELS = [
    "message",
    "send",
    "digest",
    "poll",
    "welcome",
    "withdraw",
    "revise",
    "look",
    "passed_over",
    "unreadable",
]
#: Rows that are read or deleted at a time.
_AT_ONCE = 1000


async def strike_work(beginning: str) -> None:
    """Stop and delete all work for one channel, or for those whose keys begin so (``slack:T1/``).

    A step that is being taken ends by itself; the next is not begun.
    """
    meant = await _work_for(beginning)
    for start in range(0, len(meant), _AT_ONCE):
        some = meant[start : start + _AT_ONCE]
        await DBOS.cancel_workflows_async(some)
        await DBOS.delete_workflows_async(some)


async def _work_for(beginning: str) -> list[str]:
    meant: list[str] = []
    offset, page = 0, await _page(0)
    while page:
        meant += [work.workflow_id for work in page if _is_for(work, beginning)]
        offset += len(page)
        page = await _page(offset)
    return meant


async def _page(offset: int) -> list[WorkflowStatus]:
    return await DBOS.list_workflows_async(
        name=_OF_CHANNELS, limit=_AT_ONCE, offset=offset, load_output=False
    )


def _is_for(work: WorkflowStatus, beginning: str) -> bool:
    """Digests and polls name their channel in what they were given, the others in their ids too."""
    given = work.input["args"] if work.input else ()
    names = (work.workflow_id, *map(str, given))
    if beginning.endswith("/"):
        return any(beginning in name for name in names)
    # A whole key: others may begin like it.
    return beginning in names or any(f":{beginning}:" in name for name in names)
