"""Refusals of an address or a number in roundabout words, and what is none."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract

TODAY = date(2026, 11, 24)

ROUNDABOUT = [
    ("j'en parlerai de vive voix", "refused"), ("pas par ici", "refused"), ("on verra quand on se voit", "refused"), ("on en reparle à l'entretien", "refused"),
    ("je vous le donnerai le jour J", "refused"), ("je le donne en main propre", "refused"), ("on verra ça plus tard", "refused"), ("pas sur internet", "refused"),
    ("pas en ligne, désolé", "refused"), ("je donne pas ça à un chat", "refused"), ("je préfère attendre de voir à qui je parle", "refused"),
    ("j'attends de vous rencontrer", "refused"), ("une fois qu'on se connaîtra", "refused"), ("quand on se connaîtra mieux", "refused"),
    ("ça, ça restera entre moi et moi", "refused"), ("gardons ça pour l'entretien", "refused"), ("on échangera les numéros après", "refused"),
    ("vous me trouverez bien", "refused"), ("pas sans savoir qui lit", "refused"), ("je me garde un jardin secret", "refused"), ("je passe mon tour", "refused"),
    ("joker", "refused"), ("sans moi", "refused"), ("je préfère pas trop", "refused"), ("je suis pas à l'aise avec ça", "refused"), ("c'est non pour ça", "refused"),
    ("m'embêtez pas avec ça", "refused"), ("je vois pas l'intérêt", "refused"), ("je vois pas pourquoi je vous le donnerais", "refused"), ("à quoi bon", "refused"),
    ("vous en avez pas besoin", "refused"), ("inutile", "refused"), ("pas nécessaire", "refused"), ("on peut faire sans ?", "refused|invalid"),
    ("faites sans", "refused"), ("laissez tomber", "refused"), ("laisse béton", "refused"), ("non mais ça va aller", "refused"), ("très peu pour moi", "refused"),
    ("je m'abstiendrai", "refused"), ("je saute cette question", "refused"), ("next", "refused"), ("question suivante", "refused"),
    ("j'aime pas laisser mes traces", "refused"), ("pas de ça entre nous", "refused"), ("y a déjà trop de gens qui l'ont", "refused"),
    ("je reçois déjà assez de spams", "refused"), ("mon mari veut pas", "refused"), ("je dois demander à ma fille", "unknown|refused"),
    ("ma fille gère ça", "unknown|refused"), ("je l'ai plus", "refused|unknown"), ("je l'ai pas sur moi", "unknown"),
    ("je viens d'en changer, je connais pas le nouveau", "unknown"), ("ça je sais pas faire", "unknown|refused"), ("c'est quoi ça", "invalid"),
    ("mwen pa lé ba'w li", "refused"), ("mi vé pa doné", "refused"), ("an pa ka ba sa", "refused"), ("no quiero darlo", "refused"), ("I'd rather not", "refused"),
    ("venez me voir c'est plus simple", "refused"), ("passez à la maison", "refused"), ("le courrier c'est mieux", "refused"),
    ("écrivez-moi par la poste", "refused"), ("vous m'avez déjà dans vos fichiers", "refused|invalid"), ("c'est privé ça", "refused"), ("secret défense", "refused"),
    ("ça vous regarde pas", "refused"), ("nan mais vous voulez pas mon numéro de carte aussi", "refused|invalid"), ("motus", "refused"),
    ("on verra", "refused|unknown"), ("plus tard peut-être", "refused"), ("pas tout de suite", "refused"), ("je préférerais qu'on se voie d'abord", "refused"),
    ("d'abord on se rencontre", "refused"), ("rencontrons-nous d'abord", "refused"), ("je dis ça qu'en personne", "refused"), ("seulement à un humain", "refused"),
    ("je parle pas aux robots", "refused"),
]  # fmt: skip


@pytest.mark.parametrize("field", ["email", "phone"])
@pytest.mark.parametrize(("text", "wanted"), ROUNDABOUT)
def test_roundabout_refusals(field, text, wanted):
    assert set(to_contract(field, read_field(field, text, TODAY))) & set(wanted.split("|"))


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("email", "pas par ici, plutôt lea@exemple.fr", {"email": "lea@exemple.fr"}),
        ("email", "on verra quand on se voit, sinon lea@exemple.fr", {"email": "lea@exemple.fr"}),
        ("phone", "j'en parlerai de vive voix mais bon 06 39 98 00 01", {"telephone": "+33639980001"}),
        ("phone", "à quoi ça sert ?", {"invalid": True}),
        ("email", "pourquoi pas", {"invalid": True}),
        ("availability", "on verra quand on se voit", {"refused": True}),
        ("availability", "on verra", {"unknown": True}),
    ],
)
def test_what_is_given_all_the_same(field, text, wanted):
    assert to_contract(field, read_field(field, text, TODAY)) == wanted
