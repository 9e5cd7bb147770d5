"""The window and its parts: they paint what the store says, and turn gestures into calls of it."""
