"""Refusals in courtly or roundabout sentences, for every field, and sentences of the same cut that refuse nothing."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract

TODAY = date(2026, 11, 24)

REFUSALS = [
    ("last_name", "Il ne me sied point de livrer mon patronyme à une machine."),
    ("last_name", "Vous me voyez au regret de ne pouvoir vous livrer mon nom."),
    ("last_name", "cé pa tes oignon"),
    ("last_name", "Je ne décline jamais mon identité devant un ordinateur."),
    ("first_name", "Une personne de ma condition ne livre pas son prénom. Restons-en à Monsieur."),
    ("first_name", "Mon prénom reste pour mes amis"),
    ("first_name", "Le prénom, c'est réservé aux intimes"),
    ("first_name", "Permettez que je garde mon prénom pour moi."),
    ("first_name", "Madame suffira amplement."),
    ("first_name", "Contentez-vous de Monsieur."),
    ("town", "Souffrez que je taise le lieu où je demeure."),
    ("town", "Je n'indiquerai ma commune qu'à la personne qui me recevra."),
    ("town", "Veuillez m'en dispenser, je vous prie."),
    ("mobility", "Cela n'appartient qu'à moi, vous le comprendrez."),
    ("mobility", "Ce point touche à ma vie privée, merci de ne pas insister."),
    ("availability", "Pardonnez mon silence sur ce point."),
    ("availability", "Je me permets de ne point répondre à cela."),
    ("email", "Mon courriel demeure strictement privé."),
    ("email", "L'adresse que vous me demandez, je la réserve à mes proches."),
    ("email", "Épargnez-moi cette question, je vous prie."),
    ("phone", "Il me déplairait fort d'être appelée."),
    ("phone", "Ma ligne est strictement personnelle ; inutile d'insister."),
]


@pytest.mark.parametrize(("field", "text"), REFUSALS)
def test_courteous_refusals(field, text):
    assert to_contract(field, read_field(field, text, TODAY)) == {"refused": True}


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("town", "Je ne communique point mon adresse exacte, mais je demeure à Nancy.", "commune"),
        ("town", "Souffrez que je réponde simplement : Angers.", "commune"),
        ("mobility", "Il m'est pénible de conduire la nuit, 10 km", "km"),
        ("mobility", "mon véhicule est personnel, 30 km", "km"),
        ("availability", "je n'ai pas encore donné ma démission", "invalid"),
        ("availability", "je ne peux pas vous dire précisément", "unknown"),
        ("last_name", "Ne vous y trompez point : Delmas.", "nom"),
        ("first_name", "Je ne me nomme point Jeanne mais Odile.", "prenom"),
        ("email", "C'est une adresse privée : odile@example.org", "email"),
        ("phone", "Je ne le donne guère, mais voici : 06 39 98 00 01", "telephone"),
    ],
)
def test_what_refuses_nothing(field, text, wanted):
    assert wanted in to_contract(field, read_field(field, text, TODAY))
