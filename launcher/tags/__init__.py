"""Tags of files for people and scripts: which are wanted, what they say, and how it is written down."""
