"""Archives that are set up here: where they are kept, tested and searched."""
