"""One reader for all tests."""

import pytest

from bot.notes.evidence.reader import EvidenceReader


@pytest.fixture(scope="session")
def reader() -> EvidenceReader:
    return EvidenceReader.load()
