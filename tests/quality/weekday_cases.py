"""More bare weekdays in sentences as diplomatic news writes them, in the form of `date_cases`.

Written by hand in five rounds, half looking back and half ahead, each before the rules had read a
line of it; after each round the rules were mended, by principle, and then read the next one.  After
the last, only abbreviations ("6 p.m.") were added.
"""

from __future__ import annotations

#: 114 sentences: 100 right at first sight (98 by the rules before).
ENGLISH_WEEKDAYS_2 = """
2025-10-15 | Cyprus's two leaders shared a meal in the buffer zone on [Monday], their first encounter since the election. | 2025-10-13
2025-10-15 | Cyprus's two leaders will share a meal in the buffer zone on [Monday], the UN envoy said. | 2025-10-20
2025-10-15 | The foreign ministry in Hanoi summoned the charge d'affaires on [Tuesday] over the collision. | 2025-10-14
2025-10-15 | Ambassadors of the 27 are to take up the file again on [Friday]. | 2025-10-17
2025-10-15 | At least 14 people drowned when a ferry capsized on [Saturday] off the island of Kos. | 2025-10-11
2025-10-15 | Thailand and Cambodia exchange 18 detainees on [Sunday] under the terms of the accord. | 2025-10-19
2025-10-15 | Thailand and Cambodia exchanged 18 detainees on [Sunday] under the terms of the accord. | 2025-10-12
2025-10-15 | The IAEA's board convenes on [Monday] to hear the inspectors' findings. | 2025-10-20
2025-10-15 | In a letter seen by reporters on [Tuesday], five senators urged the White House to reconsider. | 2025-10-14
2025-10-15 | A vote of no confidence has been tabled for [Thursday]. | 2025-10-16
2025-10-15 | The premier narrowly survived a vote of no confidence on [Thursday]. | 2025-10-09
2025-10-15 | The tribunal hands down its ruling on [Friday]. | 2025-10-17
2025-10-15 | The tribunal's ruling on [Friday] stunned the government. | 2025-10-10
2025-10-15 | Both chambers must approve the budget by midnight on [Friday] to avert a shutdown. | 2025-10-17
2025-10-15 | Neither side had commented by [Tuesday] night. | 2025-10-14
2025-10-15 | The airport stays shut until [Saturday], the operator said. | 2025-10-18
2025-10-15 | The airport stayed shut until [Saturday]. | 2025-10-11
2025-10-15 | Egypt's intelligence chief flies to Tripoli on [Sunday] with a proposal for a unity cabinet. | 2025-10-19
2025-10-15 | Egypt's intelligence chief flew to Tripoli on [Sunday] with a proposal for a unity cabinet. | 2025-10-12
2025-10-15 | "We expect to initial the text on [Thursday]," a senior negotiator said. | 2025-10-16
2025-10-15 | "We initialled the text on [Monday]," a senior negotiator said. | 2025-10-13
2025-10-15 | Hungary's prime minister said he would veto the package when leaders meet on [Thursday]. | 2025-10-16
2025-10-15 | Hungary's prime minister said on [Sunday] he would veto the package when leaders meet. | 2025-10-12
2025-10-15 | The Taliban's spokesman denied on [Tuesday] that the border would reopen this week. | 2025-10-14
2025-10-15 | The Taliban's spokesman denied that the border would reopen on [Thursday]. | 2025-10-16
2025-10-15 | Kyiv's air force said it downed 48 of 61 drones launched overnight into [Tuesday]. | 2025-10-14
2025-10-15 | Kosovo holds a repeat election on [Sunday] after nine months of deadlock. | 2025-10-19
2025-10-15 | Kosovo held a repeat election on [Sunday] after nine months of deadlock. | 2025-10-12
2025-10-15 | The pope begins a four-day trip to Turkey and Lebanon on [Saturday]. | 2025-10-18
2025-10-15 | The pope, who returned from Lebanon on [Sunday], led prayers for the victims. | 2025-10-12
2025-10-15 | Sudan's army chief is in Ankara and leaves for Doha on [Thursday]. | 2025-10-16
2025-10-15 | Sudan's army chief left Ankara for Doha on [Tuesday]. | 2025-10-14
2025-10-15 | Mediators hope the first convoy can cross on [Thursday] morning. | 2025-10-16
2025-10-15 | The first convoy crossed on [Sunday] morning, mediators said. | 2025-10-12
2025-10-15 | Britain's sanctions on the two refineries kick in on [Friday]. | 2025-10-17
2025-10-15 | Britain's sanctions on the two refineries kicked in on [Friday]. | 2025-10-10
2025-10-15 | The parties have been given until [Monday] to submit their comments. | 2025-10-20
2025-10-15 | Talks dragged on until [Sunday] before collapsing. | 2025-10-12
2025-10-15 | Kenya's opposition has called fresh protests for [Saturday]. | 2025-10-18
2025-10-15 | Kenya's opposition called off [Saturday]'s protests after an appeal by the clergy. | 2025-10-11
2025-10-15 | The government warned protesters to stay home on [Saturday]. | 2025-10-18
2025-10-15 | The government blamed foreign agents for [Saturday]'s violence. | 2025-10-11
2025-10-15 | Madagascar's ousted president is expected to address the nation on [Thursday]. | 2025-10-16
2025-10-15 | Madagascar's president fled the country on [Sunday] aboard a French military plane. | 2025-10-12
2025-10-15 | The junta's leader is to be sworn in on [Friday] as head of a transitional government. | 2025-10-17
2025-10-15 | The junta's leader was sworn in on [Tuesday] as head of a transitional government. | 2025-10-14
2025-10-15 | Turkey's parliament resumes work on [Tuesday] with the accession protocol on its agenda. | 2025-10-21
2025-10-15 | On [Monday], negotiators turn to the question of prisoners. | 2025-10-20
2025-10-15 | On [Monday], negotiators turned to the question of prisoners. | 2025-10-13
2025-10-15 | Three of the hostages freed on [Monday] were flown to Tel Aviv. | 2025-10-13
2025-10-15 | Three of the hostages to be freed on [Monday] are believed to be soldiers. | 2025-10-20
2025-10-15 | A curfew imposed on [Sunday] was lifted hours later. | 2025-10-12
2025-10-15 | A strike by air traffic controllers, due to start on [Thursday], has been averted. | 2025-10-16
2025-10-15 | Foreign ministers of the Gulf states gather in Riyadh [Thursday] for an emergency session. | 2025-10-16
2025-10-15 | Foreign ministers of the Gulf states gathered in Riyadh [Tuesday] for an emergency session. | 2025-10-14
2026-02-19 | Trump to host Board of Peace donors in Washington [Friday]. | 2026-02-20
2026-02-19 | The Elysee said in a statement late [Wednesday] that the two presidents had spoken by phone. | 2026-02-18
2026-02-19 | Geneva talks on Ukraine to continue [Friday], says mediator. | 2026-02-20
2026-02-19 | The third round, held in Geneva on [Tuesday], yielded a list of 157 prisoners. | 2026-02-17
2026-02-19 | The fourth round, to be held in Abu Dhabi on [Tuesday], will focus on the plant. | 2026-02-24
2026-02-19 | Russia's chief delegate described [Wednesday]'s session as difficult but businesslike. | 2026-02-18
2026-02-19 | Russia's chief delegate said he expected [Friday]'s session to be difficult. | 2026-02-20
2026-02-19 | Bangladesh's new cabinet takes the oath of office on [Saturday]. | 2026-02-21
2026-02-19 | Bangladesh's new cabinet took the oath of office on [Tuesday]. | 2026-02-17
2026-02-19 | Pyongyang fired two ballistic missiles into the sea on [Sunday], Seoul's military said. | 2026-02-15
2026-02-19 | Pyongyang opens a party congress on [Monday] at which it may unveil a new weapon. | 2026-02-23
2026-02-19 | A Greek frigate rescued 31 migrants south of Crete on [Wednesday]. | 2026-02-18
2026-02-19 | The EU's new border rules come into force on [Sunday]. | 2026-02-22
2026-02-19 | The EU's new border rules came into force on [Sunday]. | 2026-02-15
2026-02-19 | Denmark and Greenland send their foreign ministers to Washington on [Tuesday]. | 2026-02-24
2026-02-19 | Denmark and Greenland sent their foreign ministers to Washington on [Tuesday]. | 2026-02-17
2026-02-19 | Without a deal by [Saturday], the tariffs snap back to 25 percent. | 2026-02-21
2026-02-19 | By [Sunday], the death toll had climbed past 200. | 2026-02-15
2026-02-19 | Lufthansa has suspended flights to Tehran through [Monday]. | 2026-02-23
2026-02-19 | Lufthansa suspended its flights to Tehran on [Monday]. | 2026-02-16
2026-02-19 | Iraq's largest bloc has nominated him for prime minister ahead of [Saturday]'s session. | 2026-02-21
2026-02-19 | Iraq's largest bloc nominated him for prime minister at [Saturday]'s session. | 2026-02-14
2026-02-19 | If the Senate confirms him, he would take up the post on [Monday]. | 2026-02-23
2026-02-19 | The Senate confirmed him on [Wednesday] by 53 votes to 46. | 2026-02-18
2026-02-19 | The United States and Iran meet again in Muscat on [Sunday], Oman's foreign minister announced. | 2026-02-22
2026-02-19 | The United States and Iran met again in Muscat on [Sunday], Oman's foreign minister announced. | 2026-02-15
2026-02-19 | "It was a good meeting," the president wrote on [Wednesday] on his platform. | 2026-02-18
2026-02-19 | The carrier is expected in the Gulf by [Monday], a defence official said. | 2026-02-23
2026-02-19 | The carrier had been expected in the Gulf by [Monday]. | 2026-02-16
2026-02-19 | Japan protested on [Wednesday] against what it called an incursion by two coast guard vessels. | 2026-02-18
2026-02-19 | Japan's prime minister faces a leadership vote on [Monday]. | 2026-02-23
2026-02-19 | The UN Human Rights Council opens its session on [Monday] with a debate on Sudan. | 2026-02-23
2026-02-19 | He was arrested on [Sunday] at Pristina airport as he tried to board a flight. | 2026-02-15
2026-02-19 | He will appear before a judge on [Monday], prosecutors said on Wednesday. | 2026-02-23
2026-02-19 | He will appear before a judge on Monday, prosecutors said on [Wednesday]. | 2026-02-18
2026-02-19 | Armenia's voters have until [Friday] to register for the referendum. | 2026-02-20
2026-02-19 | Protesters plan to converge on the capital on [Saturday] in what organisers call a march of a million. | 2026-02-21
2026-02-19 | Protesters converged on the capital on [Saturday] in what organisers called a march of a million. | 2026-02-14
2026-02-19 | Two UN peacekeepers wounded in [Sunday]'s drone strike remain in a critical condition. | 2026-02-15
2026-02-19 | Mourners are expected to line the route of [Saturday]'s funeral procession. | 2026-02-21
2026-02-19 | Officials briefed on the meeting, who spoke on [Wednesday] on condition of anonymity, described it as tense. | 2026-02-18
2026-02-19 | South Sudan's ceasefire, signed last week in Juba, takes hold on [Saturday]. | 2026-02-21
2026-02-19 | Gen. Muhoozi Kainerugaba wrote on X on [Tuesday] that the troops would stay. | 2026-02-17
2026-02-19 | Secretary of State Marco Rubio will see Gen. Aoun on [Monday], the U.S. embassy in Beirut said. | 2026-02-23
2026-02-19 | Syria and the S.D.F. are to implement the second phase from [Sunday]. | 2026-02-22
2026-02-19 | Somalia cut ties with the emirate on [Monday], accusing it of breaching its sovereignty. | 2026-02-16
2026-02-19 | The central bank is widely seen holding rates on [Friday]. | 2026-02-20
2026-02-19 | The central bank held rates on [Friday]. | 2026-02-13
2026-02-19 | Ecuador votes [Sunday] on whether to let foreign troops back in. | 2026-02-22
2026-02-19 | Ecuador's voters rejected on [Sunday] a plan to let foreign troops back in. | 2026-02-15
2026-02-19 | The deadline for objections is [Friday]. | 2026-02-20
2026-02-19 | The deadline for objections was [Tuesday]. | 2026-02-17
2026-02-19 | Ministers postponed a decision until they meet again on [Monday]. | 2026-02-23
2026-02-19 | The court adjourned on [Wednesday] without setting a date. | 2026-02-18
2026-02-19 | The court adjourned until [Monday]. | 2026-02-23
2026-02-19 | Wire services reported [Wednesday] that a prisoner swap was near. | 2026-02-18
2026-02-19 | Zelenskiy arrives in Warsaw on [Friday], a day after the summit. | 2026-02-20
2026-02-19 | Belgrade has promised to answer the commission's questions by [Wednesday]. | 2026-02-25
2026-02-19 | Quad leaders speak by video link on [Friday]. | 2026-02-20
"""

#: 70, after the rules were mended: 62 at first sight (57 by the rules of before the first set).
ENGLISH_WEEKDAYS_3 = """
2025-12-08 | Paramilitary fighters shelled a kindergarten in South Kordofan on [Thursday], killing dozens of children, a medics' group said. | 2025-12-04
2025-12-08 | Zelenskiy travels to London on [Tuesday] for talks with Starmer, Macron and Merz. | 2025-12-09
2025-12-08 | Zelenskiy held what he called a substantive call on [Saturday] with the U.S. negotiators. | 2025-12-06
2025-12-08 | The leaders of Rwanda and the Democratic Republic of Congo are not expected to attend when technical teams meet on [Thursday]. | 2025-12-11
2025-12-08 | Fighting between Thai and Cambodian troops erupted again early [Monday] along the disputed frontier. | 2025-12-08
2025-12-08 | Benin's constitutional court said it would rule on [Wednesday] whether the April vote can go ahead. | 2025-12-10
2025-12-08 | A group of soldiers appeared on Benin's state television on [Sunday] claiming to have removed President Patrice Talon. | 2025-12-07
2025-12-08 | Nigeria sent fighter jets to help put down [Sunday]'s mutiny, its presidency said. | 2025-12-07
2025-12-08 | Hong Kong counts ballots again on [Wednesday] in two districts where machines failed. | 2025-12-10
2025-12-08 | Turnout in [Sunday]'s legislative election in Hong Kong was below 32 percent. | 2025-12-07
2025-12-08 | German lawmakers cast their votes on the pension package on [Friday]. | 2025-12-12
2025-12-08 | German lawmakers passed the pension package on [Friday] despite a rebellion by younger members. | 2025-12-05
2025-12-08 | The Fed is all but certain to lower its benchmark rate on [Wednesday]. | 2025-12-10
2025-12-08 | Next up is Honduras, where a special count starts on [Thursday]. | 2025-12-11
2025-12-08 | The electoral council in Tegucigalpa resumed publishing results on [Monday] after a weekend outage. | 2025-12-08
2025-12-08 | Netanyahu is to fly to Florida on [Sunday] to see the president, his office confirmed. | 2025-12-14
2025-12-08 | Netanyahu's office confirmed on [Sunday] that he will fly to Florida. | 2025-12-07
2025-12-08 | The chancellor, on his first visit to Israel, laid a wreath at Yad Vashem on [Sunday]. | 2025-12-07
2025-12-08 | Unless the panel finds a compromise by [Thursday], the subsidies lapse. | 2025-12-11
2025-12-08 | Not until [Friday] did the ministry acknowledge the breach. | 2025-12-05
2025-12-08 | EU justice ministers vote on [Monday] on safe-third-country rules, diplomats say. | 2025-12-08
2025-12-08 | In Brussels, ministers agreed on [Monday] on safe-third-country rules. | 2025-12-08
2025-12-08 | Farmers in Belgium have announced they will block motorways from [Thursday]. | 2025-12-11
2025-12-08 | Farmers in Belgium blocked motorways from [Thursday] to Sunday. | 2025-12-04
2025-12-08 | Under the timetable, prisoners are freed on [Saturday] and bodies returned on Sunday. | 2025-12-13
2025-12-08 | Of the 48 prisoners freed on [Saturday], seven were minors. | 2025-12-06
2025-12-08 | [Wednesday]'s ceremony in Oslo will go ahead without the laureate. | 2025-12-10
2025-12-08 | [Thursday]'s ceremony in Washington brought the two presidents face to face. | 2025-12-04
2025-12-08 | Maria Corina Machado has yet to say whether she can be in Oslo on [Wednesday]. | 2025-12-10
2025-12-08 | The committee's chair told NRK on [Saturday] that she was on her way. | 2025-12-06
2025-12-08 | Ukraine's delegation stays in Miami until [Wednesday]. | 2025-12-10
2025-12-08 | Ukraine's delegation stayed in Miami until [Saturday]. | 2025-12-06
2025-12-08 | "On [Tuesday] we present our answer," the president told journalists aboard his plane. | 2025-12-09
2025-12-08 | "On [Saturday] we presented our answer," the president told journalists aboard his plane. | 2025-12-06
2025-12-08 | Lebanon names a civilian to the truce committee, which next convenes on [Friday]. | 2025-12-12
2025-12-08 | Lebanon named a civilian to the truce committee, which met on [Wednesday] in Naqoura. | 2025-12-03
2025-12-08 | Iran has invited the inspectors back for [Sunday]. | 2025-12-14
2025-12-08 | The inspectors have been denied access since [Friday]. | 2025-12-05
2025-12-08 | The bill goes to the Senate on [Tuesday], where its fate is uncertain. | 2025-12-09
2025-12-08 | The bill, sent to the Senate on [Tuesday], faces an uncertain fate. | 2025-12-02
2025-12-08 | Sanae Takaichi hosts the Kenyan leader on [Thursday]. | 2025-12-11
2025-12-08 | The Chinese carrier's jets locked radar on Japanese fighters on [Saturday], Tokyo said. | 2025-12-06
2025-12-08 | Beijing's top diplomat receives his German counterpart on [Monday] afternoon. | 2025-12-08
2025-12-08 | Tokyo lodged a protest on [Sunday] and called the act dangerous. | 2025-12-07
2025-12-08 | Striking doctors return to wards in Lagos on [Wednesday] after winning a pay rise. | 2025-12-10
2025-12-08 | Striking doctors returned to wards in Lagos on [Wednesday] after winning a pay rise. | 2025-12-03
2025-12-08 | Bulgaria's government, which survived five such motions, confronts a sixth on [Thursday]. | 2025-12-11
2025-12-08 | Bulgaria's government withdrew the draft budget on [Tuesday] under pressure from protesters. | 2025-12-02
2025-12-08 | The Security Council is briefed on [Friday] by the head of the mission, Bintou Keita. | 2025-12-12
2025-12-08 | The Security Council was briefed on [Friday] by the head of the mission, Bintou Keita. | 2025-12-05
2025-12-08 | Syrians mark the first anniversary of Assad's fall on [Monday] with parades. | 2025-12-08
2025-12-08 | The convoy had left Aleppo by [Friday] evening, according to the Red Crescent. | 2025-12-05
2025-12-08 | Aid groups want the crossing open by [Friday]. | 2025-12-12
2025-12-08 | Aid groups wanted the crossing open by [Friday], but it remains closed. | 2025-12-05
2025-12-08 | Mr. Witkoff meets Mr. Umerov again on [Thursday], a White House official said. | 2025-12-11
2025-12-08 | The spokesman, Brig. Gen. Reza Talaei, told state television on [Friday] that drills were under way. | 2025-12-05
2025-12-08 | Opposition parties have until noon on [Friday] to lodge complaints. | 2025-12-12
2025-12-08 | Two people familiar with the matter said [Sunday] that the offer was still being weighed. | 2025-12-07
2025-12-08 | The first flights out of Sanaa in months take off on [Saturday], weather permitting. | 2025-12-13
2025-12-08 | Heavy rain forced the closure of Sanaa airport on [Saturday]. | 2025-12-06
2025-12-08 | A date for the trial is to be fixed on [Tuesday]. | 2025-12-09
2025-12-08 | A date for the trial was fixed on [Friday]. | 2025-12-05
2025-12-08 | Miners walk off the job across Chile on [Wednesday] unless wages rise. | 2025-12-10
2025-12-08 | Chile's president-elect said on [Thursday] he would deploy the army to the north. | 2025-12-04
2025-12-08 | Runoff on [Sunday]: what to know about Chile's vote. | 2025-12-14
2025-12-08 | Chile's runoff on [Sunday] pits a communist against a hard-right former congressman. | 2025-12-14
2025-12-08 | The exchange, the second since [Tuesday], involved 25 soldiers on each side. | 2025-12-02
2025-12-08 | The exchange, the second in a week, is planned for [Tuesday]. | 2025-12-09
2025-12-08 | Pressed on [Sunday] about whether he would accept the terms, he changed the subject. | 2025-12-07
2025-12-08 | The two countries' chiefs of staff open a hotline on [Monday] under the understandings reached in Doha. | 2025-12-08
"""

#: 78: 71 (68).
ENGLISH_WEEKDAYS_4 = """
2026-05-22 | Moldova's president dissolved parliament on [Tuesday], setting the stage for a snap ballot. | 2026-05-19
2026-05-22 | Moldova's president dissolves parliament on [Tuesday] if no candidate wins a majority. | 2026-05-26
2026-05-22 | The ambassador to London was called home for consultations on [Wednesday]. | 2026-05-20
2026-05-22 | The ambassador presents her credentials to the king on [Wednesday]. | 2026-05-27
2026-05-22 | Tunisia's opposition takes to the streets again on [Sunday]. | 2026-05-24
2026-05-22 | Tunisia's opposition took to the streets again on [Sunday]. | 2026-05-17
2026-05-22 | An Israeli drone killed two Hezbollah commanders near Tyre on [Thursday], Lebanese security sources said. | 2026-05-21
2026-05-22 | Israel's cabinet is split over the plan, which goes before the Knesset on [Monday]. | 2026-05-25
2026-05-22 | Israel's cabinet split over the plan, which went before the Knesset on [Monday]. | 2026-05-18
2026-05-22 | Rubio, who is due in Delhi on [Tuesday], said he would raise the matter. | 2026-05-26
2026-05-22 | Rubio, who was in Delhi on [Tuesday], said he had raised the matter. | 2026-05-19
2026-05-22 | The ceasefire runs out at midnight on [Sunday]. | 2026-05-24
2026-05-22 | The ceasefire ran out at midnight on [Sunday]. | 2026-05-17
2026-05-22 | Mali's military rulers promise to publish the names by [Friday]. | 2026-05-22
2026-05-22 | Mali's military rulers published the names on [Monday]. | 2026-05-18
2026-05-22 | It remains unclear who will represent Caracas when the court sits on [Tuesday]. | 2026-05-26
2026-05-22 | It was unclear who represented Caracas when the court sat on [Tuesday]. | 2026-05-19
2026-05-22 | Ethiopians go to the polls on [Saturday] for the first time since the war. | 2026-05-23
2026-05-22 | Counting was under way across Ethiopia on [Thursday] after a largely peaceful vote. | 2026-05-21
2026-05-22 | Analysts say [Sunday]'s runoff is too close to call. | 2026-05-24
2026-05-22 | Analysts said [Sunday]'s runoff had been too close to call. | 2026-05-17
2026-05-22 | Colombia's first round on [Sunday] produced no outright winner. | 2026-05-17
2026-05-22 | Colombia's first round on [Sunday] is likely to produce no outright winner. | 2026-05-24
2026-05-22 | Pakistan's foreign minister heads a delegation that flies to Kabul on [Sunday]. | 2026-05-24
2026-05-22 | Pakistan's foreign minister headed a delegation that flew to Kabul on [Sunday]. | 2026-05-17
2026-05-22 | Speaking in Ottawa on [Thursday], Prime Minister Mark Carney ruled out concessions. | 2026-05-21
2026-05-22 | Speaking in Ottawa, Prime Minister Mark Carney said the tariffs would end on [Monday]. | 2026-05-25
2026-05-22 | Canada's countermeasures expire on [Monday]. | 2026-05-25
2026-05-22 | Canada's countermeasures expired on [Monday]. | 2026-05-18
2026-05-22 | More than 40 states signed the declaration at a ceremony in Valletta on [Wednesday]. | 2026-05-20
2026-05-22 | More than 40 states are to sign the declaration at a ceremony in Valletta on [Wednesday]. | 2026-05-27
2026-05-22 | He was last seen in public on [Monday]. | 2026-05-18
2026-05-22 | He is next expected in public on [Monday]. | 2026-05-25
2026-05-22 | Flights between the two capitals resumed on [Sunday], ending a three-year freeze. | 2026-05-17
2026-05-22 | Flights between the two capitals resume on [Sunday], ending a three-year freeze. | 2026-05-24
2026-05-22 | Diplomats have little hope of a breakthrough at [Monday]'s meeting. | 2026-05-25
2026-05-22 | Diplomats had little to show for [Monday]'s meeting. | 2026-05-18
2026-05-22 | The agency's inspectors have been told they can enter the site on [Sunday]. | 2026-05-24
2026-05-22 | The agency's inspectors were turned away from the site on [Sunday]. | 2026-05-17
2026-05-22 | Should the talks fail, the embargo returns in full on [Saturday]. | 2026-05-23
2026-05-22 | Talks having failed, the embargo returned in full on [Saturday]. | 2026-05-16
2026-05-22 | The archbishop, freed on [Wednesday] after nine months in custody, thanked the Vatican. | 2026-05-20
2026-05-22 | The archbishop walks free on [Wednesday] after nine months in custody. | 2026-05-27
2026-05-22 | Nepal's parliament picks a new speaker on [Sunday]. | 2026-05-24
2026-05-22 | A landslide in eastern Nepal buried a bus on [Sunday]. | 2026-05-17
2026-05-22 | "There was no deal on [Tuesday] and there is none today," the adviser said. | 2026-05-19
2026-05-22 | "There will be no deal on [Tuesday]," the adviser said. | 2026-05-26
2026-05-22 | Guterres on [Thursday] appealed for an immediate halt to the fighting. | 2026-05-21
2026-05-22 | Guterres will on [Monday] appeal for an immediate halt to the fighting. | 2026-05-25
2026-05-22 | Protests that began on [Sunday] have spread to five provinces. | 2026-05-17
2026-05-22 | Protests that begin on [Sunday] are meant to last a week. | 2026-05-24
2026-05-22 | The president is recovering from surgery performed on [Tuesday]. | 2026-05-19
2026-05-22 | The president undergoes surgery on [Tuesday]. | 2026-05-26
2026-05-22 | Their extradition hearing has been moved to [Thursday]. | 2026-05-28
2026-05-22 | Their extradition hearing, moved from the capital, took place on [Thursday]. | 2026-05-21
2026-05-22 | The UAE's withdrawal, announced on [Monday], took allies by surprise. | 2026-05-18
2026-05-22 | The UAE's withdrawal takes effect on [Monday], to the surprise of allies. | 2026-05-25
2026-05-22 | Ministers from 12 Pacific nations are in Suva ahead of a summit that opens on [Monday]. | 2026-05-25
2026-05-22 | Ministers from 12 Pacific nations left Suva on [Wednesday] without a communique. | 2026-05-20
2026-05-22 | A verdict is expected no earlier than [Wednesday]. | 2026-05-27
2026-05-22 | The verdict, expected for weeks, came on [Wednesday]. | 2026-05-20
2026-05-22 | The Chagos treaty faces its last hurdle in the Lords on [Tuesday]. | 2026-05-26
2026-05-22 | The Chagos treaty cleared its last hurdle in the Lords on [Tuesday]. | 2026-05-19
2026-05-22 | On [Monday] the commissioner meets farm unions, and on Tuesday she reports to parliament. | 2026-05-25
2026-05-22 | On Monday the commissioner meets farm unions, and on [Tuesday] she reports to parliament. | 2026-05-26
2026-05-22 | On [Monday] the commissioner met farm unions, and a day later she reported to parliament. | 2026-05-18
2026-05-22 | Russia and Ukraine swap the remains of fallen soldiers on [Saturday], the coordination staff said. | 2026-05-23
2026-05-22 | Russia and Ukraine swapped the remains of fallen soldiers on [Thursday], the coordination staff said. | 2026-05-21
2026-05-22 | She leaves office on [Sunday]. | 2026-05-24
2026-05-22 | She left office on [Sunday]. | 2026-05-17
2026-05-22 | At a closed-door session on [Wednesday], several delegations voiced doubts. | 2026-05-20
2026-05-22 | At a closed-door session on [Wednesday], delegations will be able to voice their doubts. | 2026-05-27
2026-05-22 | The blast in a Quetta market on [Tuesday] was claimed by separatists. | 2026-05-19
2026-05-22 | No one has claimed the blast, and funerals are to be held on [Saturday]. | 2026-05-23
2026-05-22 | Shelling resumed within hours of [Wednesday]'s announcement. | 2026-05-20
2026-05-22 | Washington gave Baghdad until [Sunday] to disarm the militias. | 2026-05-24
2026-05-22 | Washington lifted the restrictions, in place since [Sunday], after an apology. | 2026-05-17
2026-05-22 | Bolivia's central bank lets the peg go on [Monday]. | 2026-05-25
"""

#: 58: 55 (48).
ENGLISH_WEEKDAYS_5 = """
2026-03-11 | Iranian officials told the mediators on [Sunday] that enrichment was not up for discussion, according to two people briefed on the exchange. | 2026-03-08
2026-03-11 | Iranian officials told the mediators that enrichment would be discussed when the sides reconvene on [Sunday]. | 2026-03-15
2026-03-11 | The Gulf Cooperation Council's foreign ministers hold an extraordinary meeting in Jeddah on [Saturday]. | 2026-03-14
2026-03-11 | The Gulf Cooperation Council issued its statement after an extraordinary meeting in Jeddah on [Saturday]. | 2026-03-07
2026-03-11 | Oil climbed above $90 a barrel on [Tuesday] as tanker traffic through the strait slowed. | 2026-03-10
2026-03-11 | Finland's president, whose approval matters little in law, signs the act on [Friday]. | 2026-03-13
2026-03-11 | Finland's president, whose approval matters little in law, signed the act on [Friday]. | 2026-03-06
2026-03-11 | Beijing sends its vice foreign minister to Pyongyang on [Monday]. | 2026-03-16
2026-03-11 | Seoul scrambled jets on [Tuesday] after nine Chinese and Russian aircraft entered its identification zone. | 2026-03-10
2026-03-11 | Yoon's lawyers filed an appeal on [Monday], calling the sentence political. | 2026-03-09
2026-03-11 | The appeal is heard on [Monday] by a panel of three judges. | 2026-03-16
2026-03-11 | France's prime minister puts his government's survival to a vote on [Thursday]. | 2026-03-12
2026-03-11 | France's prime minister put his government's survival to a vote on [Monday] and lost. | 2026-03-09
2026-03-11 | Slovenes choose a new parliament on [Sunday], with the populist right ahead in polls. | 2026-03-15
2026-03-11 | Slovenes chose a new parliament on [Sunday], with the populist right ahead in polls. | 2026-03-08
2026-03-11 | Two cargo ships carrying Ukrainian grain are expected to leave Odesa by [Friday]. | 2026-03-13
2026-03-11 | Two cargo ships carrying Ukrainian grain had left Odesa by [Monday]. | 2026-03-09
2026-03-11 | The African Union's chairman, Mahmoud Ali Youssouf, hopes to see both generals on [Friday]. | 2026-03-13
2026-03-11 | The African Union's chairman, Mahmoud Ali Youssouf, saw both generals on [Friday]. | 2026-03-06
2026-03-11 | Asked on [Monday] whether he trusted his counterpart, the president shrugged. | 2026-03-09
2026-03-11 | The president, asked whether he trusts his counterpart, says he will know more on [Friday]. | 2026-03-13
2026-03-11 | A team from the OPCW begins work at the site on [Saturday], the mission said on Tuesday. | 2026-03-14
2026-03-11 | A team from the OPCW begins work at the site on Saturday, the mission said on [Tuesday]. | 2026-03-10
2026-03-11 | Greece's coast guard said the boat had set out from Tobruk on [Saturday]. | 2026-03-07
2026-03-11 | Cuba reopens its airspace on [Friday]. | 2026-03-13
2026-03-11 | Cuba reopened its airspace on [Tuesday]. | 2026-03-10
2026-03-11 | India and the EU sign their trade accord on [Friday] after two decades of talks. | 2026-03-13
2026-03-11 | India and the EU signed their trade accord on [Friday] after two decades of talks. | 2026-03-06
2026-03-11 | The minister, who survived an assassination attempt on [Saturday], has resumed his duties. | 2026-03-07
2026-03-11 | The minister, who survived an assassination attempt last year, resumes his duties on [Monday]. | 2026-03-16
2026-03-11 | Rebels have threatened to execute the captives on [Friday] if the army does not pull back. | 2026-03-13
2026-03-11 | Rebels executed two captives on [Friday] when the army did not pull back. | 2026-03-06
2026-03-11 | Norway's sovereign fund votes its shares against the board on [Thursday]. | 2026-03-12
2026-03-11 | Spain's Sanchez appears in Congress on [Wednesday] next to explain the deployment. | 2026-03-18
2026-03-11 | Spain's Sanchez appeared in Congress on [Tuesday] to explain the deployment. | 2026-03-10
2026-03-11 | Ministers are under orders to have a text ready by [Friday]. | 2026-03-13
2026-03-11 | Ministers had a text ready by [Friday]. | 2026-03-06
2026-03-11 | Turkish and Greek officials, at odds over the islets, sit down in Izmir on [Thursday]. | 2026-03-12
2026-03-11 | Turkish and Greek officials, at odds over the islets, sat down in Izmir on [Thursday]. | 2026-03-05
2026-03-11 | The strikes on [Saturday] killed at least 17 people, nine of them children. | 2026-03-07
2026-03-11 | The strikes planned for [Saturday] would close every port in the country. | 2026-03-14
2026-03-11 | Dock workers strike on [Saturday], closing every port in the country. | 2026-03-14
2026-03-11 | Dock workers struck on [Saturday], closing every port in the country. | 2026-03-07
2026-03-11 | The new ambassador takes up her post on [Sunday]. | 2026-03-15
2026-03-11 | The new ambassador took up her post on [Sunday]. | 2026-03-08
2026-03-11 | Starmer flies back on [Friday] for a cabinet meeting. | 2026-03-13
2026-03-11 | Starmer cut short the trip and flew back on [Friday] for a cabinet meeting. | 2026-03-06
2026-03-11 | There is no sign that either side will yield before [Friday]'s deadline. | 2026-03-13
2026-03-11 | There was no sign of life at the compound on [Tuesday]. | 2026-03-10
2026-03-11 | Thousands were without power on [Wednesday] after a night of strikes on the grid. | 2026-03-11
2026-03-11 | Schools and banks are to stay closed on [Thursday] and Friday. | 2026-03-12
2026-03-11 | Schools and banks are to stay closed on Thursday and [Friday]. | 2026-03-13
2026-03-11 | Schools and banks were closed on [Monday] and Tuesday. | 2026-03-09
2026-03-11 | "Come [Monday], there will be no excuses left," the envoy said. | 2026-03-16
2026-03-11 | "Since [Monday] there have been no excuses left," the envoy said. | 2026-03-09
2026-03-11 | The coalition has set itself until [Sunday] to name a candidate. | 2026-03-15
2026-03-11 | The coalition named its candidate on [Sunday], a day late. | 2026-03-08
2026-03-11 | Kiribati switches its vote on [Friday], diplomats predict. | 2026-03-13
"""

#: 60: 58, and 59 after a label was put right (56).
ENGLISH_WEEKDAYS_6 = """
2025-07-24 | Thai jets bombed targets inside Cambodia on [Thursday] after weeks of tension over a disputed stretch of the frontier boiled over. | 2025-07-24
2025-07-24 | The Security Council will hold an emergency meeting on the border fighting on [Friday] at Cambodia's request. | 2025-07-25
2025-07-24 | Malaysia's prime minister, who chairs ASEAN this year, spoke with both leaders on [Wednesday] evening. | 2025-07-23
2025-07-24 | Delegations from Iran and the three European powers meet in Istanbul on [Friday], their first session since the war. | 2025-07-25
2025-07-24 | Macron announced on [Thursday] that France would recognise a Palestinian state. | 2025-07-24
2025-07-24 | Macron is to make the announcement formally in September but briefs party leaders on [Monday]. | 2025-07-28
2025-07-24 | The State Department rejected the move on [Thursday] night, calling it reckless. | 2025-07-24
2025-07-24 | Von der Leyen flies to Scotland on [Sunday] to see Trump at his golf resort, and both sides expect a deal. | 2025-07-27
2025-07-24 | EU ambassadors signed off on a list of countermeasures on [Thursday] that would hit 93 billion euros of goods. | 2025-07-24
2025-07-24 | The countermeasures kick in automatically on Aug. 7 unless ministers decide otherwise on [Tuesday]. | 2025-07-29
2025-07-24 | Ukrainians took to the streets for a third night on [Thursday] to protest against a law curbing two anti-graft agencies. | 2025-07-24
2025-07-24 | Zelenskiy says he will send parliament a new bill, which deputies take up on [Thursday] next week at the latest. | 2025-07-31
2025-07-24 | The third round of talks in Istanbul, on [Wednesday], lasted less than an hour. | 2025-07-23
2025-07-24 | Columbia University agreed on [Wednesday] to pay more than $200 million to settle the dispute. | 2025-07-23
2025-07-24 | The company has until the close of business on [Friday] to produce the records. | 2025-07-25
2025-07-24 | Hamas said it had submitted its reply to the mediators early on [Thursday]. | 2025-07-24
2025-07-24 | Israel's negotiators are flying home for consultations and expect to be back in Doha by [Sunday]. | 2025-07-27
2025-07-24 | Witkoff pulled his team out of Doha on [Thursday], accusing Hamas of bad faith. | 2025-07-24
2025-07-24 | More than 100 aid groups warned on [Wednesday] that mass starvation was spreading across Gaza. | 2025-07-23
2025-07-24 | Jordan and the Emirates resume air drops on [Saturday], a Jordanian official said. | 2025-07-26
2025-07-24 | Japan's ruling coalition lost its majority in the upper house in [Sunday]'s vote. | 2025-07-20
2025-07-24 | Ishiba, under pressure to quit after [Sunday]'s rout, meets three former prime ministers on Wednesday. | 2025-07-20
2025-07-24 | Japanese voters are braced for another change of leader, and party elders gather on [Monday] to discuss one. | 2025-07-28
2025-07-24 | Ishiba denied on [Wednesday] that he had decided to resign. | 2025-07-23
2025-07-24 | A Russian An-24 passenger plane crashed in the Amur region on [Thursday], killing all 48 on board. | 2025-07-24
2025-07-24 | Investigators from Moscow are due at the crash site by [Saturday]. | 2025-07-26
2025-07-24 | China's premier told the opening of an AI forum on [Saturday] that the technology needed rules. | 2025-07-19
2025-07-24 | China's premier opens an AI forum in Shanghai on [Saturday]. | 2025-07-26
2025-07-24 | Treasury Secretary Bessent said he will see his Chinese counterpart in Stockholm on [Monday]. | 2025-07-28
2025-07-24 | Treasury Secretary Bessent told Fox Business on [Tuesday] that the truce would probably be extended. | 2025-07-22
2025-07-24 | Sweden hosts the third round of U.S.-China trade talks on [Monday]. | 2025-07-28
2025-07-24 | The bodies of seven migrants washed ashore near Sfax over the weekend, the national guard said on [Monday]. | 2025-07-21
2025-07-24 | Suriname's new president, Jennifer Geerlings-Simons, travels to Georgetown on [Tuesday] on her first foreign visit. | 2025-07-29
2025-07-24 | Congo and the M23 rebels signed a declaration of principles in Doha on [Saturday]. | 2025-07-19
2025-07-24 | Under the declaration, the two sides have until [Tuesday] to start carrying out its terms. | 2025-07-29
2025-07-24 | Uganda's electoral body cleared the president on [Thursday] to seek a seventh term. | 2025-07-24
2025-07-24 | Bolsonaro must answer the court's questions by [Friday] or face arrest. | 2025-07-25
2025-07-24 | Police fitted Bolsonaro with an ankle tag on [Friday]. | 2025-07-18
2025-07-24 | Syria's presidency said in a statement on [Saturday] that it had ordered an immediate ceasefire in Sweida. | 2025-07-19
2025-07-24 | Another convoy of the Syrian Red Crescent is to enter Sweida on [Friday], state media reported. | 2025-07-25
2025-07-24 | The last Bedouin fighters were out of the city by [Sunday], the interior ministry said. | 2025-07-20
2025-07-24 | Parliament's foreign affairs committee grills the minister on [Tuesday] about the leak. | 2025-07-29
2025-07-24 | Britain and India signed their free trade agreement on [Thursday] during Modi's visit. | 2025-07-24
2025-07-24 | Modi goes on to Male, where he is guest of honour at independence celebrations on [Saturday]. | 2025-07-26
2025-07-24 | UNESCO's director-general said on [Tuesday] she deeply regretted the U.S. decision to leave. | 2025-07-22
2025-07-24 | The president of the ICJ reads out the court's advisory opinion on [Wednesday]. | 2025-07-30
2025-07-24 | The court found on [Wednesday] that states which fail to curb emissions may be in breach of the law. | 2025-07-23
2025-07-24 | Lithuania's Social Democrats elect a new leader on [Saturday], and with it, most likely, the next prime minister. | 2025-07-26
2025-07-24 | Lithuania's prime minister stepped down on [Thursday] following investigations into his business dealings. | 2025-07-24
2025-07-24 | Poland's reshuffled cabinet will be sworn in on [Thursday]. | 2025-07-24
2025-07-24 | Tusk unveiled his reshuffled cabinet on [Wednesday], making Sikorski a deputy premier. | 2025-07-23
2025-07-24 | Trump visits the Federal Reserve on [Thursday], stepping up his campaign against its chairman. | 2025-07-24
2025-07-24 | A suicide bombing in Mogadishu on [Wednesday] wounded the deputy governor. | 2025-07-23
2025-07-24 | A general strike called for [Monday] threatens to paralyse Buenos Aires. | 2025-07-28
2025-07-24 | A general strike on [Monday] paralysed Buenos Aires. | 2025-07-21
2025-07-24 | The ceasefire, brokered by Washington, begins at 6 p.m. on [Friday]. | 2025-07-25
2025-07-24 | The ceasefire, brokered by Washington, collapsed within hours on [Saturday]. | 2025-07-19
2025-07-24 | "If there's no agreement on [Friday], we trigger snapback," a European diplomat said. | 2025-07-25
2025-07-24 | "We told them on [Friday] what snapback means," a European diplomat said. | 2025-07-18
2025-07-24 | Both armies' commanders are expected on the bridge on [Tuesday] morning for the handover. | 2025-07-29
"""
