"""E-mail addresses, telephone numbers, refusals and ignorance as people really write and dictate them."""

from datetime import date

import pytest

from bot.reading.contacts import read_email, read_phone
from bot.reading.message import read_field
from bot.reading.result import Status

TODAY = date(2026, 11, 24)

EMAILS = [
    ("tout attaché léa dupuis sans accent arobase exemple point fr", "leadupuis@exemple.fr"),
    ("tout attaché marcmorin arobase exemple point fr", "marcmorin@exemple.fr"),
    ("alors c'est karim point haddad arobase exemple point org", "karim.haddad@exemple.org"),
    ("j p durand tout attaché arobase exemple point fr", "jpdurand@exemple.fr"),
    ("en minuscules paul tiret remy arobase exemple point fr", "paul-remy@exemple.fr"),
    ("mon mail c'est nora underscore b chez exemple point fr", "nora_b@exemple.fr"),
    ("mon email est le suivant jo_d arobase exemple point com", "jo_d@exemple.com"),
    ("c'est mon prénom marie point mon nom dupont arobase exemple point fr", "marie.dupont@exemple.fr"),
    ("jo (arobase) exemple.fr", "jo@exemple.fr"),
    ("josé@exemple.fr sans accent", "jose@exemple.fr"),
    ("zoe at exemple dot com", "zoe@exemple.com"),
    ("sami.k@exemple.fr svp ne pas donner", "sami.k@exemple.fr"),
    ("écrivez-moi à tito@exemple.org", "tito@exemple.org"),
    ("mail pro : contact@asso-exemple.fr", "contact@asso-exemple.fr"),
    ("MON ADRESSE EST GINETTE@EXEMPLE.FR", "GINETTE@exemple.fr"),
    ("c'est l'adresse de ma fille : fille.de.moi@exemple.fr", "fille.de.moi@exemple.fr"),
    ("moussa 2 5 arobase exemple point com", "moussa25@exemple.com"),
    ("lea arobas exemple .fr", "lea@exemple.fr"),
    ("léna arobase exemple point fr sans accent", "lena@exemple.fr"),
    ("hugo.roy @ exemple . fr", "hugo.roy@exemple.fr"),
    ("hugo.roy AROBASE exemple POINT fr", "hugo.roy@exemple.fr"),
    ("ana-maria.lopes@exemple.pt", "ana-maria.lopes@exemple.pt"),
    ("kim@exemple.fr (tout en minuscule)", "kim@exemple.fr"),
    ("kim@exemple.fr,", "kim@exemple.fr"),
    ("(kim@exemple.fr)", "kim@exemple.fr"),
    ("\"kim@exemple.fr\"", "kim@exemple.fr"),
    ("mon adress mail c kim@exemple.fr", "kim@exemple.fr"),
    ("kim+emploi@exemple.fr", "kim+emploi@exemple.fr"),
    ("pierre point le tiret goff arobase exemple point bzh", "pierre.le-goff@exemple.bzh"),
    ("prenez yann@exemple.bzh", "yann@exemple.bzh"),
    ("kim arobase exemple point f r", "kim@exemple.fr"),
    ("k i m arobase exemple point fr", "kim@exemple.fr"),
    ("je vous donne celui-là : kim.b@exemple.fr, je le lis tous les jours", "kim.b@exemple.fr"),
    ("ancien mail a@exemple.fr nouveau mail b@exemple.fr", "b@exemple.fr"),
    ("kim@exemple.fr c'est bien ça non ?", "kim@exemple.fr"),
    ("bernard neuf arobase exemple point fr", "bernard9@exemple.fr"),
    ("marie quatre-vingt-deux arobase exemple point fr", "marie82@exemple.fr"),
    ("c'est marie tiret du six jo arobase exemple point fr", "marie-jo@exemple.fr"),
    ("marie tout collé jo arobase exemple point fr", "mariejo@exemple.fr"),
    ("m majuscule arie arobase exemple point fr", "marie@exemple.fr"),
    ("marie@exemple.fr comme marie", "marie@exemple.fr"),
    ("voila mon email marie@exemple.fr merci bcp", "marie@exemple.fr"),
    ("marie@exemple.fr\nCordialement\nMarie", "marie@exemple.fr"),
    ("kim@exemple . fr", "kim@exemple.fr"),
    ("alors euh kim arobase euh exemple point fr", "kim@exemple.fr"),
    ("kim@\nexemple.fr", "kim@exemple.fr"),
]  # fmt: skip

BAD_EMAILS = [
    "kim chez exemple",
    "kim@exemple",
    "kim.exemple.fr",
    "kim arobase",
    "kim@exemple..fr",
    "@kim",
    "www.kim.fr",
    "kim à gmail",
]

PHONES = [
    ("six trente-neuf quatre-vingt-dix-huit zéro zéro zéro un", "+33639980001"),
    ("c'est le six trente neuf quatre vingt dix huit zéro zéro zéro deux", "+33639980002"),
    ("sept soixante dix quatre vingt douze onze treize", "+33770921113"),
    ("zéro six, trente-neuf, quatre-vingt-dix-huit, double zéro, zéro un", "+33639980001"),
    ("zéro sept cinquante et un vingt deux trente trois quarante quatre", "+33751223344"),
    ("zero 6 39 98 zero zero zero 1", "+33639980001"),
    ("zéro deux quatre-vingt-dix-huit quarante-quatre douze douze", "+33298441212"),
    ("06.39.98.00.01 après 18h", "+33639980001"),
    ("0639980001 le soir uniquement", "+33639980001"),
    ("appelez-moi au 06 39 98 00 01 entre 12 et 14h", "+33639980001"),
    ("06 39 98 00 01 (portable) ou 02 98 44 12 12 (fixe)", "+33639980001"),
    ("mon fixe : 02.98.44.12.12", "+33298441212"),
    ("tél : 0262 41 12 34", "+262262411234"),
    ("06 92 12 34 56 à la Réunion", "+262692123456"),
    ("0590 82 12 34", "+590590821234"),
    ("0596 71 12 34", "+596596711234"),
    ("04 95 21 12 34", "+33495211234"),
    ("+221 77 123 45 67", "+221771234567"),
    ("00221771234567", "+221771234567"),
    ("+212 6 12 34 56 78", "+212612345678"),
    ("+213 551 23 45 67", "+213551234567"),
    ("+84 91 234 56 78", "+84912345678"),
    ("+380 50 123 45 67", "+380501234567"),
    ("+351 912 345 678", "+351912345678"),
    ("06 39 98 OO O1", "+33639980001"),
    ("06_39_98_00_01", "+33639980001"),
    ("06, 39, 98, 00, 01", "+33639980001"),
    ("06 : 39 : 98 : 00 : 01", "+33639980001"),
    ("06*39*98*00*01", "+33639980001"),
    ("06 399 800 01", "+33639980001"),
    ("(06) 39 98 00 01", "+33639980001"),
    ("+33.6.39.98.00.01", "+33639980001"),
    ("0033 6 39 98 00 01", "+33639980001"),
    ("+ 33 6 39 98 00 01", "+33639980001"),
    ("MON NUMERO 0639980001 MERCI", "+33639980001"),
    ("num:0639980001", "+33639980001"),
    ("cé le 0639980001", "+33639980001"),
    ("0639980001 mais je réponds pas toujours", "+33639980001"),
    ("0639980001, mon fils décroche parfois", "+33639980001"),
    ("celui de ma femme : 0639980001", "+33639980001"),
    ("alors euh zéro six euh trente neuf quatre vingt dix huit zéro zéro zéro un", "+33639980001"),
    ("06 39 98 euh 00 01", "+33639980001"),
    ("06 39 98 00 01 non pardon 06 39 98 00 02", "+33639980002"),
]  # fmt: skip

BAD_PHONES = ["06 39 98 00", "063998000123", "12345678", "06 39 98 00 0", "115", "numéro 06 39", "0"]

# The field asked, the words, refused or unknown.
DECLINED = [
    ("phone", "j'aime autant ne pas vous donner mon numéro"),
    ("phone", "je préfère le mail"),
    ("phone", "non merci, pas de téléphone"),
    ("phone", "par mail c'est mieux"),
    ("phone", "le mail suffira"),
    ("phone", "j'ai plus de portable en ce moment"),
    ("phone", "on me l'a volé, j'en ai pas d'autre"),
    ("phone", "pas de tel sorry"),
    ("phone", "contactez-moi plutôt par mail"),
    ("phone", "je capte pas chez moi donc non"),
    ("phone", "je ne le communique jamais"),
    ("phone", "vous avez déjà mon mail, ça suffit"),
    ("phone", "jpref pas"),
    ("phone", "nan ça ira"),
    ("phone", "ca ira merci"),
    ("phone", "pas nécessaire"),
    ("phone", "c'est facultatif non ? alors non"),
    ("phone", "mon numéro est sur liste rouge"),
    ("phone", "je le garde pour moi"),
    ("phone", "sans façon"),
    ("phone", "je voudrais éviter de le donner"),
    ("phone", "je m'en passerai"),
    ("email", "j'ai pas d'internet donc pas de mail"),
    ("email", "je n'ai pas internet"),
    ("email", "je préfère le téléphone"),
    ("email", "je préfère qu'on m'appelle"),
    ("email", "j'ai jamais eu d'adresse"),
    ("email", "à mon âge on n'a pas de mail"),
    ("email", "je n'en possède point"),
    ("email", "aucune adresse électronique"),
    ("email", "par courrier plutôt"),
    ("email", "je sais pas m'en servir donc j'en ai pas"),
    ("email", "j'y tiens pas trop, j'ai peur des spams"),
    ("email", "je n'utilise pas ça"),
    ("last_name", "je ne vous dirai rien"),
    ("town", "je préfère garder ça pour moi"),
    ("town", "ça, je ne le dis pas"),
    ("mobility", "je ne veux pas répondre à cette question"),
]  # fmt: skip

UNKNOWN = [
    ("availability", "je ne saurais vous dire pour l'instant"),
    ("availability", "aucune idée pour le moment"),
    ("availability", "je peux pas vous dire là"),
    ("availability", "faut que je voie avec mon patron"),
    ("availability", "tout dépend de mon préavis"),
    ("availability", "pas encore fixé"),
    ("availability", "je vous redirai"),
    ("availability", "je n'en ai pas la moindre idée"),
    ("availability", "dur à dire"),
    ("email", "je m'en souviens plus"),
    ("email", "je le connais pas par coeur"),
    ("phone", "je le connais pas par coeur"),
    ("phone", "je sais plus mon numéro"),
]


@pytest.mark.parametrize(("text", "email"), EMAILS)
def test_addresses(text: str, email: str) -> None:
    reading = read_email(text)
    assert (reading.status, reading.value) == (Status.VALUE, email)


@pytest.mark.parametrize("text", BAD_EMAILS)
def test_impossible_addresses(text: str) -> None:
    assert read_email(text).status is Status.INVALID


@pytest.mark.parametrize(("text", "phone"), PHONES)
def test_numbers(text: str, phone: str) -> None:
    reading = read_phone(text)
    assert (reading.status, reading.value) == (Status.VALUE, phone)


@pytest.mark.parametrize("text", BAD_PHONES)
def test_impossible_numbers(text: str) -> None:
    assert read_phone(text).status is Status.INVALID


@pytest.mark.parametrize(("field", "text"), DECLINED)
def test_indirect_refusals(field: str, text: str) -> None:
    assert read_field(field, text, TODAY).status is Status.DECLINED


@pytest.mark.parametrize(("field", "text"), UNKNOWN)
def test_what_is_not_known(field: str, text: str) -> None:
    assert read_field(field, text, TODAY).status is Status.UNKNOWN


@pytest.mark.parametrize("text", ["je préfère le mail ?", "vous préférez le mail ou le téléphone ?", "j'ai 2 numéros", "sept jours sur sept"])  # fmt: skip
def test_what_is_no_answer_about_the_phone(text: str) -> None:
    assert read_phone(text).status is Status.NONE


def test_as_soon_as_possible_is_at_once() -> None:
    assert read_field("availability", "d ke posible", TODAY).value == {"immediate": True}
