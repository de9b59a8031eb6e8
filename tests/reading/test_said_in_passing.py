"""Wishes and answers that come in a roundabout way: an erasure in the middle of a story, a formal yes, « c'est grave ? »."""

from datetime import date

import pytest

from bot.reading.mobility import read_mobility
from bot.reading.result import Status
from bot.reading.towns import read_town
from bot.reading.turn import FREE_QUESTIONS, take_turn
from bot.reading.understood import INFORM, NOT_UNDERSTOOD, as_understood
from bot.reading.wishes import note_wish, wants_erasure
from bot.reading.yes_no import read_plain_yes_no

TODAY = date(2026, 11, 24)


def turn(pending, text, intent, confidence=0.9, informs=0.0):
    ranking = [{"name": intent, "confidence": confidence}, {"name": INFORM, "confidence": informs}]
    ranking.sort(key=lambda row: -row["confidence"])
    slots = {"consent": pending != "consent" or None, "requested_slot": pending}
    return take_turn(slots, {"text": text, "intent_ranking": ranking}, TODAY)


@pytest.mark.parametrize("text", [
    "en fait j'ai trouvé un autre boulot, supprimez tout ce que vous avez sur moi",
    "Finalement je préfère arrêter là. Merci de supprimer toutes mes données personnelles.",
    "bon laissez tomber, effacez mon dossier svp jai plus envie",
    "je ne souhaite plus postuler et je vous demande d'effacer ma candidature ainsi que tout le reste",
    "stop. supprime moi toutes mes infos",
    "efface tout ce que tu sais de moi",
    "Je vous prie de bien vouloir retirer ma candidature, j'ai été embauchée ailleurs la semaine dernière",
    "detruisez tout mon dossier",
])  # fmt: skip
@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_an_erasure_asked_for_while_telling_a_story_is_heard(pending, text):
    assert turn(pending, text, "out_of_scope").intent == "ask_delete_my_data"


@pytest.mark.parametrize("text", [
    "Je lui dis : supprimez toutes les données de ce site, je vous montre.",
    "je lui explique comment effacer mes données de navigation sur mon téléphone pour l'exemple",
    "J'efface tout et on recommence depuis le début, calmement.",
    "Elle me demande de supprimer son dossier photos, je lui montre d'abord la corbeille.",
    "Je lui réponds « effacez mon dossier si vous voulez » et on en rit.",
    "Je m'excuse d'avoir supprimé tout ce qu'elle avait sur son téléphone",
    "On supprime l'application et on la réinstalle, sans toucher à ses données",
    "je retire mes mains du clavier et j'attends",
])  # fmt: skip
def test_erasing_in_a_story_is_the_story(text):
    assert not wants_erasure(text)


@pytest.mark.parametrize(("text", "wish"), [
    ("je regrette ma deuxième réponse, retirez-la s'il vous plaît", ("withdraw_note", "2")),
    ("ma première réponse est nulle, supprimez-la", ("withdraw_note", "1")),
    ("la réponse 3 ne me plaît pas, je voudrais la modifier", ("amend_note", "3")),
    ("S'il vous plaît, pardon, retirez la situation 1 merci d'avance", ("withdraw_note", "1")),
    ("la deuxième personne attend, je lui souris", None),
])  # fmt: skip
def test_a_note_is_named_before_or_behind_what_is_wanted(text, wish):
    assert note_wish(text) == wish


@pytest.mark.parametrize("text", [
    "J'y consens volontiers.", "oui chef", "oui mon capitaine !", "Je vous y autorise", "soit", "Je n'y vois aucun inconvénient.",
    "je n'ai rien contre", "j'ai rien contre", "aucune objection madame", "je suis d'accord mon ami", "j'y consens de bon cœur",
    "je vous en prie, faites", "rien à redire", "oui mon frère", "Je vous donne mon accord.", "Je vous donne bien volontiers mon accord", "j'acquiesce",
])  # fmt: skip
def test_a_yes_is_said_in_many_ways(text):
    assert read_plain_yes_no(text) is True


@pytest.mark.parametrize("text", [
    "je vous autorise pas", "je ne vous donne pas mon accord", "je n'autorise rien", "soit dit en passant", "oui Batman", "faites pas ça", "je ne suis pas consentant",
    "je signe pas", "aucun problème mais pas mon numéro", "j'ai une objection", "rien", "je n'y vois rien", "oui frère mais non",
])  # fmt: skip
def test_what_is_no_plain_yes_is_none(text):
    assert read_plain_yes_no(text) is not True


@pytest.mark.parametrize(("pending", "text", "status"), [
    ("availability", "je ne sais pas encore, c'est grave ?", Status.UNKNOWN),
    ("availability", "le 3 janvier, ça va ?", Status.VALUE),
    ("mobility", "20 km, c'est pas trop peu ?", None),
    ("mobility", "20 km max, ça suffit ?", Status.VALUE),
    ("email", "je préfère ne pas le donner, c'est embêtant ?", Status.DECLINED),
    ("town", "Lyon. c'est bon pour vous ?", Status.VALUE),
])  # fmt: skip
def test_reassurance_asked_behind_an_answer_leaves_it_one(pending, text, status):
    taken = turn(pending, text, "ask_pix_skill_gap", 0.5)
    if status is not None:
        assert taken.is_answer
        assert taken.readings[pending].status is status


@pytest.mark.parametrize(("intent", "confidence", "informs", "topic"), [
    ("distress", 0.15, 0.80, NOT_UNDERSTOOD),
    ("insult", 0.06, 0.94, NOT_UNDERSTOOD),
    ("distress", 0.70, 0.20, "distress"),
    ("ask_salary", 0.30, 0.65, "ask_salary"),
    ("goodbye", 0.002, 0.998, NOT_UNDERSTOOD),
])  # fmt: skip
def test_what_looks_like_an_answer_to_a_form_is_no_insult_and_no_cry(intent, confidence, informs, topic):
    ranking = [{"name": intent, "confidence": confidence}, {"name": INFORM, "confidence": informs}]
    assert as_understood({"intent_ranking": ranking}).topic == topic


@pytest.mark.parametrize(("text", "kind"), [
    ("Je n'ai plus l'usage d'une automobile ; je ne saurais quitter Pontivy.", "none"),
    ("Je n'ai plus d'auto. je ne peux quitter Pontivy", "none"),
    ("pas question de quitter Brest", "none"),
    ("rien qui m'oblige à quitter ma commune", "none"),
    ("impossible de quitter ma commune", "none"),
    ("j'aimerais ne pas quitter mon village", "none"),
    ("pas envie de partir d'Amiens", "none"),
    ("je ne compte pas sortir du Finistère", "departement"),
    ("sans quitter la Bretagne", "region"),
    ("pas trop s'éloigner de Caen", "radius"),
    ("je veux quitter Lyon pour la Bretagne", "region"),
    ("ne pas m'éloigner de plus de 30 km de Nantes", "radius"),
])  # fmt: skip
def test_not_leaving_a_town_is_staying_there(text, kind):
    assert read_mobility(text).value["kind"] == kind


@pytest.mark.parametrize(("text", "town"), [
    ("Tulle, la ville lumière", "Tulle"), ("Lille, la cité phocéenne", "Lille"), ("Sète, la Venise du Languedoc", "Sète"),
    ("Nancy, la petite Venise", "Nancy"), ("Nanterre la Défense", "Nanterre"), ("la ville lumière", "Paris"),
])  # fmt: skip
def test_what_describes_a_town_is_no_other_one(text, town):
    assert read_town(text).value["commune"] == town


@pytest.mark.parametrize("text", ["Lyon, Le Havre", "Marseille, La Ciotat", "Rouen, le Havre en semaine"])
def test_a_town_that_begins_with_an_article_is_another_one(text):
    assert read_town(text).status is Status.AMBIGUOUS


@pytest.mark.parametrize("text", [
    "Je réexplique.", "J'oriente vers un collègue plus compétent quand la question dépasse mes connaissances.", "J'adapte.",
    "Je passe la main à un collègue qui connaît mieux le logiciel.", "Je l'oriente vers une vraie personne, un bénévole.",
    "On avance doucement", "Je ne ris pas avec eux",
])  # fmt: skip
@pytest.mark.parametrize("intent", ["dont_understand", "ask_human", "repeat_question", "stop_pause"])
def test_an_act_told_in_a_few_words_is_an_answer(text, intent):
    assert turn("scenario", text, intent).value == text


@pytest.mark.parametrize(("text", "intent"), [
    ("je comprends pas", "dont_understand"), ("je veux parler à un humain", "ask_human"), ("je fais une pause", "stop_pause"),
    ("je suis perdu", "dont_understand"), ("j'arrête là", "stop_pause"),
])  # fmt: skip
def test_a_wish_in_the_first_person_is_no_act(text, intent):
    assert turn("scenario", text, intent).intent == intent


@pytest.mark.parametrize("pending", ["notes_reviewed", "confirmation", "interview_ready", None])
@pytest.mark.parametrize("text", [
    "Je fais taire les jeunes et je m'assois à côté de lui.", "Je ne dis rien, je continue l'atelier…",
    "Je m'assois avec lui et je lui dis qu'un maçon a de bonnes mains pour la souris.",
])  # fmt: skip
def test_what_one_would_do_is_no_cry_for_help(pending, text):
    assert turn(pending, text, "distress", 0.85).intent != "distress"


@pytest.mark.parametrize("text", ["je pleure tout le temps et j'ai plus d'espoir", "j'en peux plus, je craque"])
def test_a_cry_is_still_heard_there(text):
    assert turn("notes_reviewed", text, "distress", 0.85).intent == "distress"


@pytest.mark.parametrize("intent", ["dont_understand", "out_of_scope"])
def test_not_knowing_when_is_an_answer(intent):
    taken = turn("availability", "je ne sais pas encore", intent, 0.9)
    assert taken.readings["availability"].status is Status.UNKNOWN


@pytest.mark.parametrize("text", ["jpasse", "passez je vous prie", "bof passer"])
def test_a_scenario_is_passed_in_many_words(text):
    assert turn("scenario", text, "out_of_scope", 0.1).value == "skip"


@pytest.mark.parametrize(
    "text",
    [
        "je passe derrière elle",
        "je passe la main",
        "j'ai une idée : un dessin",
        "je passe à l'étape suivante avec elle",
    ],
)
def test_passing_something_is_an_act(text):
    assert turn("scenario", text, "out_of_scope", 0.1).value == text


@pytest.mark.parametrize(
    "text", ["Je réside à Saint-Denis", "Mon adresse électronique est a.b@example.org", "06 39 98 20 20"]
)
def test_what_is_given_before_the_agreement_waits_for_it(text):
    taken = turn("consent", text, "out_of_scope", 0.6)
    assert taken.is_answer
    assert taken.value is None


@pytest.mark.parametrize(("text", "wish"), [
    ("commenter la situation 2 : j'aurais aussi vérifié avant, comme je le fais toujours chez moi", ("comment_note", "2")),
    ("commenter la situation 2", ("comment_note", "2")),
])  # fmt: skip
def test_a_comment_may_come_with_the_wish(text, wish):
    assert note_wish(text) == wish


@pytest.mark.parametrize(
    "text", ["j'ai pas d'idée", "je n'ai aucune idée", "aucune inspiration", "euh j'ai vraiment pas d'idée désolée"]
)
def test_whoever_has_no_idea_is_helped_first(text):
    assert turn("scenario", text, "out_of_scope", 0.1).intent == "dont_understand"
    assert turn("followup", text, "out_of_scope", 0.1).value == "skip"


@pytest.mark.parametrize(("text", "fields"), [
    ("Yasmina, et c'est Benhali avec un h en fait", {"first_name": "Yasmina", "last_name": "Benhali"}),
    ("Jean-Marc, mais c'est Lefèvre avec un accent en fait", {"first_name": "Jean-Marc", "last_name": "Lefèvre"}),
    ("non c'est Bérard avec un d", {"last_name": "Bérard"}),
])  # fmt: skip
def test_the_name_before_is_mended_behind_the_one_asked(text, fields):
    readings = turn("first_name", text, "out_of_scope", 0.05).readings
    assert {name: reading.value[name] for name, reading in readings.items()} == fields


@pytest.mark.parametrize(("text", "phone"), [
    ("j'ai pas de mail mais mon voisin Gérard au 06 39 98 12 34 peut vous dire", None),
    ("mon numéro c'est plutôt le 06 39 98 12 34", "+33639981234"),
    ("lucie@example.org et 06 39 98 12 34", "+33639981234"),
])  # fmt: skip
def test_a_neighbour_s_number_is_not_ones_own(text, phone):
    slots = {"consent": True, "requested_slot": "email", "phone": "+33639980001"}
    message = {"text": text, "intent_ranking": [{"name": "out_of_scope", "confidence": 0.05}]}
    reading = take_turn(slots, message, TODAY).readings.get("phone")
    assert (reading.value if reading else None) == phone
