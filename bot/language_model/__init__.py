"""The language model and the embeddings, through their APIs."""
