"""One reader for all tests: loading spaCy takes seconds."""

import pytest

from bot.evidence.reader import EvidenceReader


@pytest.fixture(scope="session")
def reader() -> EvidenceReader:
    return EvidenceReader.load()
