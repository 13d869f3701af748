"""Matrix: listens to a homeserver, and turns posts into events."""
