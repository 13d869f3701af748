"""The only place that knows everything: settings, wiring, the metronome, the server."""
