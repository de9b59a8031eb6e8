"""Clauses: where they are cut, and that nothing is lost."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.clauses import plain_words, split_clauses

ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["je", "lui", "montre", "et", "donc", "il", ",", ".", "\n", "É", "😀", "l'"]), max_size=40
    ).map(" ".join),
)

APOSTROPHES = ["'", "’", "ʼ", "`", "´", " ", "' ", " '", " ’ ", ""]
ELIDED = [
    "s",
    "lorsqu",
    "puisqu",
    "quoiqu",
    "jusqu",
    "quelqu",
    "presqu",
    "qu",
    "parce qu",
    "d",
    "l",
    "j",
    "n",
    "c",
    "t",
    "m",
]
BEHIND = ["il", "ils", "elle", "elles", "on", "alors", "après", "et", "si"]
PHRASE = st.sampled_from(["je lui montre", "la souris", "sans me presser", "un peu", "il est d'accord", "on essaie encore", "demain matin", ",", "."])  # fmt: skip
LEANING = st.builds("{}{}{}".format, st.sampled_from(ELIDED), st.sampled_from(APOSTROPHES), st.sampled_from(BEHIND))
SPOKEN = st.builds(
    lambda parts, is_loud: " ".join(parts).upper() if is_loud else " ".join(parts),
    st.lists(st.one_of(PHRASE, LEANING), min_size=3, max_size=15),
    st.booleans(),
)
MARKS = set('.!?…;:,()\n«»"–—')


@pytest.mark.parametrize(
    ("answer", "clauses"),
    [
        ("Je m'assieds, je l'écoute. Puis on essaie.", ["Je m'assieds", "je l'écoute", "Puis on essaie"]),
        ("je lui montre encore et je reste calme", ["je lui montre encore", "et je reste calme"]),
        ("je lui dis que je reviens demain matin", ["je lui dis que je reviens demain matin"]),
        ("Voilà, je recommence tout.", ["Voilà, je recommence tout"]),
        ("jle laisse faire il a le temps voila", ["jle laisse faire", "il a le temps voila"]),
        ("Monsieur Armand. Non.", ["Monsieur Armand", "Non"]),
        ("je mets la main sur la souris s'il est d'accord", ["je mets la main sur la souris s'il est d'accord"]),
        ("je me moque pas d’elle devant les autres", ["je me moque pas d’elle devant les autres"]),
        ("je fais ce que l on me demande de faire", ["je fais ce que l on me demande de faire"]),
        ("J'attends un peu LORSQU'IL EST FATIGUÉ", ["J'attends un peu", "LORSQU'IL EST FATIGUÉ"]),
        ("je prends mon temps puisqu elle a peur", ["je prends mon temps", "puisqu elle a peur"]),
        ("dans ce cas que lui demande-t-on de faire", ["dans ce cas que lui demande-t-on de faire"]),
        ("je lui dis que je vous aide demain", ["je lui dis que je vous aide demain"]),
        ("je dis que c'est elle qui a raison", ["je dis que c'est elle qui a raison"]),
        ("je demande à M. Armand d'attendre", ["je demande à M. Armand d'attendre"]),
        ("les apprenant(e)s et leurs ami.e.s", ["les apprenant(e)s et leurs ami.e.s"]),
        ("on va sur caf.fr à 10:30.Il essaie", ["on va sur caf.fr à 10:30", "Il essaie"]),
        ('j,ai attendu, c"est normal', ["j,ai attendu", 'c"est normal']),
    ],
)
def test_cuts(answer, clauses):
    assert [answer[clause.start : clause.end] for clause in split_clauses(answer)] == clauses


@given(ANY_TEXT)
def test_every_word_is_in_one_clause(text):
    clauses = split_clauses(text)
    assert tuple(word for clause in clauses for word in clause.words) == plain_words(text)
    assert all(one.end <= other.start and one.sentence <= other.sentence for one, other in pairwise(clauses))


@given(st.one_of(SPOKEN, ANY_TEXT))
def test_no_word_is_cut(text):
    clauses = split_clauses(text)
    gaps = [text[one.end : other.start] for one, other in pairwise(clauses)]
    assert not re.search(
        r"[^\W_]", "".join([text[: clauses[0].start], *gaps, text[clauses[-1].end :]] if clauses else [text])
    )
    assert all(MARKS & set(gap) or re.search(r"\s", gap) for gap in gaps)


@given(SPOKEN)
def test_an_elided_form_stays_with_its_word(text):
    elided = {form.split()[-1] for form in ELIDED}
    for one, other in pairwise(split_clauses(text)):
        if not MARKS & set(text[one.end : other.start]):
            assert one.words[-1] not in elided, (text[one.start : one.end], text[other.start : other.end])


@pytest.mark.parametrize(
    "text", ["je lui dis que je le répète encore", "d'après elle, été après été, ça dépend d'elle ou non"]
)
def test_accents_of_their_own_cut_no_word(text):
    apart = unicodedata.normalize("NFD", text)
    assert [apart[one.start : one.end] for one in split_clauses(apart)] == [
        unicodedata.normalize("NFD", text[one.start : one.end]) for one in split_clauses(text)
    ]
