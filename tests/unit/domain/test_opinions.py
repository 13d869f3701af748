from __future__ import annotations

import pytest

from bot.domain.opinions import is_opinion

TEXT = "Sanctions have failed. The union must lift them at once."
URL = "https://herald.example/world/sanctions"


@pytest.mark.parametrize(
    ("title", "url", "text", "section"),
    [
        ("Opinion: Sanctions have failed", URL, TEXT, None),
        ("OPINION | Sanctions have failed", URL, TEXT, None),
        ("Comment | Sanctions have failed", URL, TEXT, None),
        ("Sanctions have failed | Editorial", URL, TEXT, None),
        ("Analysis – Why sanctions failed", URL, TEXT, None),
        ("Letter: Sanctions have failed", URL, TEXT, None),
        ("Kommentar: Sanktionen sind gescheitert", URL, TEXT, None),
        ("Sanctions have failed", "https://herald.example/opinion/2024/sanctions", TEXT, None),
        ("Sanctions have failed", "https://herald.example/commentisfree/sanctions", TEXT, None),
        ("Sanctions have failed", URL, f"{TEXT} The writer is a former ambassador.", None),
        ("Sanctions have failed", URL, f"{TEXT}\n\nAna Bell is a columnist for The Herald.", None),
        ("Sanctions have failed", URL, f"OPINION\n{TEXT}", None),
        ("Presseschau: Europas Blätter zu den Sanktionen", URL, TEXT, None),
        ("Ce que disent les journaux", "https://herald.example/revue-de-presse/1", TEXT, None),
        ("What the papers say", URL, TEXT, "Press review"),
        ("Sanctions have failed", URL, TEXT, "Opinion"),
        ("Sanctions have failed", URL, TEXT, "Comment & Analysis"),
    ],
)
def test_what_its_publisher_marks_as_opinion_is_opinion(title, url, text, section):
    assert is_opinion(title, url, text, section)


@pytest.mark.parametrize(
    ("title", "url", "text", "section"),
    [
        ("Court's opinion on border is due in May", URL, TEXT, None),
        ("Opinion polls: Roen leads", URL, TEXT, "World"),
        ("Letter from president reaches Ostby", URL, TEXT, None),
        ("Leader of opposition resigns", URL, TEXT, None),
        ("Minister declines comment on talks", "https://herald.example/news/opinion-poll", TEXT, None),
        ("Writer freed", URL, "The writer Ana Bell was freed on Friday. The writer thanked Ostland.", None),
        (None, None, TEXT, None),
    ],
)  # fmt: skip
def test_a_report_about_opinions_is_a_report(title, url, text, section):
    assert not is_opinion(title, url, text, section)
