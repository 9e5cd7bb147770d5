"""What is not a picture, read from its file: a page to read, and what else there is to draw or to hand over."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.documents.page import Page


@dataclass(frozen=True)
class Document:
    """A document."""

    page: Page
