"""DIMSE, PS3.7 and PS3.4: associations, C-ECHO, C-FIND, C-GET and C-MOVE."""
