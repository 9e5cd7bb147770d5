"""Compressed frames, one module for each family of codecs.

What a stream says of itself is read before a decoder allocates anything. Each ``decode_…`` takes the bytes of one frame
and the description of its header; what it gives back and raises is said at ``codecs.decompress``.
"""
