"""What Slack would refuse: payloads against Slack's own types, its SDK's rules, and its limits.

Two validators together: JSON Schema made of `@slack/types` finds unknown blocks, extra keys and
wrong kinds of element; `slack_sdk.models` finds lengths.  What neither sees is checked here.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

_NODE = Path(__file__).parents[2] / "node"
_TOOLS = Path(__file__).parents[3] / ".tools"


#: Characters of a whole message, of which Slack tells nothing until it refuses.
_LONGEST_MESSAGE = 13_200
#: Characters in all markdown blocks of a message together, or in `markdown_text`.
_LONGEST_MARKDOWN = 12_000


@functools.cache
def schema():
    """The JSON Schema of Slack's types, made once for each lock file."""
    mark = hashlib.sha256()
    for name in ("package-lock.json", "slack_types.ts"):
        mark.update((_NODE / name).read_bytes())
    kept = _TOOLS / f"slack-types-{mark.hexdigest()[:16]}.json"
    if not kept.exists():
        if shutil.which("node") is None:
            pytest.skip("node is not installed")
        _TOOLS.mkdir(exist_ok=True)
        own = kept.with_suffix(f".{os.getpid()}")
        generator = _NODE / "node_modules" / ".bin" / "ts-json-schema-generator"
        subprocess.run(
            [generator, "--path", "slack_types.ts", "--tsconfig", "tsconfig.json",
             "--type", "*", "--no-type-check", "-o", own],
            cwd=_NODE, check=True, capture_output=True,
        )  # fmt: skip
        # Two workers may make it at once: each puts a whole file in place.
        own.replace(kept)
    return json.loads(kept.read_text())


@functools.cache
def _validator(definition):
    return _Validator(
        {"$ref": f"#/definitions/{definition}", "definitions": schema()["definitions"]}
    )


def _any_of(validator, alternatives, value, whole):
    """Of alternatives that name their `type`, only those of the value's: there are up to twenty."""
    if isinstance(value, dict) and isinstance(kind := value.get("type"), str):
        named = [a for a in alternatives if (kinds := _kinds(_key(a))) is None or kind in kinds]
        alternatives = named or alternatives
    return jsonschema.Draft7Validator.VALIDATORS["anyOf"](validator, alternatives, value, whole)


_Validator = jsonschema.validators.extend(jsonschema.Draft7Validator, {"anyOf": _any_of})


def _key(alternative):
    """What may be a key of a cache: mostly, alternatives are references."""
    return alternative["$ref"] if list(alternative) == ["$ref"] else json.dumps(alternative)


@functools.cache
def _kinds(key):
    """The types that a schema names; nothing if it does not."""
    is_reference = key.startswith("#/definitions/")
    name = unquote(key.removeprefix("#/definitions/"))
    of = schema()["definitions"][name] if is_reference else json.loads(key)
    if "$ref" in of:
        return _kinds(of["$ref"])
    if "anyOf" in of:
        each = [_kinds(_key(alternative)) for alternative in of["anyOf"]]
        return None if None in each else frozenset().union(*each)
    kind = of.get("properties", {}).get("type", {})
    if "type" not in of.get("required", ()) or not kind.keys() & {"const", "enum"}:
        return None
    return frozenset(kind.get("enum", [kind.get("const")]))


def fits(definition, value):
    """Complaints about a value against one of the definitions of `slack_types.ts`."""
    error = next(iter(_validator(definition).iter_errors(value)), None)
    if error is None:
        return []
    where = "/".join(map(str, error.absolute_path))
    return [f"{definition} at {where}: {_deepest(error).message[:300]}"]


def event_problems(definition, event):
    """Complaints about an event that the workspace sends.

    Blocks of the app's own messages were looked at when it sent them, and checking them again
    in every event of them would take long.
    """
    if definition in {"HeardOwnMessage", "HeardChange", "HeardDeletion"}:
        event = {
            name: _without_blocks(value) if isinstance(value, dict) else value
            for name, value in _without_blocks(event).items()
        }
    return fits(definition, event)


def _without_blocks(message):
    return {name: value for name, value in message.items() if name != "blocks"}


def _deepest(error):
    """Of the alternatives that failed, the one that came furthest."""
    while error.context:
        error = max(error.context, key=lambda e: len(e.absolute_path))
    return error


def message_problems(arguments):
    """Complaints about what is sent as a message."""
    blocks = arguments.get("blocks") or []
    if "markdown_text" in arguments:
        problems = markdown_text_problems(arguments["markdown_text"])
        if blocks or arguments.get("text"):
            problems.append("markdown_text beside text or blocks")
        return problems + metadata_problems(arguments)
    problems = blocks_problems(blocks)
    if not arguments.get("text"):
        problems.append("no text for notifications beside the blocks")
    if len(arguments.get("text") or "") > 4_000:
        problems.append("text is longer than 4,000 characters")
    size = len(arguments.get("text") or "") + sum(map(_size, blocks))
    if size > _LONGEST_MESSAGE:
        problems.append(f"a message of {size} characters")
    return problems + metadata_problems(arguments)


def blocks_problems(blocks):
    """Complaints about the blocks of one message, each and together."""
    problems = [p for block in blocks for p in block_problems(block)]
    if len(blocks) > 50:
        problems.append(f"{len(blocks)} blocks in a message")
    words = sum(len(b.get("text") or "") for b in blocks if b.get("type") == "markdown")
    if words > _LONGEST_MARKDOWN:
        problems.append(f"{words} characters in markdown blocks")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        problems.append("two tables in a message")
    return [*problems, *_doubled_ids(blocks)]


def _doubled_ids(blocks):
    """An id is of one block; an action, of one element in its block."""
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "two blocks of one id"
    for block in blocks:
        actions = [part["action_id"] for part in _objects(block) if "action_id" in part]
        if len(actions) != len(set(actions)):
            yield "two elements of one action in a block"


def markdown_text_problems(words):
    """Complaints about markdown that is sent outside blocks."""
    if len(words) > _LONGEST_MARKDOWN:
        return [f"markdown_text of {len(words)} characters"]
    return []


def metadata_problems(arguments):
    """Complaints about what is attached to a message for programs."""
    metadata = arguments.get("metadata")
    if metadata is None or {"event_type", "event_payload"} <= metadata.keys():
        return []
    return ["metadata without event_type or event_payload"]


def block_problems(block):
    """Complaints about one block."""
    problems = fits("SentBlock", block)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parsed = Block.parse(block)
            if parsed is None:
                problems.append(f"the SDK does not know {block.get('type')}")
            else:
                parsed.validate_json()
        except (SlackObjectFormationError, UserWarning, TypeError, KeyError) as error:
            problems.append(f"{block.get('type')}: {str(error)[:200]}")
    return problems + [p for part in _objects(block) for p in _limits(part)]


def view_problems(view):
    """Complaints about a modal or home tab."""
    kind = {"modal": "SentModal", "home": "SentHome"}.get(view.get("type"))
    if kind is None:
        return [f"a view of type {view.get('type')}"]
    problems = fits(kind, view)
    problems += [p for block in view.get("blocks", ()) for p in block_problems(block)]
    with contextlib.suppress(KeyError):
        try:
            View(**view).validate_json()
        except SlackObjectFormationError as error:
            problems.append(f"view: {str(error)[:200]}")
    if len(view.get("private_metadata") or "") > 3_000:
        problems.append("private_metadata is longer than 3,000 characters")
    if len(view.get("blocks", ())) > 100:
        problems.append(f"{len(view['blocks'])} blocks in a view")
    if len(view.get("callback_id") or "") > 255:
        problems.append("callback_id is longer than 255")
    has_input = any(block.get("type") == "input" for block in view.get("blocks", ()))
    if kind == "SentModal" and has_input and "submit" not in view:
        problems.append("a form that cannot be sent")
    return [*problems, *_doubled_ids(view.get("blocks", ()))]


def form_error_problems(view, errors):
    """Complaints about the errors with which a form is refused: each belongs to an input."""
    inputs = {b.get("block_id") for b in view["blocks"] if b.get("type") == "input"}
    return [f"an error for {name}, which is no input" for name in errors if name not in inputs]


def prompt_problems(prompts):
    """Complaints about suggested prompts."""
    problems = [] if len(prompts) <= 4 else ["more than four suggested prompts"]
    problems += [
        "a suggested prompt without a title or message"
        for prompt in prompts
        if not prompt.get("title") or not prompt.get("message")
    ]
    return problems


def status_problems(arguments):
    """Complaints about a status line."""
    loading = arguments.get("loading_messages") or []
    return [] if len(loading) <= 10 else ["more than ten loading messages"]


def chunk_problems(chunks):
    """Complaints about what is added to a stream."""
    problems = [p for chunk in chunks for p in fits("SentChunk", chunk)]
    blocks = [b for c in chunks if c.get("type") == "blocks" for b in c.get("blocks", ())]
    texts = "".join(c.get("text", "") for c in chunks if c.get("type") == "markdown_text")
    return problems + blocks_problems(blocks) + markdown_text_problems(texts)


#: Limits that neither validator knows: characters of a key of an object of a type.
_LONGEST = {
    ("button", "value"): 2_000,
    ("button", "url"): 3_000,
    ("link", "url"): 3_000,
}


def _limits(part):
    kind = part.get("type")
    for (of_kind, key), most in _LONGEST.items():
        if kind == of_kind and len(str(part.get(key) or "")) > most:
            yield f"{kind}.{key} is longer than {most}"
    if kind == "button" and len((part.get("text") or {}).get("text") or "") > 75:
        yield "a button's text is longer than 75"
    if kind in {"text", "plain_text", "mrkdwn"} and not part.get("text"):
        yield f"an empty {kind}"
    if kind in {"plain_text", "mrkdwn"} and len(part.get("text") or "") > 3_000:
        yield f"{kind} is longer than 3,000"
    for key in ("action_id", "block_id", "callback_id"):
        if len(str(part.get(key) or "")) > 255:
            yield f"{key} is longer than 255"


def _objects(value):
    if isinstance(value, dict):
        yield value
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, (dict, list)):
            yield from _objects(member)


def _size(value):
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(
            _size(v) for k, v in value.items() if k in {"text", "url"} or not isinstance(v, str)
        )
    return sum(map(_size, value)) if isinstance(value, list) else 0
