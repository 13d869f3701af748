"""Sentences as news writes them, each with one date word in brackets and the days that it means.

Written by hand before the rules were tuned.  A line is: publication day | sentence | day,
or first..last, or "-" where it stays unresolved.
"""

from __future__ import annotations

#: Bare weekdays: the figure that is asked for is measured on these.
ENGLISH_WEEKDAYS = """
2024-03-21 | The Security Council will vote on [Friday] on a draft put forward by Washington. | 2024-03-22
2024-03-21 | The Security Council voted on [Monday] to demand a ceasefire. | 2024-03-18
2024-03-21 | Blinken heads to Israel on [Friday] to press for a truce. | 2024-03-22
2024-03-21 | Putin meets Xi in Beijing [Tuesday]. | 2024-03-26
2024-03-21 | The minister, speaking in Ankara on [Wednesday], said talks would go on. | 2024-03-20
2024-03-21 | The foreign ministry said on [Thursday] that it will summon the ambassador. | 2024-03-21
2024-03-21 | The ministry said on Wednesday it would reopen the embassy on [Monday]. | 2024-03-25
2024-03-21 | The ministry said on [Wednesday] it would reopen the embassy on Monday. | 2024-03-20
2024-03-21 | Parliament is due to debate the treaty on [Tuesday]. | 2024-03-26
2024-03-21 | On [Friday], the court will hear the appeal. | 2024-03-22
2024-03-21 | On [Sunday], gunmen attacked a convoy near the border. | 2024-03-17
2024-03-21 | European leaders gather in Brussels on [Friday] for a second day of talks. | 2024-03-22
2024-03-21 | European leaders gathered in Brussels on [Wednesday] to discuss enlargement. | 2024-03-20
2024-03-21 | He flew to Riyadh on [Tuesday] to meet the crown prince. | 2024-03-19
2024-03-21 | Both sides have until [Saturday] to accept the proposal. | 2024-03-23
2024-03-21 | Rebels gave the government until [Sunday] to release the prisoners. | 2024-03-24
2024-03-21 | Three people were killed when a shell hit a market [Tuesday]. | 2024-03-19
2024-03-21 | The summit, which begins on [Monday], is expected to draw forty leaders. | 2024-03-25
2024-03-21 | The summit, which ended on [Monday], drew forty leaders. | 2024-03-18
2024-03-21 | Voters go to the polls on [Sunday] in a runoff. | 2024-03-24
2024-03-21 | Voters went to the polls on [Sunday] in a runoff. | 2024-03-17
2024-03-21 | In a statement on [Wednesday], the bloc called for restraint. | 2024-03-20
2024-03-21 | The envoy will travel to Doha, two officials said on [Wednesday]. | 2024-03-20
2024-03-21 | The envoy is to travel to Doha on [Saturday], two officials said. | 2024-03-23
2024-03-21 | Ahead of [Friday]'s vote, diplomats were still haggling over the text. | 2024-03-22
2024-03-21 | After [Monday]'s vote, diplomats will turn to sanctions. | 2024-03-18
2024-03-21 | Fighting has raged since [Saturday], displacing thousands. | 2024-03-16
2024-03-21 | The strike, planned for [Friday], has been called off. | 2024-03-22
2024-03-21 | The hearing was postponed to [Monday] after the judge fell ill. | 2024-03-25
2024-03-21 | The two were to have met on [Friday], but the visit was cancelled. | 2024-03-22
2024-03-21 | The two agreed to meet again on [Tuesday]. | 2024-03-26
2024-03-21 | Unions have called for a general strike on [Monday]. | 2024-03-25
2024-03-21 | The opposition urged supporters to rally on [Saturday]. | 2024-03-23
2024-03-21 | Thousands rallied on [Saturday] to demand new elections. | 2024-03-16
2024-03-21 | Israel could decide as early as [Friday] whether to send a delegation. | 2024-03-22
2024-03-21 | The ceasefire could have collapsed on [Sunday] had mediators not stepped in. | 2024-03-17
2024-03-21 | The deal takes effect on [Saturday]. | 2024-03-23
2024-03-21 | The deal took effect on [Saturday]. | 2024-03-16
2024-03-21 | The election is on [Sunday]. | 2024-03-24
2024-03-21 | The prime minister has been in hospital since [Tuesday]. | 2024-03-19
2024-03-21 | The president arrived late on [Wednesday] and will stay for two days. | 2024-03-20
2024-03-21 | The president will stay until [Saturday]. | 2024-03-23
2024-03-21 | The delegation returns to Cairo [Sunday] for a new round. | 2024-03-24
2024-03-21 | A spokesman told reporters [Wednesday] the offer remains on the table. | 2024-03-20
2024-03-21 | Rescue workers found two survivors early on [Thursday]. | 2024-03-21
2024-03-21 | The vote is scheduled for [Thursday] afternoon. | 2024-03-21
2024-03-21 | The panel, meeting [Friday] in Geneva, will take up the complaint. | 2024-03-22
2024-03-21 | Sanctions imposed on [Monday] target three banks. | 2024-03-18
2024-03-21 | Sanctions to be announced on [Monday] will target three banks. | 2024-03-25
2024-03-21 | She said she hoped the aid would arrive by [Friday]. | 2024-03-22
2024-03-21 | By [Wednesday] evening rescuers had recovered nine bodies. | 2024-03-20
2024-03-21 | "We will answer," he said on [Tuesday]. | 2024-03-19
2024-03-21 | He said: "We will answer on [Tuesday]." | 2024-03-26
2024-03-21 | The premier, who resigned on [Tuesday], will remain as caretaker. | 2024-03-19
2024-03-21 | The premier, who resigns on [Tuesday], has led the country since 2019. | 2024-03-26
2024-03-21 | Leaders will meet in Paris on Friday and in Berlin on [Saturday]. | 2024-03-23
2024-03-21 | Leaders met in Paris on Monday and in Berlin on [Tuesday]. | 2024-03-19
2024-03-21 | The ambassador was recalled on Tuesday and is to leave on [Sunday]. | 2024-03-24
2024-03-21 | The navy plans to hold drills from [Monday] to Wednesday. | 2024-03-25
2024-03-21 | The navy plans to hold drills from Monday to [Wednesday]. | 2024-03-27
2024-03-21 | The navy held drills from [Monday] to Wednesday. | 2024-03-18
2024-03-21 | A deadline set by the court expires on [Friday]. | 2024-03-22
2024-03-21 | It was the deadliest attack since the bombing on [Monday] of a rail depot. | 2024-03-18
2024-03-21 | The army accused rebels of firing on a school on [Monday]. | 2024-03-18
2024-03-21 | The talks, due to resume on [Sunday], may be delayed. | 2024-03-24
2024-03-21 | The court ordered the government to respond by [Tuesday]. | 2024-03-26
2024-03-21 | The government responded on [Tuesday] to the court's order to release him. | 2024-03-19
2024-03-21 | Witnesses are to testify [Monday] before the committee. | 2024-03-25
2024-03-21 | Witnesses testified [Monday] before the committee. | 2024-03-18
2024-03-21 | Leaders arriving on [Friday] will be met by the king. | 2024-03-22
2024-03-21 | The king met leaders arriving on [Wednesday]. | 2024-03-20
2024-03-21 | The talks are expected to conclude [Saturday], according to a schedule released on Monday. | 2024-03-23
2024-03-21 | The talks are expected to conclude Saturday, according to a schedule released on [Monday]. | 2024-03-18
2024-03-21 | Protesters vowed to return to the square on [Friday]. | 2024-03-22
2024-03-21 | The bank left rates unchanged on [Wednesday], as expected. | 2024-03-20
2024-03-21 | The president's party won [Sunday]'s election. | 2024-03-17
2024-03-21 | The president's party is tipped to win [Sunday]'s election. | 2024-03-24
2024-01-02 | The rockets were fired on [Friday]. | 2023-12-29
2023-12-29 | The new law comes into force on [Monday]. | 2024-01-01
2024-02-28 | Ministers will meet on [Thursday]. | 2024-02-29
2024-03-01 | Ministers met on [Thursday]. | 2024-02-29
2024-10-14 | Ministers meet on [Monday] in Luxembourg. | 2024-10-14
2024-10-14 | Two soldiers were wounded on [Sunday]. | 2024-10-13
2025-01-06 | Lawmakers are expected to elect a president on [Thursday]. | 2025-01-09
2025-01-06 | The interior minister stepped down [Saturday] after weeks of protest. | 2025-01-04
"""

#: Written after the rules, and read by them unseen: 46 of the first 50 then, 38 of the next 40.
ENGLISH_WEEKDAYS_UNSEEN = """
2024-09-05 | The OSCE chair will brief delegations in Vienna on [Monday], her office said. | 2024-09-09
2024-09-05 | Mediators from Qatar and Egypt shuttled between the sides on [Tuesday]. | 2024-09-03
2024-09-05 | The kingdom recalled its envoy on [Sunday] over remarks by a senior lawmaker. | 2024-09-01
2024-09-05 | Germany's chancellor is travelling to Astana on [Sunday] for a regional summit. | 2024-09-08
2024-09-05 | A UN convoy reached the besieged town late on [Wednesday]. | 2024-09-04
2024-09-05 | Ministers failed on [Tuesday] to agree on a price cap and will try again on Friday. | 2024-09-03
2024-09-05 | Ministers failed on Tuesday to agree on a price cap and will try again on [Friday]. | 2024-09-06
2024-09-05 | The truce, announced on [Saturday], has largely held. | 2024-08-31
2024-09-05 | A truce is set to begin at dawn on [Saturday]. | 2024-09-07
2024-09-05 | The foreign secretary arrives in Delhi on [Saturday] for trade talks. | 2024-09-07
2024-09-05 | The foreign secretary, who arrived in Delhi on [Tuesday], met business leaders. | 2024-09-03
2024-09-05 | Iran's parliament is expected to vote on the cabinet by [Wednesday]. | 2024-09-11
2024-09-05 | Iran's parliament approved the cabinet on [Wednesday]. | 2024-09-04
2024-09-05 | Talks between the two Koreas, the first in a year, broke down on [Monday]. | 2024-09-02
2024-09-05 | The commission wants member states to sign off on the plan when they meet on [Friday]. | 2024-09-06
2024-09-05 | The African Union condemned [Saturday]'s coup attempt. | 2024-08-31
2024-09-05 | Campaigning ends at midnight on [Friday], two days before the vote. | 2024-09-06
2024-09-05 | Campaigning ended at midnight on [Tuesday]. | 2024-09-03
2024-09-05 | Moscow said it would respond after the alliance meets on [Tuesday]. | 2024-09-10
2024-09-05 | Washington imposed visa bans on [Tuesday] against twelve officials. | 2024-09-03
2024-09-05 | Washington is preparing visa bans, to be unveiled on [Monday]. | 2024-09-09
2024-09-05 | The president will skip [Monday]'s summit. | 2024-09-09
2024-09-05 | The president skipped [Monday]'s summit. | 2024-09-02
2024-09-05 | Aid trucks have been stuck at the crossing since [Friday]. | 2024-08-30
2024-09-05 | Aid deliveries are suspended until [Sunday], the agency said. | 2024-09-08
2024-09-05 | The junta rejected on [Wednesday] a demand to free the deposed leader by Sunday. | 2024-09-04
2024-09-05 | The junta rejected on Wednesday a demand to free the deposed leader by [Sunday]. | 2024-09-08
2024-09-05 | The governor must decide before [Saturday] whether to sign the bill. | 2024-09-07
2024-09-05 | Serbia's leader told state television on [Tuesday] that he would attend the summit. | 2024-09-03
2024-09-05 | Poland's top diplomat, in Kyiv on [Wednesday], promised more air defences. | 2024-09-04
2024-09-05 | Two ministers quit on [Tuesday] in protest at the deal. | 2024-09-03
2024-09-05 | The interim government takes over on [Monday]. | 2024-09-09
2024-09-05 | France on [Wednesday] expelled three diplomats in response. | 2024-09-04
2024-09-05 | The exiled leader plans to return on [Saturday] despite threats of arrest. | 2024-09-07
2024-09-05 | Negotiators worked through [Sunday] night without a breakthrough. | 2024-09-01
2024-09-05 | Oil prices rose on [Thursday] after the pipeline was shut. | 2024-09-05
2024-09-05 | The court is hearing the case on [Friday]. | 2024-09-06
2024-09-05 | The court heard the case on [Friday]. | 2024-08-30
2024-09-05 | A second round of voting, if needed, would take place on [Sunday]. | 2024-09-08
2024-09-05 | The bloc's leaders will on [Monday] discuss how to use frozen assets. | 2024-09-09
2024-09-05 | Asked about [Tuesday]'s strike, the spokesman declined to comment. | 2024-09-03
2024-09-05 | Pope to visit Jakarta mosque [Friday]. | 2024-09-06
2024-09-05 | Grossi to report to IAEA board [Monday]. | 2024-09-09
2024-09-05 | Kremlin: no decision [Wednesday] on prisoner swap. | 2024-09-04
2024-09-05 | The envoy, whose mandate ends on [Saturday], warned of famine. | 2024-09-07
2024-09-05 | Officials had hoped to announce the deal on [Tuesday]. | 2024-09-03
2024-09-05 | The rebels said they would hand over the bodies on [Friday], having freed two captives on Monday. | 2024-09-06
2024-09-05 | The rebels said they would hand over the bodies on Friday, having freed two captives on [Monday]. | 2024-09-02
2024-09-05 | Schools reopen on [Monday] across the north. | 2024-09-09
2024-09-05 | Security was tight ahead of [Saturday]'s parade. | 2024-09-07
2025-06-11 | Lithuania's parliament voted on [Tuesday] to withdraw from the treaty. | 2025-06-10
2025-06-11 | Kenya's president said in Nairobi on [Monday] that the force would be doubled. | 2025-06-09
2025-06-11 | The Quad's foreign ministers are to convene in Tokyo on [Tuesday]. | 2025-06-17
2025-06-11 | Sirens sounded across the north on [Wednesday] as drones crossed the border. | 2025-06-11
2025-06-11 | The two sides exchanged prisoners on [Friday] under a deal brokered by the Emirates. | 2025-06-06
2025-06-11 | The two sides will exchange prisoners on [Friday] under a deal brokered by the Emirates. | 2025-06-13
2025-06-11 | Colombia's peace commissioner resigned late [Sunday], citing personal reasons. | 2025-06-08
2025-06-11 | The IMF board is likely to approve the loan on [Friday], two sources said. | 2025-06-13
2025-06-11 | The IMF board approved the loan on [Friday], two sources said. | 2025-06-06
2025-06-11 | Syria's foreign minister landed in Paris on [Tuesday] for his first visit. | 2025-06-10
2025-06-11 | Tear gas was fired outside the ministry on [Monday] evening. | 2025-06-09
2025-06-11 | Vietnam and the Philippines signed an agreement on [Monday] to share radar data. | 2025-06-09
2025-06-11 | The European Parliament holds a debate on [Wednesday] about the tariffs. | 2025-06-11
2025-06-11 | Sweden takes over the presidency on [Sunday]. | 2025-06-15
2025-06-11 | In a phone call on [Saturday] the two leaders discussed grain exports. | 2025-06-07
2025-06-11 | The fourth round of nuclear talks will be held in Oman on [Sunday], Iran's foreign minister said on Monday. | 2025-06-15
2025-06-11 | The fourth round of nuclear talks will be held in Oman on Sunday, Iran's foreign minister said on [Monday]. | 2025-06-09
2025-06-11 | Haiti's transitional council chose a new prime minister on [Tuesday]. | 2025-06-10
2025-06-11 | Peru declared a state of emergency on [Thursday] in two regions. | 2025-06-05
2025-06-11 | The opposition leader, jailed since [Thursday], has begun a hunger strike. | 2025-06-05
2025-06-11 | Voters in Bolivia choose between two conservatives on [Sunday]. | 2025-06-15
2025-06-11 | The court's decision on [Monday] cleared the way for his extradition. | 2025-06-09
2025-06-11 | Its troops must leave the base by [Saturday] under the accord. | 2025-06-14
2025-06-11 | A delegation led by the deputy premier left for Geneva on [Tuesday]. | 2025-06-10
2025-06-11 | The speaker put off [Thursday]'s vote for lack of support. | 2025-06-12
2025-06-11 | Hundreds of thousands marched through Belgrade on [Saturday], the largest protest in years. | 2025-06-07
2025-06-11 | Libya's rival chambers resume talks in Tunis on [Monday]. | 2025-06-16
2025-06-11 | Flights were to resume on [Thursday] after a week's closure. | 2025-06-12
2025-06-11 | The minister dismissed on [Tuesday] reports that he would step down. | 2025-06-10
2025-06-11 | Armenia's leader travels to Istanbul on [Friday] in a rare visit. | 2025-06-13
2025-06-11 | An explosion tore through a police station in Quetta on [Sunday], killing four. | 2025-06-08
2025-06-11 | The envoy is expected back in Beirut on [Monday] with a reply. | 2025-06-16
2025-06-11 | South Korea on [Wednesday] suspended loudspeaker broadcasts along the frontier. | 2025-06-11
2025-06-11 | The G7 opens its three-day summit in Canada on [Sunday]. | 2025-06-15
2025-06-11 | Rwanda accused its neighbour on [Friday] of breaking the truce. | 2025-06-06
2025-06-11 | Bulgaria's government survived a no-confidence motion on [Thursday]. | 2025-06-05
2025-06-11 | Talks ended on [Tuesday] without agreement, and no date was set for another round. | 2025-06-10
2025-06-11 | The commission is due to publish its report on enlargement on [Thursday]. | 2025-06-12
2025-06-11 | They had been seized on [Sunday] while sailing to Gaza. | 2025-06-08
2025-06-11 | The activists were deported on [Tuesday], the ministry said. | 2025-06-10
"""

ENGLISH_OTHERS = """
2024-03-21 | It was signed [last Friday]. | 2024-03-15
2024-03-21 | Talks resume [next Monday]. | 2024-03-25
2024-03-21 | They will meet [this Friday]. | 2024-03-22
2024-03-21 | Parliament must ratify the treaty by [30 June]. | 2024-06-30
2024-03-21 | Since the attack on [October 7] they have talked. | 2023-10-07
2024-03-21 | The country will hold elections on [28 October]. | 2024-10-28
2024-06-01 | The war that broke out on [7 October] goes on. | 2023-10-07
2024-03-21 | The vote is set for [early June]. | 2024-06-01..2024-06-10
2024-03-21 | Envoys are to meet in [late June]. | 2024-06-21..2024-06-30
2024-03-21 | Talks will resume [next week]. | 2024-03-25..2024-03-31
2024-03-21 | He said so [last week]. | 2024-03-11..2024-03-17
2024-03-21 | The aid will arrive [in the coming days]. | 2024-03-21..2024-03-28
2024-03-21 | A decision is due [later this week]. | 2024-03-21..2024-03-24
2024-03-21 | The leaders meet [this weekend]. | 2024-03-23..2024-03-24
2024-03-21 | The attack came [two weeks ago]. | 2024-03-07
2024-03-21 | The ultimatum runs out [in three days]. | 2024-03-24
2024-03-21 | He resigned on 4 March, and left [the following Friday]. | -
2024-03-21 | Elections were held [last month]. | 2024-02-01..2024-02-29
2024-03-21 | The committee meets on [Wednesday next week]. | 2024-03-27
2024-03-21 | On [Sunday], 10 July 2022, voters chose a new house. | 2022-07-10
2024-12-30 | Talks open on [2 January]. | 2025-01-02
2025-01-02 | It fell on [30 December]. | 2024-12-30
2025-03-01 | It fell on [29 February]. | 2024-02-29
"""

FRENCH = """
2024-03-21 | Le Conseil de sécurité votera [vendredi] sur le projet américain. | 2024-03-22
2024-03-21 | Le Conseil de sécurité a voté [lundi] une résolution. | 2024-03-18
2024-03-21 | Le ministre se rendra [mardi] à Berlin, a annoncé mercredi son cabinet. | 2024-03-26
2024-03-21 | Le ministre se rendra mardi à Berlin, a annoncé [mercredi] son cabinet. | 2024-03-20
2024-03-21 | Les dirigeants doivent se retrouver [samedi] à Bruxelles. | 2024-03-23
2024-03-21 | Les dirigeants se sont retrouvés [samedi] à Bruxelles. | 2024-03-16
2024-03-21 | Trois personnes ont été tuées [dimanche] dans une frappe. | 2024-03-17
2024-03-21 | Le président devrait s'exprimer [lundi] devant le Parlement. | 2024-03-25
2024-03-21 | Il rencontrera son homologue [lundi prochain]. | 2024-03-25
2024-03-21 | Ils s'étaient vus [vendredi dernier] à Genève. | 2024-03-15
2024-03-21 | Les pourparlers, prévus [vendredi], ont été reportés. | 2024-03-22
2024-03-21 | L'accord doit être ratifié d'ici le [30 juin]. | 2024-06-30
2024-03-21 | Depuis le [7 octobre], la guerre fait rage. | 2023-10-07
2024-03-21 | Le sommet se tiendra [la semaine prochaine]. | 2024-03-25..2024-03-31
2024-03-21 | L'aide arrivera [dans les prochains jours]. | 2024-03-21..2024-03-28
2024-03-21 | Le traité a été signé le [1er mars]. | 2024-03-01
2024-03-21 | Il était arrivé [il y a trois jours]. | 2024-03-18
2024-03-21 | La réunion est attendue [fin juin]. | 2024-06-21..2024-06-30
"""

GERMAN = """
2024-03-21 | Der Sicherheitsrat wird am [Freitag] über den Entwurf abstimmen. | 2024-03-22
2024-03-21 | Der Sicherheitsrat stimmte am [Montag] für die Resolution. | 2024-03-18
2024-03-21 | Das teilte das Auswärtige Amt am [Mittwoch] mit. | 2024-03-20
2024-03-21 | Die Ministerin reist am [Dienstag] nach Kairo. | 2024-03-26
2024-03-21 | Die Ministerin ist am [Dienstag] nach Kairo gereist. | 2024-03-19
2024-03-21 | Der Kanzler soll am [Samstag] in Paris eintreffen. | 2024-03-23
2024-03-21 | Das Treffen, das am [Montag] beginnt, dauert zwei Tage. | 2024-03-25
2024-03-21 | Das Treffen, das am [Montag] begann, dauerte zwei Tage. | 2024-03-18
2024-03-21 | Am [Sonntag] wurden bei einem Angriff drei Menschen getötet. | 2024-03-17
2024-03-21 | Die Regierung hat bis [Sonntag] Zeit für eine Antwort. | 2024-03-24
2024-03-21 | Er sagte, man werde am [Freitag] weiterverhandeln. | 2024-03-22
2024-03-21 | Das Abkommen muss bis zum [30. Juni] ratifiziert werden. | 2024-06-30
2024-03-21 | Seit dem [7. Oktober] dauert der Krieg an. | 2023-10-07
2024-03-21 | Die Gespräche werden [nächste Woche] fortgesetzt. | 2024-03-25..2024-03-31
2024-03-21 | Die Hilfe soll [in den kommenden Tagen] eintreffen. | 2024-03-21..2024-03-28
2024-03-21 | Er war [vergangenen Freitag] zurückgetreten. | 2024-03-15
2024-03-21 | Das Gipfeltreffen ist für [Ende Juni] geplant. | 2024-06-21..2024-06-30
2024-03-21 | Der Angriff war [vor drei Tagen]. | 2024-03-18
"""

SPANISH = """
2024-03-21 | El Consejo de Seguridad votará el [viernes] sobre el proyecto. | 2024-03-22
2024-03-21 | El Consejo de Seguridad votó el [lunes] una resolución. | 2024-03-18
2024-03-21 | El ministro viajará el [martes] a Quito, informó el miércoles la cancillería. | 2024-03-26
2024-03-21 | El ministro viajará el martes a Quito, informó el [miércoles] la cancillería. | 2024-03-20
2024-03-21 | El presidente tiene previsto reunirse el [sábado] con su homólogo. | 2024-03-23
2024-03-21 | El presidente se reunió el [sábado] con su homólogo. | 2024-03-16
2024-03-21 | Tres personas murieron el [domingo] en un ataque. | 2024-03-17
2024-03-21 | Dijo que las conversaciones se reanudarían el [lunes]. | 2024-03-25
2024-03-21 | La cumbre comienza el [lunes] en Lima. | 2024-03-25
2024-03-21 | La cumbre comenzó el [lunes] en Lima. | 2024-03-18
2024-03-21 | Se reunirán [el próximo lunes]. | 2024-03-25
2024-03-21 | El acuerdo se firmó [el viernes pasado]. | 2024-03-15
2024-03-21 | El tratado debe ratificarse antes del [30 de junio]. | 2024-06-30
2024-03-21 | Desde el [7 de octubre] continúa la guerra. | 2023-10-07
2024-03-21 | El diálogo seguirá [la próxima semana]. | 2024-03-25..2024-03-31
2024-03-21 | La ayuda llegará [en los próximos días]. | 2024-03-21..2024-03-28
2024-03-21 | El ataque ocurrió [hace tres días]. | 2024-03-18
2024-03-21 | Las elecciones serán [a finales de junio]. | 2024-06-21..2024-06-30
"""

ARABIC = """
2024-03-21 | سيصوت مجلس الأمن يوم [الجمعة] على مشروع القرار. | 2024-03-22
2024-03-21 | صوت مجلس الأمن يوم [الاثنين] على القرار. | 2024-03-18
2024-03-21 | قال وزير الخارجية [الأربعاء] إن المحادثات مستمرة. | 2024-03-20
2024-03-21 | من المقرر أن يزور الرئيس القاهرة [الثلاثاء]. | 2024-03-26
2024-03-21 | زار الرئيس القاهرة [الثلاثاء]. | 2024-03-19
2024-03-21 | قتل ثلاثة أشخاص [الأحد] في غارة جوية. | 2024-03-17
2024-03-21 | يعقد القادة قمة يوم [السبت] في الرياض. | 2024-03-23
2024-03-21 | عقد القادة قمة يوم [السبت] في الرياض. | 2024-03-16
2024-03-21 | تستأنف المفاوضات [الاثنين المقبل]. | 2024-03-25
2024-03-21 | وقع الاتفاق [الجمعة الماضي]. | 2024-03-15
2024-03-21 | أعلن ذلك أمس [الأربعاء]. | 2024-03-20
2024-03-21 | يجب التصديق على المعاهدة قبل [30 يونيو]. | 2024-06-30
2024-03-21 | منذ [٧ تشرين الأول] تتواصل الحرب. | 2023-10-07
2024-03-21 | بدأت الحرب في [7 أكتوبر 2023]. | 2023-10-07
2024-03-21 | تستأنف المحادثات [الأسبوع المقبل]. | 2024-03-25..2024-03-31
2024-03-21 | ستصل المساعدات [خلال الأيام المقبلة]. | 2024-03-21..2024-03-28
2024-03-21 | وقع الهجوم [قبل ثلاثة أيام]. | 2024-03-18
2024-03-21 | التقى الوزيران في [١٥ كانون الثاني ٢٠٢٤]. | 2024-01-15
"""

OTHER_LANGUAGES = {"fr": FRENCH, "de": GERMAN, "es": SPANISH, "ar": ARABIC}
