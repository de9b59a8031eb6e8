"""One reader for all tests."""

import pytest

from bot.evidence.reader import EvidenceReader


@pytest.fixture(scope="session")
def reader() -> EvidenceReader:
    return EvidenceReader.load()
