"""The command line as a person or a script uses it: documents, exit codes, one clear sentence."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.wire import Wire
from bot.platforms.matrix.encryption.cross_signing import Seeds, read_seeds, write_seeds
from tests.fakes.bad_web import bad_web
from tests.fakes.shell import Done, Run
from tests.fakes.waiting import PATIENCE

ROOT = Path(__file__).parents[2]

#: A wire text as people paste it, with its newsletter boilerplate, without title or date.
PASTED = """\
The foreign minister of Norland will fly to Estmark on Friday for talks on the border ceasefire.

Foreign Minister Ilse Varga said in Kestrel on Thursday that "the gaps are narrowing" and that the
delegations had agreed on 14 of 17 points.

An Estmark official said that the reply to the latest proposal had been "largely negative".

The talks are mediated by Sudmark, whose capital is Harn.

With AFP

Subscribe to our newsletter

Newsletter signup

Please wait...

Thank you for sign up!
"""

ARABIC = """\
# محادثات القاهرة

أعلنت وزارة الخارجية يوم الخميس أن الجولة الثانية من المحادثات ستعقد في القاهرة خلال أسبوع.
"""


def document(done: Done) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def lines(done: Done) -> list[Any]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def pasted(attache: Run, tmp_path: Path) -> Any:
    """The pasted text, read with its publication date."""
    (tmp_path / "wire.txt").write_text(PASTED)
    return document(attache("ingest", "--published", "2024-03-21", "--json", "wire.txt"))


def test_what_was_read_is_told(pasted: Any) -> None:
    assert set(pasted) >= {"read", "new", "duplicates", "rejected", "articles", "seconds"}
    assert (pasted["read"], pasted["new"], pasted["duplicates"]) == (1, 1, 0)
    assert pasted["rejected"] == []


def test_a_story_is_shown_with_its_timeline(attache: Run, pasted: Any) -> None:
    (listed,) = document(attache("stories", "--json"))["stories"]

    (story,) = document(attache("stories", listed["story_id"], "--json"))["stories"]

    assert {key: story[key] for key in listed} == listed
    (told,) = story["timeline"]
    assert (told["article_id"], told["at"]) == (listed["article_ids"][0], listed["first"])
    assert story["history"] == []
    assert "21 Mar 2024" in attache("stories", listed["story_id"]).stdout
    assert listed["story_id"] in attache("stories").stdout, "whole, to be copied"
    by_title = document(attache("stories", listed["title"], "--json"))["stories"]
    assert [one["story_id"] for one in by_title] == [listed["story_id"]]
    unknown = attache("stories", "nothing")
    assert unknown.returncode == 1
    assert "has no story nothing" in unknown.stderr


def test_an_answer_is_cited_at_its_offsets(attache: Run, pasted: Any) -> None:
    text = document(attache("export"))["text"]
    asked = document(attache("ask", "--json", "What did the Estmark official say?"))

    assert not asked["abstained"]
    assert "largely negative" in asked["answer"]
    for sentence in asked["sentences"]:
        for cited in sentence["citations"]:
            assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert asked["writer"] == "built-in"
    assert set(asked["usage"]) == {"prompt_tokens", "completion_tokens", "cost"}
    assert set(asked["ms"]) == {"recall", "write", "total"}


def test_a_person_sees_each_article_once_under_its_numbers(attache: Run, pasted: Any) -> None:
    told = attache("brief", "--since", "24h").stdout

    cited = sorted({int(number) for number in re.findall(r" \[(\d+)\]$", told, re.MULTILINE)})
    sources = [line for line in told.splitlines() if line.startswith("[")]
    assert len(cited) > 1
    assert sources == [f"[{cited[0]}-{cited[-1]}] Thu 21 March 2024"]


@pytest.mark.parametrize(
    ("words", "said"),
    [("sources", "attache sources --follow URL"), ("schedule", "attache schedule 08:00 weekdays")],
)
def test_where_nothing_is_set_the_shell_says_what_to_write_in_it(
    attache: Run, words: str, said: str
) -> None:
    done = attache(words)

    assert done.returncode == 0
    assert said in " ".join(done.stdout.split())


def test_what_was_not_read_is_not_answered(attache: Run, pasted: Any) -> None:
    asked = document(attache("ask", "--json", "Who is the president of Sudmark?"))

    assert asked["abstained"]
    assert asked["sentences"] == []


def test_boilerplate_is_not_remembered(attache: Run, pasted: Any) -> None:
    text = document(attache("export"))["text"]

    assert "Newsletter signup" not in text
    assert "Please wait" not in text
    assert "largely negative" in text


def test_friday_is_counted_from_the_publication_date(attache: Run, pasted: Any) -> None:
    told = document(attache("brief", "--json"))

    days = {entry["date"] for item in told["items"] for entry in item["agenda"]}
    assert days == {"2024-03-22"}


def test_without_a_publication_date_friday_stays_friday(attache: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(PASTED)
    document(attache("ingest", "--json", "wire.txt"))

    told = attache("brief", "--json")

    assert [item["agenda"] for item in document(told)["items"]] == [[]]
    assert "2024-03-22" not in told.stdout


def test_a_second_briefing_repeats_nothing_as_new(attache: Run, pasted: Any) -> None:
    first = document(attache("brief", "--json"))
    second = document(attache("brief", "--json"))

    assert [item["status"] for item in first["items"]] == ["new"]
    assert "new" not in [item["status"] for item in second["items"]]


def test_the_news_of_a_day_is_its_headlines_and_of_another_it_is_told_that_there_are_none(
    attache: Run, pasted: Any
) -> None:
    given = document(attache("ask", "--json", "What happened on 21 March 2024?"))
    assert given["sentences"][0]["text"].startswith("The foreign minister of Norland will fly")
    assert given["sentences"][0]["citations"]

    none = document(attache("ask", "--json", "What happened on 20 March 2024?"))
    assert none["abstained"]
    assert "nothing that was published on Wed 20 March 2024" in none["answer"]


@pytest.mark.parametrize("since", ["yesterday", "today", "monday", "22 March"])
def test_a_briefing_begins_with_a_day_as_in_chat(attache: Run, since: str) -> None:
    assert "receipt" in document(attache("brief", "--since", since, "--json"))


def test_a_channel_that_has_read_nothing_says_so(attache: Run) -> None:
    given = document(attache("ask", "--json", "Who vetoed the draft?"))
    assert "has read nothing yet" in given["answer"]


def test_before_anything_was_learned_it_says_that(attache: Run, pasted: Any) -> None:
    given = document(attache("ask", "--json", "--as-of", "2020-01-01", "Where will he fly?"))
    assert "had learned nothing by" in given["answer"]


def test_a_follow_up_refers_to_its_thread(attache: Run, pasted: Any) -> None:
    attache("ask", "--thread", "t", "What did Foreign Minister Ilse Varga say?")
    asked = document(attache("ask", "--json", "--thread", "t", "Where did she say it?"))

    assert "Kestrel" in asked["answer"]


def test_a_bad_line_is_named_and_the_rest_goes_in(attache: Run, tmp_path: Path) -> None:
    good = {"id": "a", "title": "Talks open", "text": PASTED, "colour": "blue"}
    other = {"id": "c", "title": "Rain", "text": "Rain is expected in Harn on Sunday. " * 6}
    (tmp_path / "in.jsonl").write_text(f"{json.dumps(good)}\n{{half\n{json.dumps(other)}\n")

    told = document(attache("ingest", "--json", "in.jsonl"))

    assert [article["id"] for article in told["articles"]] == ["a", "c"]
    assert [one["source"] for one in told["rejected"]] == ["in.jsonl, line 2"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_reading_that_was_stopped_tells_how_far_it_got_and_goes_on_with_the_same_command(
    attache: Run, tmp_path: Path, how: signal.Signals
) -> None:
    wire = Wire()
    texts = [wire.article(number) for number in range(200)]
    written = [json.dumps({"url": a.url, "title": a.title, "text": a.text}) for a in texts]
    (tmp_path / "archive.jsonl").write_text("\n".join(written))
    reading = subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", "archive.jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    while len(kept := lines(attache("export"))) < 5:
        assert reading.poll() is None, "it was read to the end before it could be stopped"
    reading.send_signal(how)
    _, said = reading.communicate(timeout=PATIENCE)

    assert reading.returncode == 128 + how
    assert "the same command goes on from there" in said
    told = re.search(r"^Stopped. (\d+) articles read, (\d+) new; it was at archive.jsonl", said)
    assert told, said
    assert len(kept) <= int(told[1]) < len(texts)
    before = len(lines(attache("export")))
    assert len(kept) <= before < len(texts)
    again = document(attache("ingest", "--json", "archive.jsonl"))
    assert again["read"] == len(texts)
    urls = [one["url"] for one in lines(attache("export"))]
    assert sorted(urls) == sorted({a.url for a in texts})


def test_what_is_followed_goes_out_as_a_list_that_comes_in_again(
    attache: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    feed = (
        "<rss version='2.0'><channel><title>Harbour &amp; Post</title><item><guid>1</guid>"
        "<title>Talks</title></item></channel></rss>"
    )
    with bad_web() as web:
        monkeypatch.setenv("ATTACHE_ALLOW_PRIVATE_ADDRESSES", web.place)
        url = web.serve("/feed", feed)
        assert attache("sources", "--follow", url).returncode == 0
        written = attache("sources", "--opml")
        (tmp_path / "list.opml").write_text(written.stdout)
        read_in = document(attache("ingest", "--channel", "local:other", "--json", "list.opml"))

    assert 'text="Harbour &amp; Post"' in written.stdout
    assert read_in["followed"] == [url]


def test_an_article_that_awaits_its_reading_can_be_forgotten(
    attache: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = "http://127.0.0.1:1/talks"
    feed = (
        "<rss version='2.0'><channel><title>Harbour Post</title><item><guid>1</guid>"
        f"<title>Talks</title><link>{away}</link></item></channel></rss>"
    )
    with bad_web() as web:
        monkeypatch.setenv("ATTACHE_ALLOW_PRIVATE_ADDRESSES", f"{web.place},127.0.0.1:1")
        attache("sources", "--follow", web.serve("/feed", feed), "--yes")
        awaited = document(attache("sources", "--read", "--json"))["sources"][0]["items_awaited"]
        forgotten = document(attache("forget", "--json", away))
        again = attache("forget", away)

    assert (awaited, forgotten) == (1, {"forgotten": 1})
    assert (again.returncode, "nothing to forget" in again.stderr) == (1, True)


def test_a_live_page_is_shown_and_not_kept(attache: Run, tmp_path: Path) -> None:
    node = {"@type": "LiveBlogPosting", "headline": "Talks in Kestrel", "liveBlogUpdate": [{}] * 3}
    text = "".join(f"<p>{line}</p>" for line in PASTED.split("\n\n")[:4])
    (tmp_path / "live.html").write_text(
        f'<html><head><script type="application/ld+json">{json.dumps(node)}</script></head>'
        f"<body><article><h1>Talks in Kestrel</h1>{text}</article></body></html>"
    )
    shown = attache("extract", "--json", "live.html")
    kept = attache("ingest", "live.html")
    assert document(shown)["not_kept_as"] == "live"
    assert "fly to Estmark" in document(shown)["text"]
    assert "keeps changing: paste the entry" in shown.stderr
    assert kept.returncode == 1
    assert "keeps changing: paste the entry" in kept.stderr


def test_batches_answer_in_order_one_object_per_line(attache: Run, pasted: Any) -> None:
    questions = [
        {"id": 1, "question": "What did the Estmark official say?", "asked_at": "2024-03-21"},
        {"id": 2, "question": "Who is the president of Sudmark?"},
    ]
    stdin = "\n".join(json.dumps(question) for question in questions)

    answers = lines(attache("ask", "--batch", "-", stdin=stdin))

    assert [(one["id"], one["abstained"]) for one in answers] == [(1, False), (2, True)]


def test_a_bad_line_of_a_batch_is_answered_in_its_place(attache: Run, pasted: Any) -> None:
    given = [
        '{"id": "a", "question": "What did the Estmark official say?"}',
        "{half",
        '{"id": "c", "text": "not a question"}',
        '{"id": "d", "question": "What did the Estmark official say?", "as_of": "soonish"}',
        '{"id": "e", "question": "What did the Estmark official say?"}',
    ]

    done = attache("ask", "--batch", "-", stdin="\n".join(given))

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("id") for one in told] == ["a", None, "c", "d", "e"]
    assert [one.get("line") for one in told] == [None, 2, 3, 4, None]
    assert ["largely negative" in one.get("answer", "") for one in told] == [
        True,
        *[False] * 3,
        True,
    ]
    assert "not JSON" in told[1]["error"]
    assert "soonish" in told[3]["error"]
    assert (done.returncode, done.stderr.strip()) == (
        1,
        '3 lines of the batch could not be used: "error" says why.',
    )


def test_a_line_of_a_batch_that_is_not_utf_8_is_answered_in_its_place(
    attache: Run, pasted: Any, tmp_path: Path
) -> None:
    good = b'{"id": "b", "query": "border ceasefire"}'
    (tmp_path / "batch").write_bytes(b'{"id": "a", "query": "caf\xe9"}\n' + good + b"\n")

    done = attache("search", "--batch", "batch")

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert "Line 1 of the batch is not UTF-8" in told[0]["error"]
    assert told[1]["hits"]
    assert done.returncode == 1


def test_a_file_of_a_folder_that_may_not_be_looked_at_is_named_and_the_rest_is_read(
    attache: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "closed.txt").symlink_to("closed")
    (folder / "wire.txt").write_text(PASTED)
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if path.name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refused)

    told = document(attache("ingest", "--json", "in"))

    assert told["new"] == 1
    assert [Path(one["source"]).name for one in told["rejected"]] == ["closed.txt"]


def test_evidence_of_a_batch_that_is_no_text_is_told(attache: Run) -> None:
    done = attache(
        "verify", "--batch", "-", stdin='{"id": 1, "claim": "It rained.", "evidence": 7}'
    )

    assert done.returncode == 1
    assert '"evidence" must be a text' in json.loads(done.stdout)["error"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ask", "--json", "Who?"), 0),
        (("search", "talks"), 0),
        (("stories",), 0),
        (("sources",), 0),
        (("agenda",), 0),
        (("export",), 1),
        (("forget", "all", "--yes"), 1),
    ],
)
def test_a_channel_that_has_nothing_where_others_have_is_told_to_be_so(
    attache: Run, pasted: Any, words: tuple[str, ...], code: int
) -> None:
    done = attache(*words, "--channel", "local:dsek")

    assert done.returncode == code
    assert (
        "local:dsek has read nothing and follows nothing. Channels here: local:desk." in done.stderr
    )
    assert attache(*words).stderr == ""


@pytest.mark.parametrize("named", ["all", "ALL"])
@pytest.mark.parametrize(("said", "told"), [("", "Add --yes"), ("n\n", "Nothing was forgotten.")])
def test_forgetting_all_asks_first_and_says_so_where_nobody_answers(
    attache: Run, pasted: Any, named: str, said: str, told: str
) -> None:
    done = attache("forget", named, stdin=said)

    assert done.returncode == 1
    assert told in done.stderr
    assert "Aborted" not in done.stderr
    assert document(attache("search", "--json", "border ceasefire"))["hits"]


def test_a_search_gives_passages_at_their_offsets(attache: Run, pasted: Any) -> None:
    text = document(attache("export"))["text"]
    found = lines(
        attache("search", "--batch", "-", stdin='{"id": "q", "query": "border ceasefire talks"}')
    )

    (only,) = found
    assert only["id"] == "q"
    assert [hit["rank"] for hit in only["hits"]] == list(range(1, len(only["hits"]) + 1))
    for hit in only["hits"]:
        assert text[hit["start"] : hit["end"]] == hit["passage"]


def test_as_of_knows_only_what_was_learned_by_then(attache: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(PASTED)
    attache("ingest", "--backfill", "--published", "2024-03-21", "wire.txt")
    words = ("search", "--json", "border ceasefire")

    before = document(attache(*words, "--as-of", "2024-03-20"))
    after = document(attache(*words, "--as-of", "2024-03-22"))

    assert before["hits"] == []
    assert after["hits"]


def test_as_of_a_day_yesterday_is_the_day_before_it(attache: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(PASTED)
    attache("ingest", "--backfill", "--published", "2024-03-21", "wire.txt")

    told = attache("ask", "What happened yesterday?", "--as-of", "2024-03-22T09:00:00Z").stdout

    assert told.startswith("Published on Thu 21 March 2024:")


def test_verify_names_what_is_wrong(attache: Run) -> None:
    claims = [
        {
            "id": 1,
            "claim": "The council adopted it with 14 votes.",
            "evidence": ["The council adopted it with 14 votes."],
        },
        {
            "id": 2,
            "claim": "The council adopted it with 13 votes.",
            "evidence": ["The council adopted it with 14 votes."],
        },
    ]
    stdin = "\n".join(json.dumps(claim) for claim in claims)

    told = lines(attache("verify", "--batch", "-", "--json", stdin=stdin))

    assert [one["supported"] for one in told] == [True, False]
    assert [problem["kind"] for problem in told[1]["problems"]] == ["number"]


@pytest.mark.parametrize(("votes", "code"), [(14, 0), (13, 1)])
def test_verify_exits_by_its_verdict_on_a_single_claim(attache: Run, votes: int, code: int) -> None:
    told = "The council adopted it with 14 votes."
    claim = f"The council adopted it with {votes} votes."

    done = attache("verify", claim, "--evidence", told, "--json")

    assert done.returncode == code
    assert json.loads(done.stdout)["supported"] is (code == 0)
    assert bool(done.stderr) is (code == 1)


def test_unfollowing_what_is_not_followed_fails(attache: Run) -> None:
    done = attache("sources", "--unfollow", "https://news.example/feed")

    assert (done.returncode, done.stdout) == (1, "")
    assert "does not follow https://news.example/feed" in done.stderr


def test_channels_do_not_see_each_other(attache: Run, pasted: Any) -> None:
    told = document(attache("search", "--json", "--channel", "local:other", "border ceasefire"))

    assert told["hits"] == []


def test_forgetting_leaves_nothing_in_the_files(attache: Run, pasted: Any, tmp_path: Path) -> None:
    attache("brief")
    attache("ask", "--thread", "t", "What did the Estmark official say?")

    assert attache("forget", "all", "--yes").returncode == 0
    kept = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert b"largely negative" not in kept
    assert document(attache("search", "--json", "border ceasefire"))["hits"] == []


def test_a_text_without_an_address_is_forgotten_by_its_title(attache: Run, tmp_path: Path) -> None:
    articles = [{"title": t, "text": f"{t}. It said so on Friday."} for t in ("Pact holds", "Pact")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, articles)))
    attache("ingest", "a.jsonl")

    nothing = attache("forget", "--json", "pact holds today")
    assert (nothing.returncode, json.loads(nothing.stdout)) == (1, {"forgotten": 0})
    assert "no article called “pact holds today”" in nothing.stderr
    assert document(attache("forget", "--json", "pact holds")) == {"forgotten": 1}
    assert document(attache("channels", "--json"))["channels"][0]["articles"] == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ask", "--channel", "nowhere", "Why?"), 2, "local:desk"),
        (("brief", "--since", "soonish"), 2, "24h"),
        (("brief", "--since", "2199-01-01"), 2, "not before now"),
        (("brief", "--since", "2024-03-22", "--until", "2024-03-21"), 2, "not before 2024-03-21"),
        (("sources", "--follow", "harbour", "--yes"), 2, "https://example.org/feed.xml"),
        (("sources", "--follow", "ftp://post.example/feed"), 2, "is not a web address"),
        (("schedule", "08:00", "fridayz", "Europe/Lisbon"), 2, "'fridayz' is not a time"),
        (("changed", "Harbour"), 1, "has no such article"),
        (("--now", "noon", "channels"), 2, "noon"),
        (("ingest", "missing.txt"), 1, "missing.txt"),
        (("ingest", "--published", "yesterdayish", "x.txt"), 2, "yesterdayish"),
        (("ingest", "http://127.0.0.1:9/feed"), 1, "127.0.0.1"),
        (("ingest", "http://169.254.169.254/latest"), 1, "169.254.169.254"),
        (("nonsense",), 2, "nonsense"),
        (("ask",), 2, "question"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_clear_sentence(
    attache: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    done = attache(*words)

    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("short.txt", b"Hi.", "too short"),
        ("empty.txt", b"", "too short"),
        ("page.html", b"<html><body><nav>Home About</nav></body></html>", "no article"),
        ("feed.xml", b"<html><body>Not a feed</body></html>", "feed"),
        ("cut.jsonl", b'{"text": "half', "line 1"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "not a text"),
    ],
)
def test_a_file_that_holds_nothing_says_so(
    attache: Run, tmp_path: Path, pasted: Any, name: str, body: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(body)
    kind = ("--format", "feed") if name == "feed.xml" else ()

    done = attache("ingest", *kind, name)

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert document(attache("search", "--json", "border ceasefire"))["hits"]


def test_of_a_folder_what_people_wrote_is_taken_and_the_rest_is_named(
    attache: Run, tmp_path: Path
) -> None:
    kept, refused = tmp_path / "in" / "words", tmp_path / "in" / "code"
    kept.mkdir(parents=True)
    refused.mkdir()
    (kept / "release.txt").write_text(PASTED)
    (kept / "bayan.md").write_text(ARABIC, encoding="utf-8")
    code = Path(__file__).read_text()
    for name, body in (
        ("reader.py", code),
        ("listing", code),
        ("package.json", '{\n  "name": "reader",\n  "private": true\n}\n'),
        ("votes.csv", "day,votes\n1,2\n"),
        ("uv.lock", "version = 1\n"),
        ("Makefile", "all:\n\techo The ministers met in Cairo on Thursday.\n"),
    ):
        (refused / name).write_text(body)

    done = attache("ingest", "--json", "in")

    told = json.loads(done.stdout)
    assert told["new"] == 2
    reasons = {Path(one["source"]).name: one["reason"] for one in told["rejected"]}
    assert {
        "reader.py": "is program code",
        "listing": "is program code",
        "package.json": "is data for programs",
        "votes.csv": "is a table",
        "uv.lock": "is data for programs",
        "Makefile": "is program code",
    }.items() == {
        name: re.search(r"is (?:program code|data for programs|a table)", reason)[0]
        for name, reason in reasons.items()
    }.items()
    # Whoever knows better says so.
    assert (
        document(attache("ingest", "--format", "text", "--json", "in/code/reader.py"))["new"] == 1
    )


@pytest.mark.parametrize("words", [("export",), ("import",)])
def test_where_nobody_can_type_a_passphrase_it_says_where_to_set_it(
    attache: Run, words: tuple[str, ...]
) -> None:
    done = attache("matrix", "recovery", *words, "keys.json")

    assert done.returncode == 1
    assert "set ATTACHE_RECOVERY_PASSPHRASE" in done.stderr
    assert "Aborted" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status",), "attache doctor"),
        (("follow", "https://post.example/feed"), "attache sources --follow URL"),
        (("changes",), "attache changed"),
        (("asof", "2024-03-22", "who", "signed?", "--json"), "attache ask --as-of"),
        (("topics", "none"), "in the console of attache run"),
    ],
)
def test_a_word_of_the_chat_gets_what_to_write_here(
    attache: Run, words: tuple[str, ...], said: str
) -> None:
    done = attache(*words)

    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_the_matrix_keys_go_into_a_file_and_into_another_installation(
    attache: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = Seeds.new("@attache:example.org")
    write_seeds(tmp_path / "old" / "matrix", seeds)
    file, passphrase = tmp_path / "keys.json", "a long passphrase"

    def here(name: str, *words: str) -> Done:
        monkeypatch.setenv("ATTACHE_DATA_DIR", str(tmp_path / name))
        return attache("matrix", "recovery", *words, "--passphrase", passphrase)

    exported = here("old", "export", str(file))
    assert exported.returncode == 0, exported.stderr
    assert "@attache:example.org" in exported.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    imported = here("new", "import", str(file))
    assert imported.returncode == 0, imported.stderr
    assert read_seeds(tmp_path / "new" / "matrix") == seeds

    nothing = here("other", "export", str(file))
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "no Matrix signing keys to export yet" in nothing.stderr
