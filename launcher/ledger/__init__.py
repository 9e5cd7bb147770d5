"""The one record of what was promised, what has come and what is missing; what callers and the window are told of it."""
