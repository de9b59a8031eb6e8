"""Small tasks to tune on."""

from bot.notes.masking.learned_masks import HIDDEN
from bot.tools.tuning.noise import AnnotatedText
from bot.tools.tuning.tasks import NOTHING_ASKED, PIECES, Task

CALM, KIND = "patience.garde_son_calme+", "bienveillance.rassure+"
READ = frozenset({CALM, KIND})
ANSWER = "Je reste calme, et mon voisin Karim la rassure."
QUESTIONS = ["one", NOTHING_ASKED]


def mark(text: str, words: str, label: str) -> tuple[int, int, str]:
    return text.index(words), text.index(words) + len(words), label


def pieces() -> Task:
    """Labels of pieces of words."""
    answer = AnnotatedText(
        ANSWER, "one", (mark(ANSWER, "Je reste calme", CALM), mark(ANSWER, "Karim", HIDDEN)), READ | {HIDDEN}
    )
    clause = AnnotatedText("Elle tremble. Je la rassure.", "one", ((14, 28, KIND),), READ, 14)
    masked = AnnotatedText("Ma sœur est malade.", NOTHING_ASKED, ((12, 18, HIDDEN),), frozenset({HIDDEN}))
    return Task(PIECES, (KIND, HIDDEN, CALM), [answer, clause, masked], per_piece=True)


def questions() -> Task:
    """One label for each text."""
    texts = {
        "c'est payé combien": "pay",
        "quel est le salaire": "pay",
        "où est le poste": "place",
        "dans quelle ville": "place",
    }
    annotated = [AnnotatedText(text, NOTHING_ASKED, ((0, len(text), label),)) for text, label in texts.items()]
    return Task("answers", ("pay", "place"), annotated, per_piece=False, single_label=True)
