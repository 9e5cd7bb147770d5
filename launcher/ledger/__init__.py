"""What was promised, what has come and what is missing, and what callers and the window are told of it."""
