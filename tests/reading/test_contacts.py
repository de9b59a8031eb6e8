"""E-mail addresses and telephone numbers as people type and dictate them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.contacts import read_email, read_phone
from bot.reading.number_words import digits_for_words, number_of
from bot.reading.result import Status

EMAILS = [
    ("lucie.berard@exemple.fr", "lucie.berard@exemple.fr"),
    ("Lucie.Berard@Exemple.FR", "Lucie.Berard@exemple.fr"),
    ("lucie point berard arobase gmail point com", "lucie.berard@gmail.com"),
    ("lucie berard arobase gmail point com", "lucieberard@gmail.com"),
    ("lucie tiret berard arobase orange point fr", "lucie-berard@orange.fr"),
    ("lucie tiret du bas berard arobase free point fr", "lucie_berard@free.fr"),
    ("mon mail c'est lucie @ exemple.fr", "lucie@exemple.fr"),
    ("lucie.berard @gmail . com", "lucie.berard@gmail.com"),
    ("<lucie@exemple.fr>", "lucie@exemple.fr"),
    ("mailto:lucie@exemple.fr", "lucie@exemple.fr"),
    ("lucie(at)exemple.fr", "lucie@exemple.fr"),
    ("lucie [at] exemple [dot] fr", "lucie@exemple.fr"),
    ("lucie@gmail,com", "lucie@gmail.com"),
    ("c'est lucie@exemple.fr.", "lucie@exemple.fr"),
    ("l u c i e @ gmail.com", "lucie@gmail.com"),
    ("lucie@mail.com", "lucie@mail.com"),  # a real domain, one letter off gmail.com
    ("pas a@b.fr mais c@d.fr", "c@d.fr"),
    ("c'est lucie@exemple.fr et pas luce@exemple.fr", "lucie@exemple.fr"),
    ("adresse mail : lucie@exemple.fr tel 0639980001", "lucie@exemple.fr"),
]

PHONES = [
    ("06 39 98 00 01", "+33639980001"),
    ("0639980001", "+33639980001"),
    ("06.39.98.00.01", "+33639980001"),
    ("06-39-98-00-01", "+33639980001"),
    ("06/39/98/00/01", "+33639980001"),
    ("0 6 3 9 9 8 0 0 0 1", "+33639980001"),
    ("０６３９９８０００１", "+33639980001"),
    ("O6 39 98 OO O1", "+33639980001"),
    ("tel.06 39 98 00 01", "+33639980001"),
    ("c'est le 06 39 98 00 01 merci", "+33639980001"),
    ("+33639980001", "+33639980001"),
    ("+33 (0)6 39 98 00 01", "+33639980001"),
    ("+330639980001", "+33639980001"),
    ("0033639980001", "+33639980001"),
    ("33639980001", "+33639980001"),
    ("zéro six trente neuf quatre vingt dix huit zéro zéro zéro un", "+33639980001"),
    ("zero six, trente-neuf, quatre-vingt-dix-huit, zéro zéro, zéro un", "+33639980001"),
    ("06 trente neuf quatre vingt dix huit zéro zéro zéro un", "+33639980001"),
    ("plus trente trois six trente neuf quatre vingt dix huit zéro zéro zéro un", "+33639980001"),
    ("pas le 0639980001 mais le 0639980002", "+33639980002"),
    ("0692 12 34 56", "+262692123456"),
    ("0639 01 23 45", "+262639012345"),  # Mayotte
    ("0690123456", "+590690123456"),
    ("0694123456", "+594694123456"),
    ("0696123456", "+596696123456"),
    ("+32 470 12 34 56", "+32470123456"),
    ("00 32 470 12 34 56", "+32470123456"),
    ("+687 12 34 56", "+687123456"),
]


@pytest.mark.parametrize(("text", "email"), EMAILS)
def test_email_addresses(text: str, email: str) -> None:
    reading = read_email(text)
    assert (reading.status, reading.value) == (Status.VALUE, email)


@pytest.mark.parametrize(
    ("text", "suggestion", "typed"),
    [
        ("lucie@gmial.com", "lucie@gmail.com", "lucie@gmial.com"),
        ("lucie@hotmal.fr", "lucie@hotmail.fr", "lucie@hotmal.fr"),
        ("lucie@gmail.fr", "lucie@gmail.com", "lucie@gmail.fr"),
        ("lucie.bérard@gmail.com", "lucie.berard@gmail.com", "lucie.bérard@gmail.com"),
    ],
)
def test_a_mistyped_domain_is_asked_about(text: str, suggestion: str, typed: str) -> None:
    reading = read_email(text)
    assert (reading.status, reading.candidates) == (Status.AMBIGUOUS, (suggestion, typed))


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("lucie@orange.f", "lucie@orange.fr"),
        ("lucie@gmail", "lucie@gmail.com"),
        ("lucie.berard.gmail.com", "lucie.berard@gmail.com"),
        ("lucie point berard", None),
        ("@gmail.com", None),
        ("lucie@", None),
        ("lucie@@gmail.com", None),
        ("Lucie", None),
    ],
)
def test_an_impossible_address_is_refused_with_a_suggestion(text: str, suggestion: str | None) -> None:
    reading = read_email(text)
    assert (reading.status, reading.reason) == (Status.INVALID, "bad_email")
    assert reading.details.get("suggestion") == suggestion


@pytest.mark.parametrize("text", ["j'en ai pas", "non merci", "je n'ai pas d'adresse mail", "j'ai pas envie", "non"])
def test_an_address_may_be_declined(text: str) -> None:
    assert read_email(text).status is Status.DECLINED


@pytest.mark.parametrize("text", ["pourquoi", "oui", "c'est quoi le pix", ""])
def test_what_is_no_address(text: str) -> None:
    assert read_email(text).status is Status.NONE


@pytest.mark.parametrize(("text", "phone"), PHONES)
def test_telephone_numbers(text: str, phone: str) -> None:
    reading = read_phone(text)
    assert (reading.status, reading.value) == (Status.VALUE, phone)


@pytest.mark.parametrize("text", ["06 39 98 00", "06 39 98 00 011", "0800 123 456", "0000000000", "35000", "17"])
def test_a_number_that_rings_nowhere_is_refused(text: str) -> None:
    reading = read_phone(text)
    assert (reading.status, reading.reason) == (Status.INVALID, "bad_phone")


def test_a_lost_zero_is_suggested() -> None:
    assert read_phone("639980001").details == {"suggestion": "+33639980001"}


@pytest.mark.parametrize(
    "text", ["non", "j'ai pas de téléphone", "je préfère pas", "je ne donne pas mon numéro comme ça"]
)
def test_a_number_may_be_declined(text: str) -> None:
    assert read_phone(text).status is Status.DECLINED


@pytest.mark.parametrize("text", ["35000 Rennes", "dispo le 12/01/2027", "2027-01-12", "30 km", "Bérard"])
def test_other_numbers_are_no_telephone_when_it_was_not_asked(text: str) -> None:
    assert read_phone(text, asked=False).status is Status.NONE


@pytest.mark.parametrize(("words", "number"), [("vingt et un", 21), ("quatre-vingt-dix-sept", 97), ("soixante et onze", 71), ("12", 12), ("six", 6), ("chat", None)])  # fmt: skip
def test_number_words(words: str, number: int | None) -> None:
    assert number_of(words) == number


@given(st.text(max_size=150))
def test_no_text_makes_the_readers_raise(text: str) -> None:
    for reading in (read_email(text), read_email(text, asked=False), read_phone(text), read_phone(text, asked=False)):
        assert reading.status in Status
    digits_for_words(text)


@given(st.from_regex(r"0[67]( ?[0-9]{2}){4}", fullmatch=True))
def test_every_french_mobile_is_read(text: str) -> None:
    reading = read_phone(text)
    assert reading.status is Status.VALUE
    assert reading.value.endswith(text.replace(" ", "")[1:].strip())
