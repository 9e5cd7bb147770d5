"""From files to other files: DICOM with other tags, UIDs or transfer syntax, pictures, ImageJ's TIFF, arrays, media.

Stands above launcher and viewer, whose tag paths, sources and pixels it uses; knows no Qt, and runs in a process of its
own. Files that are read are never written to.
"""
