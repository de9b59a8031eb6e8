"""The evidence room: free French answers to scenarios → exact quotes with indicator and polarity.

Imports neither Rasa nor a database. spaCy is loaded by `EvidenceReader.load()`, not at import.
"""

from bot.evidence.content import load_rubric, load_scenarios
from bot.evidence.coverage import coverage
from bot.evidence.quote import Quote
from bot.evidence.reader import EvidenceReader

__all__ = ["EvidenceReader", "Quote", "coverage", "load_rubric", "load_scenarios"]
