"""Short yes and no, what is neither, and the wish to pass."""

import pytest

from bot.reading.yes_no import fold, read_yes_no, wants_to_skip

YES = [
    "oui", "Oui.", "OUI", "oui !", "OUIIIII", "oui oui oui", "ouiouioui", "ouais", "ouai", "ui", "woui", "euh oui", "ben oui", "mais oui", "oui merci",
    "ok", "OK !", "okay", "ok pour moi", "ok ok ok", "c ok", "ok c'est bon pour moi", "ok merci", "dac", "d'accord", "d’accord", "D'ACCORD", "daccord",
    "d'accord avec tout", "tout à fait", "tout à fait d'accord", "bien sûr", "bien sûr que oui", "évidemment", "absolument", "carrément", "exact", "nickel",
    "vas-y", "allez-y", "on y va", "c'est parti", "volontiers", "avec plaisir", "je veux bien", "pourquoi pas", "oui, pourquoi pas", "pas de souci",
    "ok, pas de souci", "oui pas de problème", "aucun souci", "no problem", "j'accepte", "oui j'accepte", "je confirme", "je valide", "je donne mon accord",
    "c'est bon", "c'est ça", "oui oui c'est ça", "c'est juste", "tout est bon", "rien à changer", "ça me va", "oui pour tout", "si si", "je suis prête",
    "👍", "👍🏾", "👍👍", "✅", "oui 👍",
    # What the bot's own buttons say.
    "Oui, je suis d'accord", "Oui, c'est juste", "Oui, je commence", "Oui, c'est bien", "Oui, tout effacer",
]  # fmt: skip

NO = [
    "non", "Non.", "NON !!", "nooon", "non non non", "nan", "nope", "no", "non merci", "non désolé", "euh non", "bah non", "mais non", "pas du tout",
    "surtout pas", "jamais de la vie", "pas d'accord", "je ne suis pas d'accord", "chui pas d'accord", "je refuse", "j'accepte pas", "je n'accepte pas",
    "je ne veux pas", "non, je ne veux pas", "hors de question", "bien sûr que non", "certainement pas", "absolument pas", "c'est faux", "c'est pas bon",
    "je ne confirme pas", "je ne donne pas mon accord", "pas maintenant", "pas encore", "plus tard", "je ne suis pas prêt", "non pas pour l'instant",
    "il y a une erreur", "y a une erreur dans mon nom", "sans façon", "annuler", "👎", "👎🏻", "❌",
    "Non merci", "Non, je corrige", "Plus tard", "Non, garder",
]  # fmt: skip

NEITHER = [
    "", "   ", "?", "🙏", "👍👎", "Saint-Brieuc", "merci", "bof", "mouais", "peut-être", "ça dépend", "je ne sais pas", "comme vous voulez",
    # A contrast, a reserve or a contradiction is no plain yes, nor a plain no.
    "non mais oui", "oui mais", "oui mais non", "oui bof", "oui non", "non oui", "oui sauf le prénom", "tout est juste sauf la ville",
    "oui par contre je garde mon téléphone", "seulement si c'est gratuit", "oui à condition que ce soit gratuit", "oui si c'est anonyme",
    "ok mais plus tard", "oui je ne suis pas d'accord", "ok je suis pas d'accord", "oui presque", "ni oui ni non",
    # Double denials: too polite, or too clever, to be an agreement.
    "je ne suis pas contre", "c'est pas faux",
    "oui ?", "ok ?", "oui ou non ?", "pourquoi ?", "oui c'est quoi pix ?",
    # A yes at the head of a story answers more than yes or no.
    "oui alors moi je pense que dans ce cas il faudrait surtout prendre le temps",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_a_yes(text):
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", NO)
def test_a_no(text):
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text):
    assert read_yes_no(text) is None


@pytest.mark.parametrize("text", [
    "passer", "Passer.", "je passe", "on passe", "passons", "suivante", "question suivante", "joker", "next", "skip", "passez à la suite",
    "je préfère passer", "je voudrais passer", "je préfère ne pas répondre", "je préfère pas le dire", "je ne veux pas répondre",
    "je veux pas y répondre", "pas envie de répondre", "passer cette situation", "bon je passe", "non je passe",
])  # fmt: skip
def test_a_wish_to_pass(text):
    assert wants_to_skip(text)


@pytest.mark.parametrize("text", [
    "", "oui", "je lui passe la souris", "passionnant", "passe-moi un humain parce que je voudrais lui expliquer tout cela de vive voix",
    "le temps passe", "je ne répète pas, je montre",
    "je passe derrière elle et je regarde son écran sans toucher à la souris",
])  # fmt: skip
def test_no_wish_to_pass(text):
    assert not wants_to_skip(text)


@pytest.mark.parametrize(("text", "folded"), [
    ("  Évidemment !! ", "evidemment"), ("J’accepte", "j accepte"), ("ÇA\nVA", "ca va"), ("œuvre 2", "oeuvre 2"), ("…", ""),
])  # fmt: skip
def test_folding_drops_accents_capitals_and_punctuation(text, folded):
    assert fold(text) == folded
