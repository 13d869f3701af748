from __future__ import annotations

import pytest

from bot.sentence_reading.tolls import tolls_told


@pytest.mark.parametrize(
    ("kind", "sentence", "figures"),
    [
        ("dead", "At least 14 people were killed on 19 November.", {14}),
        ("dead", "The government put the dead at 31, including nine children.", {31}),
        ("dead", "The strike killed 17 people and wounded 43.", {17}),
        ("hurt", "Three people were killed and more than 40 injured.", {40}),
        ("dead", "A ferry sank and 18 people drowned off Tavia.", {18}),
        ("dead", "The mayor promised 20,000 dollars to each family of the dead.", set()),
        ("dead", "He died on 12 March after three days in hospital.", set()),
        ("hurt", "Eight people died of their wounds.", set()),
        ("displaced", "The war has displaced 340,000 people.", {340_000}),
        ("displaced", "Some 2.5 million people are homeless in the delta.", {2_500_000}),
        ("dead", "Twenty-two miners were killed at the Orla pit.", {22}),
        ("dead", "A ferry sank off Tavia, killing sixteen people and injuring 20.", {16}),
        ("hurt", "A ferry sank off Tavia, killing sixteen people and injuring 20.", {20}),
        ("dead", "Two hundred people marched after a man was shot, killing one.", {1}),
        ("dead", "Twice the number of last year died on the roads.", set()),
    ],
)
def test_figures_of_the_dead_and_the_wounded(kind, sentence, figures):
    assert tolls_told(kind, sentence) == figures
