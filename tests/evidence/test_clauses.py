"""Clauses: where they are cut, and that nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.clauses import cut, plain_words

ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["je", "lui", "montre", "et", "donc", "il", ",", ".", "\n", "É", "😀", "l'"]), max_size=40
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("answer", "clauses"),
    [
        ("Je m'assieds, je l'écoute. Puis on essaie.", ["Je m'assieds", "je l'écoute", "Puis on essaie"]),
        ("je lui montre encore et je reste calme", ["je lui montre encore", "et je reste calme"]),
        ("je lui dis que je reviens demain matin", ["je lui dis que je reviens demain matin"]),
        ("Voilà, je recommence tout.", ["Voilà, je recommence tout"]),
        ("jle laisse faire il a le temps voila", ["jle laisse faire", "il a le temps voila"]),
        ("Monsieur Armand. Non.", ["Monsieur Armand", "Non"]),
    ],
)
def test_cuts(answer, clauses):
    assert [answer[clause.start : clause.end] for clause in cut(answer)] == clauses


@given(ANY_TEXT)
def test_every_word_is_in_one_clause(text):
    clauses = cut(text)
    assert tuple(word for clause in clauses for word in clause.words) == plain_words(text)
    assert all(one.end <= other.start and one.sentence <= other.sentence for one, other in pairwise(clauses))
