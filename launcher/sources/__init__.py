"""Where images come from: files, folders, ZIP archives, web addresses, manifests, DICOMweb and DIMSE archives."""
