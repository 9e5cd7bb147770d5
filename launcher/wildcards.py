"""Texts with the wildcards ``*`` and ``?``, PS3.4 C.2.2.2.4."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache


@lru_cache
def glob(pattern: str) -> re.Pattern[str]:
    """What fits ``pattern``, in any case; nothing else that ``fnmatch`` knows. It takes no time without end."""
    return re.compile(translate(pattern.replace("[", "[[]")), re.IGNORECASE)
