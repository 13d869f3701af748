"""A Slack workspace for tests: the real emulator's memory behind a front of our own.

The emulator (npm `emulate`) keeps channels, messages, people, files, views and OAuth.  The front
adds what it lacks: Socket Mode and signed HTTP with retries, mentions, streams, metadata, paging,
clicks and forms, and the faults that tests ask for.  Every payload that passes is validated.
"""
