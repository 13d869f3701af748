"""What a channel remembers, and finding it again."""
