"""Slack: what is said there becomes messages, and posts become Block Kit."""
