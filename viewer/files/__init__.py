"""Files and what the window wants of them: decoded, read, written, handed on, away from the thread that draws."""
