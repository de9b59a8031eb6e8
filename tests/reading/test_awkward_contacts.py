"""Numbers and addresses said in pieces, with a preference, not yet there, mistyped beyond doubt; several fields at once."""

from datetime import date

import pytest

from bot.reading.contacts import read_email
from bot.reading.message import read_field, read_message
from bot.reading.normal_forms import to_contract
from bot.reading.result import Status

TODAY = date(2026, 11, 24)

PHONES = [
    # the beginning told apart
    ("6 39 98 55 12, indicatif 33", "+33639985512"),
    ("indicatif 33 puis 639985513", "+33639985513"),
    ("indicatif +33, 6 39 98 55 14", "+33639985514"),
    ("code pays 33 ; 639985515", "+33639985515"),
    ("692 12 34 56, indicatif 262", "+262692123456"),
    ("6 39 98 55 16 avec le zéro devant", "+33639985516"),
    ("zéro devant puis 639985517", "+33639985517"),
    ("639 98 55 18, il faut ajouter un 0 devant", "+33639985518"),
    ("six trente-neuf quatre-vingt-dix-huit cinquante-cinq dix-neuf avec un zéro devant", "+33639985519"),
    # twice, three times
    ("zéro six trente-neuf quatre-vingt-dix-huit deux fois dix", "+33639981010"),
    ("zéro six trente-neuf quatre-vingt-dix-huit triple zéro un", "+33639980001"),
    # a preference behind the number, a way out
    ("le bureau 01 99 00 10 27 poste 12, sinon mon perso 06 39 98 10 27 c'est mieux", "+33639981027"),
    ("01 99 00 10 28 ou 06 39 98 10 28, celui-là de préférence", "+33639981028"),
    ("06 39 98 10 29 (le plus sûr) ou 01 99 00 10 29", "+33639981029"),
    ("06 39 98 10 30, à défaut 01 99 00 10 30", "+33639981030"),
    ("02 61 91 10 31 et 06 39 98 10 31, ce dernier c'est mieux", "+33639981031"),
    # someone else's, then one's own, whose end may be told before it
    ("06 39 98 30 11 ah non ça c'est celui de ma fille, le mien finit par 12 : 06 39 98 30 12", "+33639983012"),
    ("06 39 98 30 11, non, le mien finit par 12, 06 39 98 30 12", "+33639983012"),
    ("06 39 98 44 21, non ça c'est ma femme, moi ça se termine par 07 : 06 39 98 55 07", "+33639985507"),
    ("0639984150 ah zut ça c'est le boulot, le perso finit par 22 22, 0639982222", "+33639982222"),
    ("06 39 98 30 11 oups mauvais, le mien finit par 12", "+33639983012"),
    ("06 39 98 30 11... mince, les deux derniers chiffres c'est 12", "+33639983012"),
    ("06 39 98 30 12, celui de ma fille c'est 06 39 98 30 11", "+33639983012"),
    ("celui de ma fille c'est 06 39 98 30 11 et le mien 06 39 98 30 12", "+33639983012"),
    # figures of something else beside the number
    ("appelez après 18 : 06 39 98 30 12", "+33639983012"),
    ("je suis dans le 62, 06 39 98 30 12", "+33639983012"),
    ("poste 14 : 05 65 71 44 08", "+33565714408"),
    ("06 39 98 30 12 (12 pas 11 à la fin)", "+33639983012"),
    ("06 39 98 30 12, finit bien par 12", "+33639983012"),
    # marks among the digits
    ("06:39:98:30:12", "+33639983012"),
    ("06 : 39 98 30 12", "+33639983012"),
    ("06, 39, 98, 30, 12", "+33639983012"),
    ("mon 06 : 06 39 98 30 12", "+33639983012"),
]

EMAILS = [
    ("bé point roux arobase exemple point fr", "b.roux@exemple.fr"),
    ("gé pé martin arobase exemple point fr", "gpmartin@exemple.fr"),
    ("B comme Bernard, R O U X, arobase exemple point fr", "broux@exemple.fr"),
    ("b-point-roux-arobase-exemple-point-fr", "b.roux@exemple.fr"),
    ("b.roux(arrobe)exemple(point)fr", "b.roux@exemple.fr"),
    ("b.roux à exemple.fr", "b.roux@exemple.fr"),
    ("voici b.roux@exemple.fr et pour la copie c.roux@exemple.fr", "b.roux@exemple.fr"),
    ("b.roux@exemple.fr, sinon c.roux@exemple.fr", "b.roux@exemple.fr"),
    ("b.roux@exemple.fr ou c.roux@exemple.fr, celle-ci en priorité", "c.roux@exemple.fr"),
    ("celle d'avant b.roux@exemple.fr est morte, c.roux@exemple.fr", "c.roux@exemple.fr"),
]


@pytest.mark.parametrize(("text", "number"), PHONES)
def test_phones(text, number):
    assert to_contract("phone", read_field("phone", text, TODAY)) == {"telephone": number}


@pytest.mark.parametrize("text", ["06 39 98 30 12 45", "02 06 39 98 30 12", "06 39 98 30 1, finit par 12"])
def test_figures_that_belong_together_are_not_cut(text):
    assert to_contract("phone", read_field("phone", text, TODAY)) == {"invalid": True}


@pytest.mark.parametrize(("text", "address"), EMAILS)
def test_emails(text, address):
    assert (read_field("email", text, TODAY).value or "").lower() == address


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("lucie@gmail.con", "lucie@gmail.com"), ("lucie@gmail.cmo", "lucie@gmail.com"), ("b.roux@exemple.con", "b.roux@exemple.com"),
        ("lucie@orange.rf", "lucie@orange.fr"), ("lucie@exemple.ogr", "lucie@exemple.org"), ("lucie@hotmial.vom", "lucie@hotmail.com"),
    ],
)  # fmt: skip
def test_a_domain_that_cannot_be_is_not_offered(text, suggestion):
    reading = read_email(text)
    assert (reading.status, reading.candidates) == (Status.AMBIGUOUS, (suggestion,))
    assert to_contract("email", reading) == {"invalid": True, "hint_suggestion": suggestion}


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("phone", "Je n'ai pas encore carte SIM", "unknown"),
        ("phone", "j'attends ma puce, elle arrive jeudi", "unknown"),
        ("phone", "pas de tel en ce moment il est cassé", "unknown"),
        ("phone", "mon numéro change lundi, je vous le redonnerai", "unknown"),
        ("phone", "j'ai toujours pas encore reçu ma carte SIM", "unknown"),
        ("email", "j'ai pas encore de mail", "unknown"),
        ("email", "pas encore d'adresse, ma fille doit m'en créer une dimanche", "unknown"),
        ("email", "pas d'adresse pour l'instant", "unknown"),
        ("email", "moi pas avoir mail", "refused"),
        ("phone", "Je n'ai point le téléphone, monsieur, et ne m'en plains pas.", "refused"),
        ("phone", "moi pas téléphone", "refused"),
        ("phone", "demandez à ma conseillère, elle l'a", "refused"),
        ("phone", "je le communiquerai au secrétariat", "refused"),
        ("phone", "pas pour l'instant", "refused"),
    ],
)
def test_what_is_not_there(field, text, wanted):
    assert to_contract(field, read_field(field, text, TODAY)) == {wanted: True}


NAMES = {"nom": "Lacoste", "prenom": "Armand"}
PHONE = {"telephone": "+33639981050"}


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("last_name", "nom lacoste prenom armand ville aurillac tel 0639981050", {"last_name": NAMES, "town": "Aurillac", "phone": PHONE}),
        ("last_name", "slt c armand lacoste jabite aurillac 0639981050", {"last_name": NAMES, "town": "Aurillac", "phone": PHONE}),
        ("last_name", "Je soussigné Armand Lacoste, demeurant à Aurillac, joignable au 06 39 98 10 50", {"last_name": NAMES, "town": "Aurillac", "phone": PHONE}),
        ("last_name", "Adjudant-chef Lacoste Armand, 06 39 98 10 50", {"last_name": NAMES, "phone": PHONE}),
        ("first_name", "Armand. Lacoste c'est le nom. J'habite Aurillac depuis 20 ans, avant Lyon.", {"first_name": NAMES, "town": "Aurillac"}),
        ("town", "Aurillac, moi c'est Armand Lacoste au fait", {"town": "Aurillac", "last_name": NAMES}),
        ("phone", "06 39 98 10 50, et au passage mon prénom c'est Armand, pas Arnaud", {"phone": PHONE, "first_name": {"prenom": "Armand"}}),
        ("email", "Je n'ai pas d'adresse mais un téléphone : 06 39 98 10 50", {"email": {"refused": True}, "phone": PHONE}),
        ("phone", "pas de téléphone, plutôt a.lacoste@example.org", {"phone": {"refused": True}, "email": {"email": "a.lacoste@example.org"}}),
        ("last_name", "Mo non sé Lacoste, mo prénom Armand", {"last_name": NAMES}),
    ],
)  # fmt: skip
def test_several_fields(asked, text, said):
    readings = {name: to_contract(name, reading) for name, reading in read_message(text, asked, TODAY).items()}
    assert {name: value["commune"] if name == "town" else value for name, value in readings.items()} == said


@pytest.mark.parametrize(
    "text",
    ["j'in ai nin, ch'est m'fille qui fait cha", "c'est mon fils qui gère l'ordinateur, moi j'y connais rien", "pour recevoir de la pub ? non merci", "je n'en ai point, c'est ma fille qui s'occupe de ça"],
)  # fmt: skip
def test_an_address_that_others_look_after_or_nobody_wants_is_declined(text):
    assert read_email(text, True).status is Status.DECLINED


def test_a_learner_may_have_no_address():
    assert read_email("je né pas sa, le mel", True).status is Status.UNKNOWN
