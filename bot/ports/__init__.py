"""What features need from the world, as protocols; adapters above implement them.

Every store method may raise `StoreError`; every method that takes `now` takes an aware time.
One contract suite per port runs on every implementation (`tests/contracts/`).
"""
