"""attache ...: one module per group of commands."""
