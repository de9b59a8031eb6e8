"""Which language a message is written in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.nlu.language import FOREIGN, MAX_CHARACTERS, guess_language
from bot.understanding.reading.interpretation import FRENCH

ROWS = [
    # French, as it is typed.
    ("fr", "Bonjour, je voudrais m'inscrire"),
    ("fr", "c koi le salaire"),
    ("fr", "cb on gagne"),
    ("fr", "oui"),
    ("fr", "ok"),
    ("fr", "yes"),
    ("fr", "hello"),
    ("fr", "thanks"),
    ("fr", "no problem"),
    ("fr", "Lyon"),
    ("fr", "Saint-Denis"),
    ("fr", "06 39 98 00 01"),
    ("fr", "lucie@exemple.fr"),
    ("fr", "👍"),
    ("fr", ""),
    ("fr", "?"),
    ("fr", "MARTINEZ"),
    ("fr", "je m'appelle Olha Shevchenko"),
    ("fr", "Juan de la Cruz"),
    ("fr", "je fais du community management et du coaching, ça compte ?"),
    ("fr", "jai travailler dans le customer service à Dublin"),
    ("fr", "un job full time ou part time ?"),
    ("fr", "le test Pix c'est online ?"),
    ("fr", "cdi o cdd"),
    ("fr", "kel son les misions"),
    ("fr", "Ki recrute"),
    # Learners who lean on words of home still write French.
    ("fr", "Hola, je cherche trabajo de conseiller"),
    ("fr", "je veux trabajar avec vous por favor"),
    ("fr", "Quién contrata, qui fait le recrutement ?"),
    ("fr", "I am sorry, je ne comprends pas la question"),
    ("fr", "please je veux savoir le salaire"),
    ("fr", "je comprends pas le mot « mobilité », what is this ?"),
    ("fr", "bonjour je suis de Ukraine, je parle little français"),
    ("fr", "je suis дизайнер, je peux postuler ?"),
    ("fr", "salam, comment je m'inscris"),
    ("fr", "chokran merci beaucoup"),
    ("fr", "inchallah je commence en mars"),
    # English.
    ("en", "Hello, do you speak English?"),
    ("en", "I don't understand French"),
    ("en", "what is the salary"),
    ("en", "how do I apply for this job"),
    ("en", "I would like to talk to a human please"),
    ("en", "Can I work part time?"),
    ("en", "do i need a degree"),
    ("en", "thank you very much"),
    ("en", "My name is Sarah and I live in Lyon"),
    ("en", "is the test in English ?"),
    ("en", "please help me, I have no place to sleep"),
    ("en", "who will see my answers"),
    ("en", "Good morning, I want to register"),
    # Spanish.
    ("es", "Hola, ¿hablas español?"),
    ("es", "no entiendo francés"),
    ("es", "quiero trabajar como consejero"),
    ("es", "cuánto es el sueldo"),
    ("es", "¿Cuánto dura el contrato?"),
    ("es", "necesito ayuda por favor"),
    ("es", "Buenos días, quisiera inscribirme"),
    ("es", "puedo hablar con una persona"),
    ("es", "vivo en Toulouse y tengo dos hijos"),
    ("es", "muchas gracias por la ayuda"),
    # Ukrainian, Russian.
    ("uk", "Добрий день, я шукаю роботу"),
    ("uk", "Чи можна українською?"),
    ("uk", "дякую"),
    ("uk", "Я не розумію французьку"),
    ("uk", "яка зарплата"),
    ("uk", "хочу роботу"),
    ("ru", "Здравствуйте, я ищу работу"),
    ("ru", "Сколько платят?"),
    ("ru", "Я не понимаю по-французски"),
    ("ru", "можно поговорить с человеком"),
    ("ru", "спасибо"),
    # Arabic.
    ("ar", "مرحبا، أبحث عن عمل"),
    ("ar", "كم الراتب؟"),
    ("ar", "لا أفهم الفرنسية"),
    ("ar", "شكرا"),
    ("ar", "أريد التسجيل merci"),
]


@pytest.mark.parametrize(("language", "text"), ROWS)
def test_guess(language, text):
    assert guess_language(text) == language


@pytest.mark.parametrize(("language", "text"), [row for row in ROWS if row[1]])
def test_case_and_composed_letters_change_no_guess(language, text):
    assert guess_language(text.upper()) == language
    assert guess_language(unicodedata.normalize("NFD", text)) == language


def test_what_stands_behind_the_longest_text_changes_no_guess():
    assert guess_language("a" * MAX_CHARACTERS + " I do not understand what you want from me") == "fr"


@given(st.text(max_size=60))
def test_any_text_has_a_language(text):
    assert guess_language(text) in {FRENCH, *FOREIGN}
