"""That the floors are measured on what they were set on."""

from __future__ import annotations

from tests.quality.figures import PINNED, Figures, changed, digest, present


def test_every_corpus_at_hand_is_the_one_that_the_floors_were_set_on() -> None:
    assert changed() == {}, f"set the floors anew, and the digests in {PINNED.name}"


def test_the_projects_own_texts_are_always_at_hand() -> None:
    assert {"bot/app/sample/articles.toml", "tests/quality/council_texts.py"} <= set(present())


def test_a_digest_tells_a_changed_file(tmp_path) -> None:
    path = tmp_path / "corpus"
    path.write_text("one")
    before = digest(path)
    path.write_text("two")
    assert digest(path) != before


def test_the_table_stands_in_columns_and_is_silent_without_figures() -> None:
    figures = Figures()
    assert figures.table() == []
    figures.add("dates", "pages", 0.98431, ">= 0.93", "htmldate .903")
    head, rule, row, *_ = figures.table()
    assert row == "dates    pages  0.984     >= 0.93  htmldate .903"
    assert head.index("best") == row.index("htmldate")
    assert set(rule) == {"-", " "}
