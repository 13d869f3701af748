"""How a sentence is read: who does what to whom, who says so, whose office, how many.  Pure.

English, and by lists of phrases what other languages tell a machine to do.  Which sentences answer or
make a briefing is `built_in`'s to say, and which are carried by their sources `grounding`'s.
"""
