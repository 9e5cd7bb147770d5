"""Windows beside the main one: preferences, import, archives, questions, lists."""
