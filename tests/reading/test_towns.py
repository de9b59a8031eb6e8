"""The town of residence, in everyday and messy writing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.place_fuzzy import likely_names
from bot.reading.place_text import fold
from bot.reading.places import place_index
from bot.reading.result import NOTHING, Status
from bot.reading.town_choice import choose_town
from bot.reading.towns import read_town
from tests.timing import quickest

MESSY_WORDS = [
    "habite",
    "à",
    "Lyon",
    "saint",
    "st",
    "le",
    "35",
    "?",
    "pas",
    "de",
    "sur",
    "Vitry",
    "75015",
    "l'",
    "-",
    "35000",
]


@pytest.fixture(scope="module", autouse=True)
def _loaded():
    place_index()
    likely_names(["x"])


VALUES = [
    ("saint-brieuc", "22278"), ("SAINT BRIEUC", "22278"), ("Rennes", "35238"), ("rennes", "35238"), ("Nice", "06088"),
    ("ORLEANS", "45234"), ("Le Mans", "72181"), ("le mans", "72181"), ("au Havre", "76351"), ("je suis du Mans", "72181"),
    ("rochelle", "17300"), ("L'HAY LES ROSES", "94038"), ("st germain en laye", "78551"), ("isle d'abeau", "38193"),
    ("villeneuve ascq", "59009"), ("vitry/seine", "94081"), ("chalon s/ saone", "71076"), ("chalon s saone", "71076"),
    ("Roissy en france", "95527"), ("St-Étienne-de-Montluc", "44158"), ("Plougastel", "29189"), ("les sables d'olonne", "85194"),
    # with a hint
    ("Saint-Marcel dans le 27", "27562"), ("Vitry 94", "94081"), ("St Denis à la Réunion", "97411"), ("Saint Pierre 974", "97416"),
    ("jvis a st-denis ds le 93", "93066"), ("boulogne 92", "92012"), ("Villefranche 69", "69264"), ("Moulins (03)", "03190"),
    ("Saint-Malo (Ille-et-Vilaine)", "35288"), ("Ille et vilaine, Saint-Malo", "35288"), ("35042 Rennes cedex", "35238"),
    ("Noisy le sec 93130", "93053"), ("fort de france en martinique", "97209"), ("35000", "35238"), ("Y 80", "80829"),
    ("Saint-Marcel près de Chalon-sur-Saône", "71445"), ("clermont 63", "63113"), ("Evry dans l'Essonne", "91228"),
    # a sentence around
    ("j'habite à Lyon depuis 3 ans", "69123"), ("jsuis sur tours", "37261"), ("cest a besançon", "25056"), ("c agen", "47001"),
    ("Rennes ça bouge bien", "35238"), ("jhabite strasbourg", "67482"), ("g 35 ans jabite lille", "59350"),
    ("moi c'est Lyon", "69123"), ("ma ville c'est Toulouse, dans le sud", "31555"), ("ville : Nantes (44)", "44109"),
    ("Lucie Bérard, 35000 Rennes, dispo en mars", "35238"), ("12 rue de Paris 35000 Rennes", "35238"), ("I live in Toulouse", "31555"),
    ("je suis né à Brest mais j'habite à Rennes", "35238"), ("je travaille à Nantes et j'habite à Rezé", "44143"),
    ("j'habite à Bruz, à côté de Rennes", "35047"), ("pas Lyon, Rennes", "35238"), ("je viens du Maroc mais j'habite à Lyon", "69123"),
    ("maintenant je suis à Brest, avant Quimper", "29019"), ("j'habite à Lyon, c'est grave ?", "69123"), ("Lyon ?", "69123"),
    ("bah la je suis à Nantes mais je vais déménager à Bordeaux en mars", "44109"), ("ct a pau avt mtn c tarbes", "65440"),
    ("je vis à Sens", "89387"), ("habite à Aime", "73006"), ("orange dans le vaucluse", "84087"), ("Tours", "37261"), ("vif", "38545"),
    # short forms and nicknames
    ("Bdx", "33063"), ("mtp", "34172"), ("sainté", "42218"), ("Paname", "75056"), ("la ville rose", "31555"), ("Aix en pce", "13001"),
    # misspelt
    ("monpelier", "34172"), ("j'habite a monpelier depuis 3 ans", "34172"), ("toulouz", "31555"), ("jabite a marsaille", "13055"),
    ("clermont-ferand", "63113"), ("Charlevile mézière", "08105"), ("Besanson", "25056"), ("Crétail", "94028"), ("dunkerk", "59183"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "insee"), VALUES)
def test_towns_are_read(text, insee):
    reading = read_town(text)
    assert reading.status is Status.VALUE, reading
    assert reading.value["insee"] == insee


def test_the_normal_form():
    assert read_town("saint-brieuc").value == {"commune": "Saint-Brieuc", "insee": "22278", "departement": "22"}


@pytest.mark.parametrize(
    ("text", "insee", "arrondissement"),
    [
        ("Paris 15e", "75056", "Paris 15e Arrondissement"),
        ("Paris 20ème", "75056", "Paris 20e Arrondissement"),
        ("paris xx", "75056", None),
        ("Paris XX", "75056", "Paris 20e Arrondissement"),
        ("75015", "75056", "Paris 15e Arrondissement"),
        ("paris 75015", "75056", "Paris 15e Arrondissement"),
        ("dans le 15e à Paris", "75056", "Paris 15e Arrondissement"),
        ("lyon 3", "69123", "Lyon 3e Arrondissement"),
        ("Lyon troisième", "69123", "Lyon 3e Arrondissement"),
        ("69007 Lyon", "69123", "Lyon 7e Arrondissement"),
        ("LYON 6EME arrondissement", "69123", "Lyon 6e Arrondissement"),
        ("Marseille 13", "13055", None),
        ("marseille 13e", "13055", "Marseille 13e Arrondissement"),
        ("Paris 45", "75056", None),
    ],
)
def test_an_arrondissement_is_kept_beside_its_city(text, insee, arrondissement):
    reading = read_town(text)
    value = reading.value or reading.candidates[0]
    assert (value["insee"], value.get("arrondissement")) == (insee, arrondissement)


@pytest.mark.parametrize(
    ("text", "insee", "former"),
    [
        ("Cherbourg-Octeville", "50129", "Cherbourg-Octeville"),
        ("Pierrefitte-sur-Seine", "93066", "Pierrefitte-sur-Seine"),
        ("Lomme", "59350", "Lomme"),
    ],
)
def test_a_former_commune_is_kept_beside_the_one_of_today(text, insee, former):
    value = read_town(text).value
    assert (value["insee"], value["former"]) == (insee, former)


AMBIGUOUS = [
    ("Saint-Marcel", ["71445", "27562"], 9), ("St Denis", ["97411", "93066"], 4), ("Montréal", ["11254"], 4), ("Clermont", ["63113", "60157"], 5),
    ("Aix", ["13001", "73008"], 3), ("Boulogne", ["92012", "62160"], 2), ("La Rochelle", ["17300", "70450"], 2), ("Neuilly", ["92051"], 5),
    ("j'habite à Saint-Martin", ["97801"], 5), ("Lyon ou Villeurbanne", ["69123", "69266"], 2), ("Ars", ["16018"], 2), ("Evry", ["91228"], 2),
    ("27950", ["27562"], 7), ("Château-Chinon", ["58062"], 2), ("j'habite à Moulins", ["03190"], 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "total"), AMBIGUOUS)
def test_homonyms_are_asked_about_the_most_populated_first(text, first, total):
    reading = read_town(text)
    assert reading.status is Status.AMBIGUOUS, reading
    assert [candidate["insee"] for candidate in reading.candidates[: len(first)]] == first
    assert reading.details["total"] == total
    assert len(reading.candidates) == min(total, 5)


def test_a_departement_that_contradicts_the_town_is_asked_about():
    reading = read_town("Rennes 44")
    assert reading.status is Status.AMBIGUOUS
    assert reading.details["mismatch"]
    assert reading.candidates[0]["insee"] == "35238"


def test_a_town_of_another_tense_is_only_offered():
    reading = read_town("je travaille à Nantes")
    assert (reading.status, reading.candidates[0]["insee"]) == (Status.AMBIGUOUS, "44109")


OTHERS = [
    ("à côté de Rennes", Status.INVALID, "near_town"), ("près de lyon", Status.INVALID, "near_town"),
    ("pas très loin de Chartres", Status.INVALID, "near_town"), ("à 10 km de Dijon", Status.INVALID, "near_town"),
    ("30 min de Lille", Status.INVALID, "near_town"), ("entre Rennes et Nantes", Status.INVALID, "near_town"),
    ("banlieue lyonnaise", Status.INVALID, "near_town"), ("vers Toulouse", Status.INVALID, "near_town"),
    ("agglo de Rouen", Status.INVALID, "near_town"), ("au nord de Nantes", Status.INVALID, "near_town"),
    ("Bruxelles", Status.INVALID, "abroad"), ("j'habite en Belgique", Status.INVALID, "abroad"),
    ("Montréal au Canada", Status.INVALID, "abroad"), ("suisse", Status.INVALID, "abroad"), ("Casablanca", Status.INVALID, "abroad"),
    ("le 35", Status.INVALID, "too_wide"), ("93", Status.INVALID, "too_wide"), ("en bretagne", Status.INVALID, "too_wide"),
    ("dans la Vienne", Status.INVALID, "too_wide"), ("région parisienne", Status.INVALID, "too_wide"),
    ("la réunion", Status.INVALID, "too_wide"), ("dans le sud", Status.INVALID, "too_wide"), ("mayotte", Status.INVALID, "too_wide"),
    ("trifouillis-les-oies", Status.INVALID, "no_such_town"), ("j'habite à Trifouillis", Status.INVALID, "no_such_town"),
    ("Zorglubville", Status.INVALID, "no_such_town"), ("12345", Status.INVALID, "no_such_postcode"),
    ("je sais pas", Status.UNKNOWN, None), ("jsp", Status.UNKNOWN, None), ("je sais pas encore où je serai", Status.UNKNOWN, None),
    ("sdf", Status.UNKNOWN, None), ("je préfère ne pas le dire", Status.DECLINED, None), ("non", Status.DECLINED, None),
    ("ça vous regarde pas", Status.DECLINED, None), ("non merci", Status.DECLINED, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status", "reason"), OTHERS)
def test_answers_that_are_no_town(text, status, reason):
    reading = read_town(text)
    assert (reading.status, reading.reason) == (status, reason)


def test_the_neighbour_is_named():
    assert read_town("à côté de rennes").details["town"] == "Rennes"
    assert read_town("banlieue lyonnaise").details["town"] == "Lyon"


SILENT = [
    "oui", "y", "les", "bon", "mon", "ok", "d'accord", "merci", "bonjour", "Oui oui", "😀", "", "   ", "???", "a", "pas",
    "j'ai aucun sens de l'orientation", "j'ai le sens du contact", "je suis vif et j'aime apprendre", "le don de soi",
    "j'ai fait plusieurs tours", "un bon sens de l'écoute, à mon avis", "mon job c'est aider", "j'aime la couleur orange",
    "je m'appelle Paul", "je m'appelle Florent Martin", "Bonjour c'est Marie-Claude", "je suis patient et bienveillant",
    "vous avez des postes à Lyon ?", "est-ce que je peux postuler à Lyon ?", "combien on gagne à Paris ?", "c'est payé combien",
    "pourquoi vous demandez ma ville ?", "si j'habite à Lyon je peux postuler ?", "Et le salaire ?", "c'est quoi ce test",
    "j'habite à la campagne", "je n'habite plus à Lyon", "supprimez mes données", "je veux parler à un humain", "jsuis perdu",
    "Bonjour, je suis nouvelle ici", "je suis à bout", "ça joue si j'habite à côté", "NON C'EST PAS MON NUMERO", "trop fort",
    "je suis en congé parental", "on vit à quatre dans un garage sans chauffage", "me suis trompé de ville", "wesh", "Effectivement",
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_ordinary_words_and_questions_are_no_town(text):
    assert read_town(text) == NOTHING


@pytest.mark.parametrize(
    "text", ["saint-brieuc", "Rennes", "j'habite à Tours", "35000 Rennes", "jhabite strasbourg", "Saint-Marcel"]
)
def test_plain_towns_are_read_unasked(text):
    assert read_town(text, asked=False).sure


@pytest.mark.parametrize(
    "text", ["Tours", "vif", "oui", "non", "je sais pas", "monpelier", "Rennes ça bouge bien", "93"]
)
def test_what_only_the_question_explains_is_not_read_unasked(text):
    assert read_town(text, asked=False) == NOTHING


MARCEL = read_town("Saint-Marcel").candidates


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("le premier", "71445"), ("1", "71445"), ("2", "27562"), ("le deuxième", "27562"), ("la 2e", "27562"), ("le dernier", "56228"),
        ("le second", "27562"), ("celui du 27", "27562"), ("dans l'Eure", "27562"), ("71", "71445"), ("27950", "27562"),
        ("en Normandie", "27562"), ("celui de saône et loire", "71445"), ("Saint-Marcel dans le 36", "36200"), ("numero 3", "36200"),
        ("c'est celui à côté de Vernon", "27562"), ("saint marcel en bretagne", "56228"), ("Rennes", "35238"), ("le 54", "54478"),
        ("le troisième svp", "36200"), ("bretagne", "56228"), ("le plus grand", "71445"), ("56", "56228"),
        ("la préfecture de l'Indre à côté", "36200"), ("près de la préfecture du Morbihan", "56228"),
    ],
)  # fmt: skip
def test_a_homonym_is_chosen(text, insee):
    reading = choose_town(text, MARCEL)
    assert reading.status is Status.VALUE, reading
    assert reading.value["insee"] == insee


def test_a_homonym_is_chosen_as_the_prefecture():
    offered = read_town("Chaumont").candidates
    for text in (
        "la préfecture",
        "celui qui est la préfecture",
        "la préfecture de la Haute-Marne",
        "le chef-lieu du 52",
    ):
        assert choose_town(text, offered).value["insee"] == "52121"
    assert choose_town("pas la préfecture", offered).status is not Status.VALUE


@pytest.mark.parametrize(
    "text", ["aucun", "aucun des deux", "ni l'un ni l'autre", "non", "pas dans la liste", "un autre"]
)
def test_none_of_the_homonyms(text):
    reading = choose_town(text, MARCEL)
    assert (reading.status, reading.reason) == (Status.INVALID, "none_of_them")


def test_a_choice_may_be_unknown_or_no_choice_at_all():
    assert choose_town("je sais pas", MARCEL).status is Status.UNKNOWN
    assert choose_town("c'est payé combien ?", MARCEL) == NOTHING
    assert choose_town("9", MARCEL) == NOTHING
    assert choose_town("oui", MARCEL[:1]).value["insee"] == "71445"


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_any_commune_is_found_in_any_writing(data):
    communes = list(place_index().communes.values())
    commune = data.draw(st.sampled_from(communes))
    name = commune.name.partition(" (")[0]
    writing = data.draw(st.sampled_from([str, str.upper, str.title, fold, lambda n: fold(n).replace("-", " ")]))
    reading = read_town(f"{writing(name)} ({commune.departement})")
    found = {value["insee"] for value in (reading.value, *reading.candidates) if value}
    assert commune.insee in found, (writing(name), reading)


@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(MESSY_WORDS), max_size=40).map(" ".join)), st.booleans()
)
@settings(deadline=None, max_examples=400)
def test_any_text_is_read_without_raising_and_codes_exist(text, asked):
    reading = read_town(text, asked)
    for value in (reading.value, *reading.candidates):
        assert value is None or place_index().communes[value["insee"]].departement == value["departement"]
    assert reading.status is not Status.VALUE or reading.value
    choose_town(text, MARCEL)


def test_reading_takes_less_than_five_milliseconds():
    texts = [text for text, *_ in VALUES] + SILENT + [text for text, *_ in OTHERS]
    assert quickest(lambda: [read_town(text) for text in texts]) / len(texts) < 0.005


def test_long_texts_are_read_quickly():
    text = "j'habite à Saint-Martin de la rue de Vitry sur les Bois et " * 500
    assert quickest(lambda: read_town(text)) < 0.05
