"""One reader for all tests."""

import pytest

from bot.notes.evidence.quote_finder import QuoteFinder


@pytest.fixture(scope="session")
def reader() -> QuoteFinder:
    return QuoteFinder.load()
