"""backchat answers questions from a YAML knowledge base."""
