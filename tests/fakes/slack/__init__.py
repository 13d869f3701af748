"""A Slack workspace for tests: the real emulator's memory behind a front of our own.

The emulator (npm `emulate`) keeps channels, messages, people, files, views and OAuth.  The front
adds what it lacks: Socket Mode and signed HTTP with retries, mentions, streams, metadata, paging,
clicks and forms, and the faults that tests ask for.  Every payload that passes is validated.

`workspace` is where to begin, and `people` what can be done in it.  `messages`, `streams`,
`reading`, `views` and `agent` are the Web API by subject; `events` and `delivery`, how an app
hears of things; `scopes` and `faults`, what stands in its way; `state` runs the emulator.
"""
