"""`attache eval`: how this installation's model, prompts, writer and memory answer."""
