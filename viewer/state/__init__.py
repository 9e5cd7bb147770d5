"""The state of the window: one ``Store``, what changes it, and what is told of it. Nothing here draws."""
