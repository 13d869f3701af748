"""Scheduled briefings: slots and delivery."""
