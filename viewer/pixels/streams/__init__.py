"""Headers of compressed frames: what they say of themselves, before a decoder allocates anything."""
