"""Encrypted rooms: the only place that knows matrix-nio and vodozemac.

Nothing here is imported before an encrypted room is met, so that a bot without one needs neither.
This page, `errors`, `private_files`, `cross_signing` and `recovery_file` import neither.
"""
