"""What the tests of the ledger share."""

from __future__ import annotations

import pytest

from tests.launcher.ledger.book import Book


@pytest.fixture
def book() -> Book:
    return Book()
