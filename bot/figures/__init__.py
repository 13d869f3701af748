"""Figures as texts write them: numbers in digits and words, units, hedges.  Pure."""
