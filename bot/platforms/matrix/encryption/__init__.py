"""Encrypted rooms: the only place that knows matrix-nio and vodozemac.

Nothing of them is imported before an encrypted room is met, so that a bot without one needs neither:
`loading` is the door. `errors`, `cross_signing` and `recovery_file` are free of them.
"""
