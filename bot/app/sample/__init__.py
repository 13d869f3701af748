"""The demo's sample: four invented outlets with feeds and pages, served on loopback."""
