"""The one of several names that is to be written, chosen by where it comes from: birth, marriage, a paper, a circle."""

from datetime import date

import pytest

from bot.reading.message import read_field
from bot.reading.normal_forms import to_contract

TODAY = date(2026, 11, 24)

# What the last name was asked for: the text, the last name, the first name if it is said.
LAST_NAMES = [
    ("née Kowalczyk, mais sur ma carte d'identité c'est Delmotte, mettez celui de la carte", "Delmotte", None),
    ("née kowalczyk mais sur la carte ya delmotte mettez celui de la carte", "Delmotte", None),
    ("NÉE ROUMIEU, SUR LE PASSEPORT C'EST CAZENEUVE, PRENEZ CELUI DU PASSEPORT", "Cazeneuve", None),
    ("mon nom de jeune fille c'est Ferrandi, sur le passeport c'est Maugendre, prenez celui du passeport", "Maugendre", None),
    ("Baudrillon de naissance, Cassagne de mariage, je préfère que vous mettiez celui de naissance", "Baudrillon", None),
    ("Sur mes papiers c'est Vandamme, tout le monde me connaît sous Lescure, notez celui des papiers", "Vandamme", None),
    ("alors moi j'ai de Kermadec à l'état civil et Guillou au quotidien, notez celui de l'état civil", "de Kermadec", None),
    ("Roumieu sur le permis, Cazeneuve sur la carte vitale, celui du permis fait foi", "Roumieu", None),
    ("Pelissou est mon nom de jeune fille, à la CAF je suis Aubrac, retenez plutôt celui de la CAF", "Aubrac", None),
    # birth and marriage
    ("épouse Thévenard, née Oukaci, écrivez celui de naissance", "Oukaci", None),
    ("née Oukaci, épouse Thévenard, utilisez le nom d'épouse", "Thévenard", None),
    ("je suis née Marchetti mais j'ai épousé un Quéméneur, inscrivez mon nom de femme mariée", "Quéméneur", None),
    ("Née Trévidic. Mariée Ansquer. Mettez celui de mon mari.", "Ansquer", None),
    ("Ansquer depuis le mariage, Trévidic avant ; prenez celui d'avant", "Trévidic", None),
    ("Roumieu c'est mon nom de naissance et Cazeneuve celui de mon mari, vous pouvez garder le nom de naissance", "Roumieu", None),
    ("Cazeneuve (nom de mon mari) ou Roumieu (nom de jeune fille) : ne mettez pas celui de mon mari", "Roumieu", None),
    ("Sophie Renouf, épouse Castaing, mettez celui de naissance", "Renouf", "Sophie"),
    # pointed at, or said again behind the choice
    ("Quéméneur c'est mon mari, moi je suis restée Marchetti, mettez celui-là", "Marchetti", None),
    ("divorcée de Castaing, je m'appelle de nouveau Renouf, mettez ce nom-là", "Renouf", None),
    ("je vous donne les deux, Pelissou de naissance et Aubrac d'usage, mettez le second", "Aubrac", None),
    ("Renouf ou Castaing, c'est selon, mais gardez mon nom de jeune fille qui est Renouf", "Renouf", None),
    ("Sur la sonnette c'est Aubrac, mais officiellement c'est Pelissou, alors marquez l'officiel", "Pelissou", None),
    # nothing to choose between
    ("née Garrigou, épouse Lantenois", "Lantenois", None),
    ("Lantenois née Garrigou, comme sur la carte", "Lantenois", None),
    ("Garrigou, c'est celui de ma carte d'identité", "Garrigou", None),
    ("Marchetti, mettez celui-là", "Marchetti", None),
    ("Renouf, prenez le nom de ma mère pour le contact", "Renouf", None),
    ("Benkirane Nadia, mettez celui de la carte", "Benkirane", "Nadia"),
    ("Le Goff, mettez bien les deux mots", "Le Goff", None),
]  # fmt: skip

FIRST_NAMES = [
    ("Sur ma carte c'est Bernadette, mais on m'appelle Dédette, mettez celui de la carte", "Bernadette"),
    ("mon prénom usuel c'est Manon mais sur le passeport c'est Marguerite, notez celui du passeport", "Marguerite"),
    ("Marguerite sur les papiers, Manon au quotidien, écrivez celui du quotidien", "Manon"),
    ("Mohamed à l'état civil, Momo au boulot, gardez celui de l'état civil", "Mohamed"),
    ("Xavier, mettez celui de mon CV", "Xavier"),
]


@pytest.mark.parametrize(("text", "last", "first"), LAST_NAMES)
def test_the_last_name_that_is_chosen(text, last, first):
    said = {"nom": last} | ({"prenom": first} if first else {})
    assert to_contract("last_name", read_field("last_name", text, TODAY)) == said


@pytest.mark.parametrize(("text", "first"), FIRST_NAMES)
def test_the_first_name_that_is_chosen(text, first):
    assert to_contract("first_name", read_field("first_name", text, TODAY)) == {"prenom": first}


@pytest.mark.parametrize("asked", ["last_name", "first_name"])
def test_a_choice_by_birth_is_of_last_names_whatever_was_asked(asked):
    reading = read_field(asked, "née Roumieu, Cazeneuve sur ma carte, mettez celui de la carte", TODAY)
    assert to_contract(asked, reading) == {"nom": "Cazeneuve"}
