"""Matrix for tests: a real homeserver, and people who do not use any code of the bot's.

`homeserver` is where to begin: Synapse in a process of its own.  `person` is somebody in rooms that
are not encrypted, over plain HTTP; `watching` is what comes and goes before a person's eyes (typing,
receipts).  `proxy` stands between the bot and the homeserver, where an answer has to get lost.
`encrypted_person` is somebody in encrypted rooms: matrix-js-sdk, what Element is made of, in a Node
process (tests/node/element.mjs).  `configuration` is Synapse's own settings.
"""
