"""Small news texts of our own, on the public record of March 2024, that the gate is measured on."""

from __future__ import annotations

from datetime import UTC, datetime

#: (title, outlet, published, text)
TEXTS = (
    (
        "Draft on Gaza fails in Security Council",
        "The Harbour Post",
        datetime(2024, 3, 22, tzinfo=UTC),
        (
            "A draft resolution that the United States had put before the Security Council failed on "
            "Friday. Eleven members voted for the text and three voted against it: Russia, China and "
            "Algeria. Guyana abstained, saying that the text did not demand a ceasefire. The vetoes of "
            "Russia and China mean that the draft will not be adopted.\n\n"
            "Diplomats from the ten elected members said that another text could be put to a vote on "
            "Monday. Work on it began on 12 March, and it has 2 pages."
        ),
    ),
    (
        "Council demands ceasefire for Ramadan",
        "Meridian Wire",
        datetime(2024, 3, 25, tzinfo=UTC),
        (
            "The Security Council adopted resolution 2728 on Monday by 14 votes to none, with the "
            "United States abstaining. The text demands an immediate ceasefire for the month of Ramadan "
            "leading to a “lasting sustainable ceasefire”. It also demands the release of all hostages. "
            "Israel called off the visit of a delegation to Washington after the vote.\n\n"
            "The resolution was put forward by the ten elected members. Ramadan ends on 9 April, so "
            "that the demand holds for about 15 days."
        ),
    ),
    (
        "Blinken in Cairo as EU calls for pause",
        "The Lantern",
        datetime(2024, 3, 21, tzinfo=UTC),
        (
            "Antony Blinken met Arab ministers in Cairo on Thursday and is to fly to Israel on Friday. "
            "It is his sixth trip to the region since October. In Brussels, leaders of the European "
            "Union called for “an immediate humanitarian pause leading to a sustainable ceasefire”. "
            "All 27 leaders agreed to the wording.\n\n"
            "The ministers of Egypt, Jordan and Qatar were at the table, and the Palestinian envoy "
            "Hussein al-Sheikh joined them. They did not issue a joint text."
        ),
    ),
    (
        "Harbour talks adjourned",
        "Northern Ledger",
        datetime(2024, 2, 14, tzinfo=UTC),
        (
            "Talks on the harbour treaty between Norland and Sudland were adjourned on Wednesday. "
            "“We have closed nine of twelve chapters and we are not tired,” the Norland envoy Ida Berg "
            "told reporters in Tallinn. Her counterpart Marek Olsen said that fishing rights may need "
            "another year. “There is no agreement on quotas,” Olsen said.\n\n"
            "Trade between the two fell by 18 percent in 2023, to $3.4 billion. A bridge that 40,000 "
            "people use every day was closed on 5 February. According to Berg, the bridge will reopen "
            "before the next round on 6 March. The two sides rejected an offer by the port authority to "
            "store 250 tonnes of grain without a fee."
        ),
    ),
    (
        "Grain ministers meet in Nairobi",
        "The Lantern",
        datetime(2024, 5, 7, tzinfo=UTC),
        (
            "Grain ministers of nineteen countries opened a meeting in Nairobi on Tuesday. Kenya "
            "offered to host a reserve of 1.2 million tonnes. “Nobody should have to pay twice for one "
            "harvest,” said Amina Odhiambo, who leads the host delegation. Brazil supported the offer, "
            "and India asked for more time until 30 June.\n\n"
            "Prices rose by more than a fifth last year. The analyst Jonas Weber warned that stocks "
            "could run out in August. The ministers cannot agree on who pays for storage, Weber said. "
            "A report is expected on Thursday."
        ),
    ),
)

#: (number of the text, what a careful writer makes of it): all of it is carried.
RETOLD = (
    (0, "A US draft failed in the Security Council on Friday, 22 March."),
    (0, "Three members, Russia, China and Algeria, voted against the text."),
    (0, "11 members voted for the text."),
    (0, "Guyana abstained because the text didn’t demand a ceasefire."),
    (0, "Another text could be put to a vote on Monday, diplomats said."),
    (0, "Work on another text began on March 12."),
    (1, "The UN Security Council adopted resolution 2728 on Monday."),
    (1, "Fourteen members voted for the resolution; the US abstained."),
    (1, 'The resolution demands an immediate ceasefire leading to a "lasting sustainable ceasefire".'),
    (1, "After the vote, Israel called off a delegation’s visit to Washington."),
    (1, "The resolution was put forward by the 10 elected members."),
    (2, "Blinken is due to fly to Israel on Friday."),
    (2, "Antony Blinken met Arab ministers in Cairo on 21 March 2024."),
    (2, "It is his 6th trip to the region."),
    (2, "EU leaders called for “an immediate humanitarian pause”."),
    (2, "The leaders of the EU called for a pause “leading to a sustainable ceasefire”."),
    (2, "The ministers of Egypt, Jordan and Qatar didn’t issue a joint text."),
    (3, "Berg said that nine of twelve chapters had been closed."),
    (3, "“We are not tired,” said Ida Berg, the envoy of Norland."),
    (3, "Olsen said there was no agreement on quotas."),
    (3, "Fishing rights might need another year, Olsen said."),
    (3, "Trade between Norland and Sudland fell 18% in 2023."),
    (3, "The bridge will reopen before the next round on 6 March, Berg said."),
    (3, "A bridge used by some 40,000 people every day was closed on 5 February."),
    (4, "Grain ministers of 19 countries opened a meeting in Nairobi on Tuesday."),
    (4, "Kenya offered to host a grain reserve of 1,200,000 tonnes."),
    (4, "“Nobody should have to pay twice for one harvest,” Amina Odhiambo said."),
    (4, "Weber warned that stocks could run out in August."),
    (4, "India asked for time until June 30."),
    (4, "According to the analyst Jonas Weber, the ministers cannot agree on who pays for storage."),
)  # fmt: skip
