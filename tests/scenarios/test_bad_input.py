"""Promise 8: bad input gets one clear sentence, exit 1 or 2, and harms nothing that was stored."""

from __future__ import annotations

import json
import sqlite3

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.storage.database import open_database
from tests.fakes.bad_web import bad_web
from tests.fakes.raw_model import RawModel
from tests.scenarios.whole_house import own_words, whole_house

KNOWN = (
    "The foreign minister of Norland will fly to Estmark on Friday for talks on the border "
    "ceasefire.\n\nThe delegations have agreed on 14 of 17 points, Ilse Varga said in Kestrel.\n"
)
RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Harbour Post</title>"
    "<item><guid>1</guid><title>Talks</title><link>{link}</link><description>{text}</description>"
    "</item><item><guid>2</guid><title>More"
)
STORY = "The envoys of Norland and Estmark met in Harn and spoke about the crossing for hours. " * 3
FOLLOW, INGEST = ("sources", "--follow"), ("ingest",)
BOMB = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><rss version='2.0'><channel><title>&a9;</title></channel></rss>"
)


@pytest.fixture
def web():
    with bad_web() as served:
        yield served


@pytest.fixture
def house(attache, tmp_path, monkeypatch, web):
    """A shell whose channel has read one article; loopback's server may be read."""
    monkeypatch.setenv("ATTACHE_ALLOW_PRIVATE_ADDRESSES", web.place)
    (tmp_path / "known.txt").write_text(KNOWN)
    assert attache("ingest", "--published", "2024-03-21", "known.txt").returncode == 0
    yield attache
    (kept, *more) = [json.loads(line) for line in attache("export").stdout.splitlines()]
    assert "14 of 17 points" in kept["text"]
    assert more == []
    assert json.loads(attache("search", "--json", "border ceasefire").stdout)["hits"]


def assert_refused(done, *said, code=1):
    assert done.returncode == code, (done.stdout, done.stderr)
    sentence = done.stderr.strip()
    assert all(word in sentence for word in said), sentence
    assert "Traceback" not in sentence
    # One sentence, perhaps with what to do next; not a page.
    assert len(sentence) < 400
    assert "\n" not in sentence or code == 2


# ---------------------------------------------------------------- feeds and pages


@pytest.mark.parametrize("command", [FOLLOW, INGEST], ids=["follow", "ingest"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<html><body><nav>Home About</nav></body></html>", "text/html"),
        ("", "application/rss+xml"),
        (RSS[:60], "application/rss+xml"),
        (b"\xff\xfe\x00\xd8" * 40, "application/rss+xml; charset=utf-16"),
        (b"\x00\x01\x02" * 40, "application/rss+xml"),
        (BOMB, "application/rss+xml"),
        ("{}", "application/feed+json"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": 7}', "application/feed+json"),
    ],
    ids=["page", "empty", "cut", "encoding", "zeros", "bomb", "object", "json-feed"],
)
def test_what_is_no_feed_is_said(house, web, command, body, kind):
    assert_refused(house(*command, web.serve("/feed", body, kind)))


@pytest.mark.parametrize("command", [FOLLOW, INGEST], ids=["follow", "ingest"])
def test_a_feed_of_50_megabytes_is_not_read(house, web, command):
    web.megabytes["/big"] = 50
    assert_refused(house(*command, f"{web.url}/big"), "more than 10 MB")


@pytest.mark.parametrize("command", [FOLLOW, INGEST], ids=["follow", "ingest"])
def test_a_circle_of_redirects_is_said(house, web, command):
    web.redirects |= {"/a": "/b", "/b": "/a"}
    assert_refused(house(*command, f"{web.url}/a"), web.place)


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest", "http://[::1]:9/", "file:///etc/passwd"]
)
@pytest.mark.parametrize("command", [FOLLOW, INGEST], ids=["follow", "ingest"])
def test_a_redirect_into_the_network_is_not_followed(house, web, command, target):
    web.redirects["/in"] = target
    assert_refused(house(*command, f"{web.url}/in"))


@pytest.mark.parametrize("command", [FOLLOW, INGEST], ids=["follow", "ingest"])
@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/feed", "http://192.168.1.1/", "http://127.0.0.1:1/"]
)
def test_a_private_address_is_not_read(house, command, url):
    assert_refused(house(*command, url))


def page_behind(web):
    """The page that the feed's first item points to."""
    return web.serve("/talks", f"<html><title>Talks</title><p>{STORY}</p></html>", "text/html")


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes(attache, web, monkeypatch):
    monkeypatch.setenv("ATTACHE_ALLOW_PRIVATE_ADDRESSES", web.place)
    url = web.serve("/feed", RSS.format(link=page_behind(web), text=""))
    done = attache("ingest", "--json", url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 1


def test_a_feed_in_another_encoding_than_it_says_is_read(attache, web, monkeypatch):
    monkeypatch.setenv("ATTACHE_ALLOW_PRIVATE_ADDRESSES", web.place)
    body = RSS.replace("Talks", "Gespräche in Hürn").format(link=page_behind(web), text="")
    url = web.serve("/feed", body.encode("latin-1"), "application/rss+xml; charset=utf-8")
    done = attache("ingest", "--json", url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 1


# ---------------------------------------------------------------- texts


@pytest.mark.parametrize(
    ("text", "said"),
    [("Hi.", "too short"), ("", "too short"), ("A sentence. " * 430_000, "2,000,000")],
    ids=["3 characters", "none", "5 MB"],
)
def test_a_text_too_short_or_too_long_is_said(house, tmp_path, text, said):
    (tmp_path / "text.txt").write_text(text)
    assert_refused(house("ingest", "text.txt"), said)


def test_a_file_of_50_megabytes_is_not_read(house, tmp_path):
    with (tmp_path / "big.html").open("wb") as file:
        file.write(b"<html>")
        file.truncate(50_000_000)
    assert_refused(house("ingest", "big.html"), "big.html")


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ingest", "--published", "2024-02-30", "known.txt"), "2024-02-30"),
        (("brief", "--since", "lately"), "lately"),
        (("ask", "--as-of", "soon", "Who?"), "soon"),
        (("ask", "--channel", "desk", "Who?"), "local:desk"),
        (("schedule", "08:00", "Europe/Pariss"), "Europe/Paris"),
        (("schedule", "25:00"), "08:00"),
    ],
)
def test_a_time_that_is_none_is_said(house, words, said):
    assert_refused(house(*words), said, code=2)


def test_a_publication_date_in_the_future_is_refused(attache, tmp_path):
    (tmp_path / "known.txt").write_text(KNOWN)

    assert_refused(attache("ingest", "--published", "2199-01-01", "--json", "known.txt"), "2199")


def test_a_time_that_a_day_leaves_out_is_moved_and_said(attache):
    """On 31 March 2024 Paris goes from 02:00 to 03:00."""
    done = attache("--now", "2024-03-30T12:00", "schedule", "02:30", "daily", "Europe/Paris")
    assert done.returncode == 0, done.stderr
    assert "31 March 2024 03:00 CEST" in " ".join(done.stdout.split())


# ---------------------------------------------------------------- questions

ARABIC, CHINESE = "على ماذا اتفقت الوفود؟", "代表团就什么达成了一致？"
SQL = "'; DROP TABLE article; -- how many points?"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how many points have the delegations agreed on " * 1_250, "first 2,000 characters"),
        ("😀🎉👍🏽", "I see no question in that"),
        (ARABIC, "لم أجد"),
        (CHINESE, "found nothing"),
        ('NEAR("points") AND * OR title:talks ^14 -"agreed"', "no sentence that plainly answers"),
        (SQL, "found no"),
        ("How many \"points\" have the 'delegations' agreed on?", "14 of 17 points"),
    ],
    ids=["10,000 words", "emoji", "Arabic", "Chinese", "operators", "SQL", "quotes"],
)
def test_an_odd_question_is_answered_or_refused_in_words(house, question, said):
    done = house("ask", question)

    assert done.returncode == 0, done.stderr
    assert said in " ".join(done.stdout.split())


def test_an_answer_as_of_a_day_to_come_says_so(house):
    done = house("ask", "--as-of", "2199-01-01", "How many points have they agreed on?")

    assert done.returncode == 0, done.stderr
    assert "14 of 17 points" in done.stdout
    assert "That day is yet to come" in done.stdout


def test_what_another_channel_read_is_not_known_here(house, tmp_path):
    (tmp_path / "other.txt").write_text(
        "Sudmark named Olga Brandt its envoy to Estmark on Monday. She will present her letters of "
        "credence in Harn next week, the ministry said in a statement."
    )
    assert house("ingest", "--channel", "local:other", "other.txt").returncode == 0

    asked = "Who was named envoy to Estmark?"
    assert "Olga Brandt" in house("ask", "--channel", "local:other", asked).stdout
    here = house("ask", "--json", asked)
    assert json.loads(here.stdout)["abstained"]
    assert "Brandt" not in here.stdout + here.stderr


# ---------------------------------------------------------------- the model


def test_a_model_that_never_answers_is_not_waited_for(house, web, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", f"{web.url}/v1")
    monkeypatch.setenv("ATTACHE_MODEL_DEADLINE_SECONDS", "1")
    done = house("ask", "--json", "How many points have the delegations agreed on?")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "14 of 17" in told["answer"]
    assert told["writer"] == "built-in"


def of_model(text, number=1):
    spans = [{"number": number, "quote": text}]
    return json.dumps(
        {"claims": [{"kind": "happened", "speaker": "", "spans": spans, "text": text}]}
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("I believe that they agreed on all of it.", "cannot be read"),
        (of_model("They agreed on 15 points.")[:40], "cut off"),
        (of_model("They agreed on 15 points.", number=9), "No sentence of the model passed"),
        ("", "cannot be read"),
        ('{"claims": 7}', "has not the form asked for"),
    ],
    ids=["prose", "half a JSON", "unknown passage", "nothing", "wrong types"],
)
async def test_what_a_model_writes_badly_the_built_in_writer_writes(tmp_path, raw, said):
    async with whole_house(tmp_path) as house:
        await house.read_in(KNOWN)
        house.think_with(RawModel(raw))

        (post,) = await house.say("How many points have the delegations agreed on?")

    assert "14 of 17 points" in post.claims()[0].text
    assert "built-in writer" in (words := " ".join(map(str, own_words(post))))
    assert said in words or "cannot be read" in words


async def test_a_model_that_finds_no_answer_is_believed(tmp_path):
    async with whole_house(tmp_path) as house:
        await house.read_in(KNOWN)
        house.think_with(RawModel('{"claims": []}'))

        (post,) = await house.say("How many points have the delegations agreed on?")

    assert "no sentence that plainly answers" in str(post.opening())


# ---------------------------------------------------------------- the store


def test_a_store_in_a_place_that_is_a_file_is_said(house, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("ATTACHE_DATA_DIR", str(tmp_path / "known.txt" / "data"))
        assert_refused(house("channels"), "ATTACHE_DATA_DIR")


@pytest.mark.parametrize("words", [("ingest", "known.txt"), ("brief",), ("forget", "all", "--yes")])
def test_a_read_only_store_is_said(house, tmp_path, monkeypatch, words):
    """SQLite's own read-only mode: as root no file's permissions say no."""
    (tmp_path / "known.txt").write_text(KNOWN + "\nMore was added to it later on.\n")
    file = tmp_path / "data" / "attache.sqlite"
    with monkeypatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///file:{file}?mode=ro&uri=true")
        assert_refused(house(*words), "writable")


@pytest.mark.parametrize("words", [("ingest", "known.txt"), ("brief",), ("forget", "all", "--yes")])
def test_a_locked_store_is_said(house, tmp_path, monkeypatch, words):
    (tmp_path / "known.txt").write_text(KNOWN + "\nMore was added to it later on.\n")
    monkeypatch.setitem(open_database.__wrapped__.__kwdefaults__, "busy_seconds", 0.1)
    other = sqlite3.connect(tmp_path / "data" / "attache.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert_refused(house(*words), "locked", "try again")
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_full_store_is_said(house, tmp_path):
    lines = [
        # Larger than what migrations left free inside the file.
        {
            "id": str(n),
            "title": f"Report {n}",
            "text": f"Report {n}: {STORY}{n} people came. " * 900,
        }
        for n in range(20)
    ]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, lines)))

    def no_more(connection, _record):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    event.listen(Pool, "connect", no_more)
    try:
        assert_refused(house("ingest", "many.jsonl"), "full", "make room")
    finally:
        event.remove(Pool, "connect", no_more)


def test_a_file_that_is_no_store_is_said(house, tmp_path, monkeypatch):
    (tmp_path / "other.sqlite").write_bytes(b"This is not a database at all. " * 200)
    with monkeypatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/other.sqlite")
        assert_refused(house("channels"), "DATABASE_URL")
    assert (tmp_path / "other.sqlite").read_bytes().startswith(b"This is not a database")
