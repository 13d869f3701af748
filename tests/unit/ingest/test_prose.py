"""Texts for people told from those for programs, in any script, by name and by shape."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

from bot.errors import NoArticleError
from bot.ingest import prose
from bot.ingest.documents import read_document
from bot.ingest.input_format import InputFormat, input_format
from bot.ingest.prose import not_prose

CODE = inspect.getsource(prose)
SCRIPT = """function shown(items) {
  const kept = items.filter((one) => one.ok && !one.old);
  return kept.map(({ name, at }) => `${name}: ${at}`);
}
"""
ENGLISH = (
    "FOR IMMEDIATE RELEASE\n\nContact: press@ministry.example\nhttps://ministry.example/talks\n\n"
    "The ministers of five states met in Cairo on Thursday and agreed to hold a second round of "
    "talks within a week (see annex [1]).\n\n* ceasefire: 6 weeks\n* aid: 500 lorries a day\n\n###\n"
)
PROSE = {
    "release.txt": ENGLISH,
    "release": ENGLISH,
    "release.md": f"# Talks in **Cairo**\n\n{ENGLISH}\n\nSee [the text](https://x.example/a_b=c).\n",
    "how.md": f"# How we count\n\n{ENGLISH}\n\n```python\n{CODE}\n```\n\nRun `a = b[c]` first.\n",
    "headline.txt": "Ministers of five states meet in Cairo",
    "bayan.txt": "أعلنت وزارة الخارجية يوم الخميس أن الجولة الثانية من المحادثات ستعقد في القاهرة خلال أسبوع. وقال المتحدث باسمها إن الوفود الخمسة وافقت على ذلك.",
    "公报.txt": "外交部周四宣布，五国部长已同意在一周内于开罗举行第二轮会谈。\n发言人表示，各方对首轮会谈的结果感到满意，并将继续就停火问题进行磋商。",
    "声明.md": "# 声明\n\n五か国の閣僚は木曜日、カイロで会談し、一週間以内に二回目の協議を行うことで合意した。",
    "hindi.txt": "पाँच देशों के मंत्रियों ने गुरुवार को काहिरा में मुलाकात की और एक सप्ताह के भीतर दूसरे दौर की वार्ता करने पर सहमति जताई।",
    "thai.txt": "รัฐมนตรีห้าประเทศพบกันที่กรุงไคโรเมื่อวันพฤหัสบดี และตกลงที่จะจัดการเจรจารอบที่สองภายในหนึ่งสัปดาห์",
    "kyiv.txt": "Міністри п'яти держав зустрілися в Каїрі в четвер і домовилися провести другий раунд переговорів протягом тижня.",
    "chronik.txt": "\n".join(
        f"2024-03-{day:02}: Die Minister trafen sich in Kairo, in Doha, in Paris und berieten."
        for day in range(1, 20)
    ),
    "https://ministerstwo.pl": ENGLISH,
    "votes.txt": "The council voted 14-0-1 on resolution 2728 (2024); 25 March 2024, 10:15 a.m., S/PV.9586.",
}


@pytest.mark.parametrize("name", PROSE)
def test_what_people_write_is_taken_in_every_script(name):
    assert not_prose(PROSE[name], name) is None
    assert read_document(PROSE[name].encode(), name=name).text


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("reader.py", CODE, "program code"),
        ("short.js", "export default 1;", "program code"),
        ("notes.py", ENGLISH, "program code"),
        ("Makefile", "all: build test\n", "program code"),
        ("package-lock.json", '{\n "name": "a"\n}', "data"),
        ("uv.lock", "version = 1\n", "data"),
        ("settings.yaml", "name: value\n", "settings"),
        ("bot.log", "started\n", "a log"),
    ],
)
def test_names_say_enough(name, text, what):
    assert what in (not_prose(text, name) or "")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (CODE, "program code"),
        ("#!/usr/bin/env bash\necho The ministers met in Cairo on Thursday.\n", "program code"),
        (SCRIPT, "program code"),
        (json.dumps([{"text": "The ministers met in Cairo on Thursday."}] * 9), "data"),
        (json.dumps({"text": "The ministers met in Cairo."}, indent=2), "data"),
        ("<?xml version='1.0'?>\n<note><to>Cairo</to></note>", "markup"),
        (
            "day,place,said\n"
            + "".join(f'{day},Cairo,"Talks, they said, went on."\n' for day in range(9)),
            "a table",
        ),
        ("day\tplace\tsaid\n" + "21 March\tCairo\tTalks went on.\n" * 9, "a table"),
        (
            "\n".join(f"2024-03-21 14:05:{n:02} The reader has begun with feed." for n in range(9)),
            "a log",
        ),
        (
            "\n".join(f"INFO The reader has begun with feed number {n}." for n in range(9)),
            "a log",
        ),
        (
            "\n".join(f"lxml-{n}.1 sha256 {n:064x} 2024 {n:032x}" for n in range(40)),
            "figures and signs",
        ),
        ("\n".join(f"word{chr(97 + n % 26)}" for n in range(60)), "a list"),
    ],
)
def test_shapes_that_are_none_for_people_are_named(text, what):
    assert what in (not_prose(text, "saved.txt") or "")


def test_all_code_of_this_project_is_known_by_its_shape_or_its_name():
    files = sorted(Path(prose.__file__).parent.glob("*.py"))
    assert all(not_prose(file.read_text(), file.name) for file in files)
    # Without a name the comments of some files outweigh their code.
    nameless = [not_prose(file.read_text()) for file in files]
    assert sum(what is not None for what in nameless) > len(files) / 2


def test_the_refusal_says_what_it_is_and_what_to_do():
    with pytest.raises(NoArticleError, match=r"^reader\.py is program code.*paste the part"):
        read_document(CODE.encode(), name="reader.py")


@pytest.mark.parametrize(
    ("body", "format_"),
    [
        (b'{"text": "Talks opened in Cairo."}\n{"text": "They ended."}\n', InputFormat.JSONL),
        (b'{\n  "name": "a",\n  "version": "1"\n}\n', InputFormat.TEXT),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', InputFormat.FEED),
        (
            b'{\n"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1",\n"items": []}',
            InputFormat.FEED,
        ),
    ],
)
def test_json_is_lines_a_feed_or_data(body, format_):
    assert input_format("some.json", body) is format_
