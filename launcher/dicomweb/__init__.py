"""DICOMweb, PS3.18: searches, retrieval and their multipart answers."""
