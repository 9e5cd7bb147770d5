"""Manifests, in all their forms: bytes in, references out."""
