"""Developments in pairs that one question fits, and the questions: each must be asked back.

And questions about the same texts that name what tells them apart: none of these may be.
"""

from __future__ import annotations

#: Title and text; two by two alike, and told on one day.
TEXTS = (
    (
        "French minister rules out troops for the Sahel",
        "The French foreign minister said on Monday that no more soldiers would be sent to the Sahel. Paris will keep its embassy in Niamey closed, the minister told reporters.",
    ),
    (
        "Minister in Ankara demands new talks on Cyprus",
        "Turkey's foreign minister said on Monday that negotiations on Cyprus must start afresh. The minister said the old formula of a federation was dead.",
    ),
    (
        "Vote on Gaza draft put off in Security Council",
        "The vote on a draft calling for a truce in Gaza was put off until Thursday. Diplomats said the vote was delayed because wording on hostages was disputed.",
    ),
    (
        "Parliament in Tbilisi to hold vote on media law",
        "Georgia's parliament will hold the vote on its media law on Wednesday. The opposition said it would boycott the vote and called people onto the streets.",
    ),
    (
        "Earthquake kills forty in northern Chile",
        "An earthquake killed forty people near Iquique at dawn. Rescue teams reached the port after the earthquake cut the coastal road.",
    ),
    (
        "Earthquake in Anatolia leaves twelve dead",
        "Twelve villagers were buried under their homes when an earthquake shook Malatya in the night. Turkey's president promised new houses by winter.",
    ),
    (
        "Summit on grain opens in Nairobi",
        "The summit on grain for Africa opened in Nairobi with nine presidents present. Kenya's president asked the summit for a fund of two billion dollars.",
    ),
    (
        "Leaders' summit in Astana turns to water",
        "Central Asian leaders opened their summit in Astana with a quarrel over water. The summit is to end with a declaration on shared rivers.",
    ),
    (
        "Constitutional court in Seoul upholds impeachment",
        "The constitutional court in Seoul upheld the impeachment of the president by eight votes to none. The court ordered a new election within sixty days.",
    ),
    (
        "Court in The Hague orders Israel to let aid in",
        "The International Court of Justice ordered Israel to let aid into Gaza. The court said it would look at the matter again in a month.",
    ),
    (
        "Ceasefire in Sudan breaks within hours",
        "The ceasefire between the army and the paramilitary forces in Sudan broke down within hours. Shelling was heard in Khartoum although the ceasefire had been signed in Jeddah.",
    ),
    (
        "Ceasefire holds on the Lebanese border",
        "The ceasefire along the Lebanese border held for a second day. Families returned to villages near Tyre as the ceasefire took hold.",
    ),
    (
        "Bamako's junta expels UN envoy",
        "Mali's military rulers told the United Nations envoy to leave within three days. The envoy said he regretted the decision and would go on working from Dakar.",
    ),
    (
        "EU envoy meets Kosovo's leaders",
        "The European Union's envoy met Kosovo's prime minister in Pristina about licence plates. The envoy said both sides had moved closer.",
    ),
    (
        "Election in Senegal goes to the opposition",
        "The opposition candidate won the election in Senegal in the first round. His rival conceded the election by telephone.",
    ),
    (
        "Slovakia's election won by left populists",
        "Left populists won the election in Slovakia with a quarter of the votes. They want to end arms deliveries after the election.",
    ),
    (
        "Treaty on plastics stalls in Geneva",
        "Talks on the treaty on plastic waste stalled in Geneva because oil states reject limits on output. The treaty was to be signed this year.",
    ),
    (
        "Baltic states leave the landmine treaty",
        "Lithuania, Latvia and Estonia are leaving the treaty that bans landmines. They said the treaty no longer fitted their security.",
    ),
    (
        "Sanctions on Belarus widened by Brussels",
        "Brussels widened the sanctions on Belarus to timber and potash. The sanctions also cover twenty judges.",
    ),
    (
        "Washington lifts sanctions on Syria's banks",
        "Washington lifted the sanctions on Syria's central bank for six months. Officials said the sanctions could return.",
    ),
    (
        "Ferry strike in Greece enters second day",
        "Seamen kept ferries in port for a second day in Piraeus. The union said the strike would go on until pay is raised.",
    ),
    (
        "Strike at Chilean copper mine ends",
        "Workers at the Escondida copper mine ended their strike after six days. The company said the strike cost it thirty million dollars.",
    ),
)

AMBIGUOUS = (
    "What did the minister say?",
    "What did the foreign minister say?",
    "When is the vote?",
    "Why was the vote delayed?",
    "How many people died in the earthquake?",
    "How strong was the earthquake?",
    "Where is the summit held?",
    "What did the summit decide?",
    "What did the court order?",
    "What did the court say?",
    "Did the ceasefire hold?",
    "Where was the ceasefire signed?",
    "What did the envoy say?",
    "Who won the election?",
    "What does the treaty say?",
    "Whom do the sanctions hit?",
    "How long will the strike last?",
)

CLEAR = (
    "What did the French foreign minister say?",
    "What did the minister say about the Sahel?",
    "What did the minister say about the embassy in Niamey?",
    "When is the vote on the Gaza draft?",
    "When will parliament hold the vote on the media law?",
    "How many people died in the earthquake near Malatya?",
    "Which port did the earthquake cut off?",
    "What is the summit on grain asked for?",
    "What did Kenya's president ask the summit for?",
    "What did the constitutional court decide?",
    "How many judges upheld the impeachment?",
    "Did the ceasefire in Sudan hold?",
    "Where was shelling heard?",
    "Which envoy was told to leave?",
    "Who conceded the election by telephone?",
    "Who won the election in Senegal?",
    "Why did the treaty on plastic waste stall?",
    "Who is leaving the landmine treaty?",
    "Which sanctions cover judges?",
    "What did the strike cost the company?",
    "When is the next vote?",
    "What happened in Piraeus?",
    "Who met Kosovo's prime minister?",
    "Does Brussels want peace in Cyprus?",
)
