"""From what a channel has read to what it is told."""
