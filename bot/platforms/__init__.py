"""Places where people chat. Platforms translate; they decide nothing."""
