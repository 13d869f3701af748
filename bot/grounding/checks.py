"""The checks of the gate, in the order in which they are made: one module per kind, each pure."""

from __future__ import annotations

from bot.grounding.added_deeds import (
    check_added_deeds,
    check_added_degrees,
    check_added_wholes,
    check_unheard_acts,
)
from bot.grounding.additions import check_additions
from bot.grounding.agreement_stages import check_stages
from bot.grounding.allegations import check_allegations
from bot.grounding.antonyms import check_turned_words
from bot.grounding.attribution import check_attribution
from bot.grounding.belongings import check_belongings
from bot.grounding.causes import check_causes
from bot.grounding.cited_speakers import check_tellers
from bot.grounding.companions import check_companions
from bot.grounding.comparisons import check_comparisons, check_owners
from bot.grounding.contradictions import check_contradictions
from bot.grounding.counted_things import check_counted
from bot.grounding.date_deeds import check_date_deeds
from bot.grounding.date_sentences import check_date_homes
from bot.grounding.dates import check_dates
from bot.grounding.deed_limits import check_bounds_of_deeds
from bot.grounding.deeds_told import check_deeds
from bot.grounding.directions import check_directions
from bot.grounding.dropped import check_dropped
from bot.grounding.figure_deeds import check_figure_deeds
from bot.grounding.figure_sentences import check_figure_homes
from bot.grounding.hedges import check_hedges, check_limits
from bot.grounding.kinds_of_things import check_kinds
from bot.grounding.left_unsaid import check_left_unsaid
from bot.grounding.misattributed_words import check_put_in_mouths
from bot.grounding.misplaced_citations import check_misplaced
from bot.grounding.modality import check_firmness
from bot.grounding.named_opposites import check_named_opposites
from bot.grounding.names import check_names
from bot.grounding.negation import check_negation
from bot.grounding.numbered_sources import check_numbered_sources
from bot.grounding.numbers import check_currencies, check_numbers
from bot.grounding.office_holders import check_holders
from bot.grounding.omitted_qualifiers import check_left_out
from bot.grounding.others_deeds import check_others_deeds
from bot.grounding.pairings import check_pairings
from bot.grounding.parts_and_wholes import check_parts
from bot.grounding.parts_told import check_parts_told
from bot.grounding.postponed_dates import check_postponed
from bot.grounding.promised_figures import check_promised
from bot.grounding.quotes import check_quotes
from bot.grounding.roles import check_roles
from bot.grounding.senders import check_senders
from bot.grounding.subjects import check_subjects
from bot.grounding.substitutions import check_substitutions
from bot.grounding.unattributed import check_one_sided
from bot.grounding.unconditional import check_only_possible, check_unconditional
from bot.grounding.undone_deeds import check_only_planned, check_undone
from bot.grounding.unmentioned import check_unmentioned
from bot.grounding.votes import check_votes

#: Each looks at one sentence; `support` looks at all sentences of a claim at once.
CHECKS = (
    check_quotes,
    check_attribution,
    check_numbers,
    check_limits,
    check_numbered_sources,
    check_parts,
    check_dates,
    check_names,
    check_substitutions,
    check_negation,
    check_contradictions,
    check_turned_words,
    check_deeds,
    check_undone,
    check_roles,
    check_others_deeds,
    check_votes,
    check_holders,
    check_allegations,
    check_postponed,
    check_stages,
    check_unmentioned,
    check_kinds,
    check_companions,
    check_additions,
    check_belongings,
    check_causes,
    check_comparisons,
    check_figure_deeds,
    check_named_opposites,
    check_date_deeds,
    check_directions,
    check_subjects,
    check_dropped,
    check_owners,
    check_only_planned,
)

#: The same for what is posted, where a writer is asked once more (promise 1): a sentence is held
#: against the few that it cites, and what people would forgive a summary is a fault.
STRICT_CHECKS = (
    check_misplaced,
    check_currencies,
    check_hedges,
    check_added_deeds,
    check_added_degrees,
    check_pairings,
    check_firmness,
    check_promised,
    check_tellers,
    check_counted,
    check_figure_homes,
    check_date_homes,
    check_parts_told,
    check_put_in_mouths,
    check_left_unsaid,
    check_unconditional,
    check_only_possible,
    check_bounds_of_deeds,
    check_left_out,
)

#: Those that hold each sentence of a bare claim against all of its evidence, and are of no use where
#: a sentence cites a few.
WHOLE_CHECKS = (check_senders,)

#: Those that hold a bare claim of a sentence or two against all of its evidence.
SHORT_CHECKS = (
    check_unheard_acts,
    check_figure_homes,
    check_date_homes,
    check_parts_told,
    check_put_in_mouths,
    check_left_unsaid,
    check_left_out,
)

#: Those that hold such a claim against the few sentences that it surely retells.
NEAR_CHECKS = (
    check_pairings,
    check_firmness,
    check_promised,
    check_tellers,
    check_one_sided,
    check_added_wholes,
    check_counted,
    check_unconditional,
    check_only_possible,
    check_bounds_of_deeds,
    check_left_out,
)
