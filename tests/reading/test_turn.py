"""What a message is taken for, by the question that waits for an answer: the table of contexts."""

from datetime import date
from typing import Any

import pytest

from bot.reading.result import Status
from bot.reading.turn import FIELDS, FREE_QUESTIONS, INTERVIEW_QUESTIONS, YES_NO_QUESTIONS, pending_question, take_turn
from bot.reading.understood import CORRECTION, FOREIGN_LANGUAGE, NOT_UNDERSTOOD, NOTHING_SAID, Chosen, Turn, Understood
from bot.reading.wishes import exact_choice, named_choice


def _match(text: str, choices: dict[str, str]) -> str | None:
    return exact_choice(text, choices) or named_choice(text, choices)


TODAY = date(2026, 11, 24)
NOTHING = "nothing that is known"  # the classifier has no idea
OUTSIDE_FORMS = ("erasure", "amendment")
SAINT_MARCEL = [
    {"commune": "Saint-Marcel", "insee": "71445", "departement": "71"},
    {"commune": "Saint-Marcel", "insee": "27562", "departement": "27"},
]
WELCOME = {
    "Je m'inscris": "intent:start_registration", "Le test Pix": "intent:ask_pix_what", "Le métier": "intent:ask_missions",
    "Parler à un humain": "intent:ask_human", "__yes__": "intent:start_registration",
}  # fmt: skip
NOTE_CHOICES = {
    "Modifier la situation 1": "intent:amend_note=patience_cinquieme_fois",
    "Retirer la situation 1": "intent:withdraw_note=patience_cinquieme_fois",
}


def turn(
    pending: str | None, text: str, intent: str = NOTHING, confidence: float = 0.9, parts: Any = (), **slots: Any
) -> Turn:
    """Takes a message while `pending` waits for an answer."""
    if intent == NOTHING:
        intent, confidence = "out_of_scope", 0.05
    known = {"consent": pending not in {None, "consent"} or None, **slots}
    known["awaiting" if pending in OUTSIDE_FORMS else "requested_slot"] = pending
    message = {
        "text": text,
        "intent_ranking": [{"name": intent, "confidence": confidence}],
        "parts": [{"name": name, "confidence": share} for name, share in parts],
    }
    return take_turn(known, message, TODAY)


def said(taken: Turn) -> dict[str, Any]:
    """Returns fields with their values; a town is its name, and what is no value its status or reason."""
    result = {}
    for name, reading in taken.readings.items():
        if reading.status is not Status.VALUE:
            result[name] = reading.reason or reading.status.value
        else:
            result[name] = reading.value["commune"] if name == "town" else reading.value
    return result


LUCIE = {"first_name": "Lucie"}
KM_20 = {"kind": "radius", "km": 20, "places": []}


@pytest.mark.parametrize(("pending", "text", "intent", "confidence", "fields"), [
    # The same word is the answer to what was asked.
    ("last_name", "Lyon", "out_of_scope", 0.4, {"last_name": {"last_name": "Lyon"}}),
    ("first_name", "Lyon", NOTHING, 0, {"first_name": {"first_name": "Lyon"}}),
    ("town", "Lyon", "out_of_scope", 0.9, {"town": "Lyon"}),
    ("mobility", "Lyon", NOTHING, 0, {"mobility": {"kind": "radius", "km": None, "places": ["Lyon"]}}),
    ("availability", "Lyon", NOTHING, 0, {"town": "Lyon"}),
    ("email", "Lyon", NOTHING, 0, {"email": "bad_email"}),
    ("confirmation", "Lyon", NOTHING, 0, {"town": "Lyon"}),
    ("mobility", "20", NOTHING, 0, {"mobility": KM_20}),
    ("availability", "20", NOTHING, 0, {}),
    ("town", "20", NOTHING, 0, {}),
    ("last_name", "20", NOTHING, 0, {}),
    ("phone", "20", NOTHING, 0, {"phone": "bad_phone"}),
    # Neither fish nor fowl: the field is asked again, with help.
    ("last_name", "oui bof", "affirm", 0.7, {}),
    ("town", "oui bof", "affirm", 0.7, {}),
    ("email", "oui bof", "affirm", 0.7, {}),
    ("mobility", "oui bof", "affirm", 0.7, {"mobility": "how_far"}),
    ("last_name", "non rien à voir", "deny", 0.7, {}),
    ("availability", "non rien à voir", "deny", 0.7, {}),
    ("town", "non rien à voir", "deny", 0.7, {}),
    # A no is an answer where it can be one.
    ("mobility", "non", "deny", 0.95, {"mobility": {"kind": "none", "km": None, "places": []}}),
    ("email", "non", "deny", 0.95, {"email": "declined"}),
    ("phone", "non", "deny", 0.95, {"phone": "declined"}),
    ("phone", "passer", NOTHING, 0, {"phone": "declined"}),
    ("last_name", "je préfère ne pas le dire", "deny", 0.6, {"last_name": "declined"}),
    ("availability", "je sais pas encore", "dont_understand", 0.5, {"availability": "unknown"}),
    ("availability", "je ne sais pas encore", NOTHING, 0, {"availability": "unknown"}),
    # A plain value is taken, whatever the classifier dreams of.
    ("town", "Brest ?", "ask_mobility", 0.3, {"town": "Brest"}),
    ("town", "29200", "ask_number_of_posts", 0.9, {"town": "Brest"}),
    ("mobility", "toute la France", "ask_mobility", 0.9, {"mobility": {"kind": "national", "km": None, "places": []}}),
    ("mobility", "je reste chez moi", "stop_pause", 0.4, {"mobility": {"kind": "none", "km": None, "places": []}}),
    ("availability", "je continue mon contrat jusqu'en juin", NOTHING, 0, {"availability": {"date": "2027-07-01"}}),
    ("availability", "le 31 février", NOTHING, 0, {"availability": "no_such_day"}),
    ("phone", "0639980001", "ask_human", 0.6, {"phone": "+33639980001"}),
    ("last_name", "Petit", NOTHING, 0, {"last_name": {"last_name": "Petit"}}),
    ("town", "Saint-Marcel", NOTHING, 0, {"town": "ambiguous"}),
    # Several fields at once.
    ("last_name", "je m'appelle Lucie Bérard et j'habite à Brest", NOTHING, 0,
     {"last_name": {"last_name": "Bérard", "first_name": "Lucie"}, "town": "Brest"}),
    ("town", "Brest, dispo de suite", NOTHING, 0, {"town": "Brest", "availability": {"immediate": True}}),
    ("email", "lucie@exemple.fr et mon tel c'est 06 39 98 00 01", NOTHING, 0,
     {"email": "lucie@exemple.fr", "phone": "+33639980001"}),
    # Another field than the asked one, given or corrected.
    ("town", "en fait mon prénom c'est Lucie", NOTHING, 0, {"first_name": LUCIE}),
    ("phone", "en fait mon prénom c'est Lucie", "ask_change_my_data", 0.8, {"first_name": LUCIE}),
    ("mobility", "j'ai changé de mail : lucie@exemple.fr", "ask_change_my_data", 0.8, {"email": "lucie@exemple.fr"}),
    ("first_name", "non c'est Bérard avec un d", NOTHING, 0, {"last_name": {"last_name": "Bérard"}}),
    ("confirmation", "non mon prénom c'est Lucie", NOTHING, 0, {"first_name": LUCIE}),
    ("confirmation", "oui mais mon tel c'est le 06 39 98 00 02", "affirm", 0.7, {"phone": "+33639980002"}),
    ("confirmation", "J'habite à Brest", NOTHING, 0, {"town": "Brest"}),
])  # fmt: skip
def test_fields_are_read(pending, text, intent, confidence, fields):
    taken = turn(pending, text, intent, confidence)
    assert (taken.intent, taken.value, said(taken)) == (None, None, fields)


@pytest.mark.parametrize("pending", FIELDS)
@pytest.mark.parametrize(("text", "intent", "confidence"), [
    ("c'est loin ?", "ask_mobility", 0.6), ("on est payé combien ?", "ask_salary", 0.9), ("combien on est payé", "ask_salary", 0.9),
    ("c'est quoi pix ?", "ask_pix_what", 0.9), ("pourquoi vous me demandez ça", "dont_understand", 0.5),
    ("pourquoi vous me demandez ça ?", "dont_understand", 0.5), ("attends", "stop_pause", 0.7), ("stop", "stop_pause", 0.9),
    ("je veux parler à un humain", "ask_human", 0.95), ("supprimer mes données", "ask_delete_my_data", 0.9), ("quoi ?", "dont_understand", 0.9),
    ("répétez svp", "repeat_question", 0.9), ("bonjour", "greet", 0.95), ("merci", "thanks", 0.95), ("t'es nul", "insult", 0.9),
    ("je n'en peux plus, je veux mourir", "distress", 0.9), ("à quoi bon continuer", "distress", 0.6),
])  # fmt: skip
def test_in_every_field_what_the_person_wants_comes_first(pending, text, intent, confidence):
    assert turn(pending, text, intent, confidence).intent == intent


@pytest.mark.parametrize(("pending", "text", "intent", "confidence", "value"), [
    ("consent", "oui", "affirm", 0.9, True), ("consent", "Oui, je suis d'accord", NOTHING, 0, True), ("consent", "ok pour moi", NOTHING, 0, True),
    ("consent", "👍", NOTHING, 0, True), ("consent", "wé", "affirm", 0.8, True), ("consent", "je consens", "affirm", 0.7, True),
    ("consent", "mouaip", "affirm", 0.5, None),
    ("consent", "oui mais", "affirm", 0.95, None), ("consent", "oui bof", "affirm", 0.95, None), ("consent", "mouais", "affirm", 0.95, None),
    ("consent", "je ne suis pas contre", "affirm", 0.95, None), ("consent", "c'est pas faux", "affirm", 0.95, None),
    ("consent", "non mais oui", "affirm", 0.95, None), ("consent", "oui si c'est anonyme", "affirm", 0.95, None),
    ("consent", "oui ?", "affirm", 0.95, None), ("consent", "20", NOTHING, 0, None), ("consent", "Bérard", NOTHING, 0, None),
    ("consent", "en fait mon prénom c'est Lucie", NOTHING, 0, None),  # nothing is taken before the agreement
    ("consent", "bien sûr que non", "affirm", 0.8, False), ("consent", "non merci", "thanks", 0.7, False),
    ("consent", "je ne souhaite pas", "deny", 0.8, False), ("consent", "non rien à voir", "deny", 0.7, False),
    ("confirmation", "oui c'est tout bon", NOTHING, 0, True), ("confirmation", "Tout est exact, je vous remercie.", "affirm", 0.7, True),
    ("confirmation", "nickel", NOTHING, 0, True), ("confirmation", "non", "deny", 0.9, False),
    ("confirmation", "il y a une erreur", "ask_change_my_data", 0.6, False), ("confirmation", "20", NOTHING, 0, None),
    ("erasure", "oui", "affirm", 0.9, True), ("erasure", "Oui, tout effacer", "ask_delete_my_data", 0.9, True),
    ("erasure", "Non, garder", NOTHING, 0, False), ("erasure", "oui mais pas les notes", "affirm", 0.9, None),
    ("erasure", "pourquoi pas", NOTHING, 0, None), ("erasure", "je ne suis pas sûr", "affirm", 0.7, None), ("erasure", "Bérard", NOTHING, 0, None),
    ("interview_ready", "Oui, je commence", NOTHING, 0, True), ("interview_ready", "on y va", NOTHING, 0, True),
    ("interview_ready", "Plus tard", "stop_pause", 0.9, False), ("interview_ready", "une autre fois", "stop_pause", 0.8, False),
    ("interview_ready", "attends", "stop_pause", 0.7, False), ("interview_ready", "passer", NOTHING, 0, False),
    ("interview_ready", "20", NOTHING, 0, None),
    ("notes_reviewed", "Oui, c'est bien", NOTHING, 0, True), ("notes_reviewed", "merci bien, c'est fidèle", "thanks", 0.8, True),
    ("notes_reviewed", "non", "deny", 0.9, False), ("notes_reviewed", "je ne sais pas trop", "deny", 0.3, None),
])  # fmt: skip
def test_yes_no_or_neither(pending, text, intent, confidence, value):
    taken = turn(pending, text, intent, confidence)
    assert (taken.intent, taken.value, taken.readings) == (None, value, {})


@pytest.mark.parametrize("pending", YES_NO_QUESTIONS)
@pytest.mark.parametrize(("text", "intent"), [
    ("qui lit ça ?", "ask_who_sees_my_answers"), ("pourquoi vous me demandez ça ?", "dont_understand"), ("c'est quoi pix", "ask_pix_what"),
    ("je veux parler à un humain", "ask_human"), ("supprimer mes données", "ask_delete_my_data"), ("répétez", "repeat_question"),
    ("je n'en peux plus, je veux mourir", "distress"),
])  # fmt: skip
def test_yes_or_no_questions_wait_while_something_else_is_wanted(pending, text, intent):
    assert turn(pending, text, intent).intent == intent


@pytest.mark.parametrize(("pending", "text", "fields"), [
    ("interview_ready", "en fait j'habite à Brest", {"town": "Brest"}),
    ("notes_reviewed", "j'ai changé de mail : lucie@exemple.fr", {"email": "lucie@exemple.fr"}),
    ("scenario", "en fait mon prénom c'est Lucie", {"first_name": LUCIE}),
    ("followup", "pardon, mon mail c'est plutôt lucie@exemple.fr", {"email": "lucie@exemple.fr"}),
    (None, "en fait mon prénom c'est Lucie", {"first_name": LUCIE}),
    (None, "j'ai changé de mail : lucie@exemple.fr", {"email": "lucie@exemple.fr"}),
])  # fmt: skip
def test_outside_the_registration_a_correction_is_one(pending, text, fields):
    taken = turn(pending, text, "ask_change_my_data", 0.3, consent=True)
    assert (taken.intent, said(taken)) == (CORRECTION, fields)


def test_without_agreement_nothing_is_corrected():
    assert (
        turn(None, "en fait mon prénom c'est Lucie", "ask_change_my_data", 0.3, consent=None).intent
        == "ask_change_my_data"
    )


@pytest.mark.parametrize(("text", "intent"), [
    ("Je lui demande combien de fois il a essayé, puis je montre.", "ask_number_of_posts"),
    ("combien de fois il a essayé, je lui demande", "ask_salary"),
    ("je veux arrêter de lui faire à sa place", "stop_pause"),
    ("je veux arrêter de tout prendre en main et la laisser essayer avec la souris, même si c'est long", "stop_pause"),
    ("Je propose de supprimer le message avec elle", "ask_delete_my_data"),
    ("je lui apprends à supprimer un mail", "ask_delete_my_data"),
    ("stop, je fais taire les moqueurs et je reprends avec lui", "stop_pause"),
    ("Je dis stop à ceux qui rient", "stop_pause"),
    ("Je reste humain et je souris", "ask_human"),
    ("lui montrer qu'on est tous humains", "ask_human"),
    ("je lui dis merci", "thanks"), ("je recommence calmement", "repeat_question"), ("je reprends avec elle depuis le début", NOTHING),
    ("je continue sans m'énerver", NOTHING), ("je passe derrière elle et je regarde", NOTHING), ("je veux passer le relais à un collègue", NOTHING),
    ("je préfère ne pas répondre à sa place", NOTHING), ("je lui demande ce qu'il voit ?", "dont_understand"),
    ("Lyon", NOTHING), ("20", NOTHING), ("oui bof", "affirm"), ("normal", NOTHING), ("non rien à voir", "deny"),
    ("j'aime bien le rugby", "out_of_scope"), ("c'est loin ?", "ask_mobility"),
    # Distress of the learner that is told of.
    ("Elle pleure et dit qu'elle veut mourir : je lui dis qu'on peut appeler le 3114", "distress"),
])  # fmt: skip
@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_an_answer_in_own_words_is_kept_to_the_letter(pending, text, intent):
    confidence = 0.3 if text == "c'est loin ?" else 0.85
    assert turn(pending, text, intent, confidence) == Turn(
        value=text, understood=turn(pending, text, intent, confidence).understood
    )


@pytest.mark.parametrize(("text", "intent"), [
    ("stop", "stop_pause"), ("on arrête là", "stop_pause"), ("je veux arrêter", "stop_pause"), ("attends", "stop_pause"),
    ("humain", "ask_human"), ("passez-moi un humain", "ask_human"), ("supprimer", "ask_delete_my_data"), ("mes données", "ask_access_my_data"),
    ("je comprends pas", "dont_understand"), ("répétez", "repeat_question"), ("pourquoi vous me demandez ça", "dont_understand"),
    ("on est payé combien ?", "ask_salary"), ("c'est quoi pix ?", "ask_pix_what"), ("qui lira ma réponse ?", "ask_who_sees_my_answers"),
    ("bonjour", "greet"), ("merci", "thanks"), ("va te faire voir", "insult"), ("j'ai envie d'en finir", "distress"),
    ("je n'en peux plus, je veux mourir", "distress"), ("à quoi bon continuer", "distress"),
])  # fmt: skip
@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_a_short_wish_during_a_scenario_is_no_answer(pending, text, intent):
    assert turn(pending, text, intent, 0.9).intent == intent


@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_a_faint_alarm_about_a_learner_is_an_answer(pending):
    assert turn(pending, "elle n'en peut plus", "distress", 0.6).value == "elle n'en peut plus"


@pytest.mark.parametrize(
    "text",
    [
        "passer",
        "je passe",
        "je préfère ne pas répondre",
        "joker",
        "question suivante",
        "je passe cette question, merci",
    ],
)
@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_a_free_question_may_be_passed(pending, text):
    assert turn(pending, text).value == "skip"


@pytest.mark.parametrize("text", ["non", "non merci", "non rien", "rien d'autre", "non c'est tout"])
def test_there_may_be_nothing_to_add(text):
    assert turn("followup", text, "deny", 0.9).value == "skip"
    assert turn("amendment", text, "deny", 0.9).value == "skip"


@pytest.mark.parametrize("text", ["non, je lui montre avec un dessin", "rien, je me tais et je souris"])
def test_a_no_that_tells_something_is_kept(text):
    assert turn("followup", text, "deny", 0.9).value == text


@pytest.mark.parametrize(("text", "directive"), [
    ("Le test Pix", "ask_pix_what"), ("le test pix", "ask_pix_what"), ("le test pix svp", "ask_pix_what"), ("test pix", "ask_pix_what"),
    ("métier", "ask_missions"), ("m'inscris", "start_registration"), ("1", "start_registration"), ("2", "ask_pix_what"), ("le 3", "ask_missions"),
    ("numéro 4", "ask_human"), ("Parler à un humain", "ask_human"),
    # The welcome ended with an offer: yes means to register.
    ("oui", "start_registration"), ("Oui bien sûr", "start_registration"), ("ok", "start_registration"), ("je veux bien", "start_registration"),
])  # fmt: skip
def test_a_choice_is_named_by_title_number_part_of_title_or_yes(text, directive):
    assert turn(None, text, NOTHING, choices=WELCOME).intent == directive


@pytest.mark.parametrize(
    "text",
    ["0", "5", "non", "peut-être", "oui mais", "test pix ?", "le métier c'est quoi ?", "le", "un", "humain ou robot"],
)
def test_no_choice_is_made_of_other_words(text):
    assert turn(None, text, NOTHING, choices=WELCOME).intent in {NOT_UNDERSTOOD, "deny"}


def test_yes_takes_no_offer_while_a_question_is_pending():
    assert turn("town", "oui", "affirm", choices=WELCOME).intent is None


@pytest.mark.parametrize(
    ("text", "value"), [("la ville", "town"), ("3", "first_name"), ("mon nom", "last_name"), ("prénom", "first_name")]
)
def test_a_field_to_correct_is_chosen(text, value):
    choices = {"Ville": "field:town", "Nom": "field:last_name", "Prénom": "field:first_name"}
    assert turn("confirmation", text, NOTHING, choices=choices).value == value


def test_an_offered_value_is_chosen():
    choices = {"30 km": 'value:{"kind": "radius", "km": 30}', "30 minutes": 'value:{"minutes": 30}'}
    assert turn("mobility", "2", choices=choices) == Turn(
        value=Chosen({"minutes": 30}), understood=turn("mobility", "2").understood
    )
    assert turn("mobility", "30 km", choices=choices).value == Chosen({"kind": "radius", "km": 30})


@pytest.mark.parametrize(
    ("text", "intent"),
    [("Modifier la situation 1", "amend_note"), ("2", "withdraw_note"), ("retirer situation 1", "withdraw_note")],
)
def test_a_choice_carries_its_note(text, intent):
    taken = turn("notes_reviewed", text, choices=NOTE_CHOICES)
    assert (taken.intent, taken.value) in {(intent, "patience_cinquieme_fois"), (intent, "1")}


def test_a_choice_of_a_note_that_is_not_offered_is_none():
    assert _match("modifier la situation 2", NOTE_CHOICES) is None


@pytest.mark.parametrize(("text", "insee"), [
    ("le 2", "27562"), ("27", "27562"), ("dans l'Eure", "27562"), ("le premier", "71445"), ("71380", "71445"), ("un", "71445"), ("Brest", "29019"),
])  # fmt: skip
def test_a_town_among_homonyms_is_chosen(text, insee):
    assert turn("town", text, town_candidates=SAINT_MARCEL).readings["town"].value["insee"] == insee


@pytest.mark.parametrize(("text", "intent"), [
    ("je veux parler à un humain", "ask_human"), ("attendez une seconde", "stop_pause"), ("je comprends pas la première", "dont_understand"),
])  # fmt: skip
def test_a_wish_is_no_rank_among_homonyms(text, intent):
    assert turn("town", text, intent, town_candidates=SAINT_MARCEL).intent == intent


@pytest.mark.parametrize("text", ["", "   ", "...", "😀", "🙂🙂", "!!!", "🙏"])
@pytest.mark.parametrize("pending", [None, "last_name", "town", "consent", "notes_reviewed", "amendment", "comment"])
def test_without_words_nothing_is_said(pending, text):
    assert turn(pending, text, "greet", 0.4).intent == NOTHING_SAID


@pytest.mark.parametrize("text", ["...", "😀", "🙂🙂", "!!!", "👍"])
@pytest.mark.parametrize("pending", INTERVIEW_QUESTIONS)
def test_what_is_answered_to_a_scenario_is_kept_without_a_word_too(pending, text):
    assert turn(pending, text, "greet", 0.4).value == text


@pytest.mark.parametrize("pending", INTERVIEW_QUESTIONS)
def test_a_lone_question_mark_asks_to_explain_and_an_empty_message_says_nothing(pending):
    assert turn(pending, "??", "greet", 0.4).intent == "dont_understand"
    assert turn(pending, "  ", "greet", 0.4).intent == NOTHING_SAID


@pytest.mark.parametrize("pending", [None, *FIELDS, *YES_NO_QUESTIONS, *FREE_QUESTIONS])
@pytest.mark.parametrize("signal", ["open_chat", "unknown_command"])
def test_signals_of_the_channel_are_never_answers(pending, signal):
    assert turn(pending, f"/{signal}", signal, 1.0).intent == signal


@pytest.mark.parametrize("text", [
    "on reprend", "je continue", "reprendre", "me revoilà", "bonjour, me revoilà", "re", "je suis de retour", "on continue svp", "je veux reprendre mon inscription",
    "on peut reprendre où on en était ?",
])  # fmt: skip
@pytest.mark.parametrize("pending", ["last_name", "town", "availability", "scenario", "notes_reviewed"])
def test_a_wish_to_go_on_resumes(pending, text):
    expected = "greet" if text == "re" else "resume"
    assert turn(pending, text, "greet", 0.6).intent == expected


@pytest.mark.parametrize(
    "text",
    ["je reprends plus tard", "on continue demain", "mon bus arrive on reprend après", "je ne veux pas continuer"],
)
@pytest.mark.parametrize("pending", ["last_name", "town", "scenario"])
def test_a_wish_to_go_on_later_is_a_pause(pending, text):
    assert turn(pending, text, "stop_pause", 0.8).intent == "stop_pause"


@pytest.mark.parametrize(
    "text", ["commencer les situations", "on reprend les situations", "les situations", "je veux faire l'entretien"]
)
def test_the_interview_starts_once_the_registration_is_confirmed(text):
    assert turn(None, text, consent=True, confirmed=True).intent == "start_interview"
    assert turn(None, text).intent == NOT_UNDERSTOOD


def test_the_interview_is_not_started_by_a_refusal():
    assert turn(None, "je ne veux pas faire les situations", "deny", consent=True, confirmed=True).intent == "deny"


def test_somebody_registered_who_wants_to_register_is_told_the_status():
    assert turn(None, "je veux m'inscrire", "start_registration").intent == "start_registration"
    assert turn(None, "je veux m'inscrire", "start_registration", confirmed=True).intent == "ask_status"


def test_a_greeting_gives_way_to_what_is_said_beside_it():
    parts = [("greet", 0.9), ("start_registration", 0.8)]
    assert turn(None, "Bonjour, je désire m'enregistrer", "greet", 0.8, parts).intent == "start_registration"
    assert turn(None, "Bonjour, merci", "greet", 0.8, [("greet", 0.9), ("thanks", 0.8)]).intent == "greet"


def test_two_questions_are_both_known_the_surer_first():
    understood = Understood(
        (("ask_salary", 0.7),), (("ask_salary", 0.8), ("ask_contract", 0.6), ("ask_status", 0.2), ("greet", 0.9))
    )
    assert understood.questions == ["ask_salary", "ask_contract"]


def test_an_unsure_classifier_is_not_followed():
    assert turn(None, "asdfgh", "ask_salary", 0.05).intent == NOT_UNDERSTOOD
    assert take_turn({}, {"text": "asdfgh"}, TODAY).intent == NOT_UNDERSTOOD


def test_a_question_outside_forms_goes_before_the_form():
    assert pending_question({"awaiting": "erasure", "requested_slot": "town"}) == "erasure"
    assert turn("erasure", "Brest", requested_slot="town").value is None


@pytest.mark.parametrize(
    "text",
    [
        "oui gardez tout", "oui je veux garder", "d'accord je garde", "exact je garde tout", "c'est bon gardez", "ok laisse tomber",
        "ok annule", "parfait on continue", "ok c'est quoi la suite", "je confirme que je refuse", "ok je vais voir ailleurs",
        "c'est bon j'abandonne", "ok je réfléchis", "d'accord je lis d'abord la notice", "oui j'ai une question", "vas y explique",
        "oui arrêtez", "pourquoi pas demain", "yes but no", "OK Google",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pending", ["consent", "erasure"])
def test_what_cannot_be_taken_back_lightly_needs_a_plain_yes(pending, text):
    assert turn(pending, text, "affirm", 0.9).value is not True


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("retirer la situation 3", ("withdraw_note", "3")), ("modifier la situation 1", ("amend_note", "1")),
        ("je voudrais changer ma réponse 2", ("amend_note", "2")), ("enlevez la première", ("withdraw_note", "1")),
        ("supprime la réponse n° 2 stp", ("withdraw_note", "2")), ("retirer toutes mes réponses", ("withdraw_note", "all")),
        ("efface mes réponses svp", ("withdraw_note", "all")), ("je veux ajouter un commentaire", ("comment_note", None)),
        ("ajouter un commentaire à la situation 2", ("comment_note", "2")), ("je voudrais commenter la première réponse", ("comment_note", "1")),
        ("laisser une remarque sur la situation 3", ("comment_note", "3")), ("retirer mon commentaire", ("withdraw_comment", None)),
        ("supprime le commentaire de la situation 1", ("withdraw_comment", "1")),
    ],
)  # fmt: skip
def test_a_note_may_be_named_by_its_number(text, wish):
    taken = turn(None, text, "ask_delete_my_data", 0.9, confirmed=True, consent=True)
    assert (taken.intent, taken.value) == wish


@pytest.mark.parametrize(
    "text", ["supprimer toutes mes données", "supprime mon dossier et mes réponses", "tout effacer"]
)
def test_erasing_everything_is_another_wish(text):
    assert turn(None, text, "ask_delete_my_data", 0.9, confirmed=True, consent=True).intent == "ask_delete_my_data"


@pytest.mark.parametrize(
    "text", ["je lui laisse faire un commentaire", "j'ajoute une remarque gentille", "je ne fais aucun commentaire"]
)
@pytest.mark.parametrize("pending", FREE_QUESTIONS)
def test_a_comment_that_is_told_of_is_an_answer(pending, text):
    assert turn(pending, text, NOTHING, consent=True).value == text


@pytest.mark.parametrize("pending", [None, *FIELDS, *YES_NO_QUESTIONS, *FREE_QUESTIONS])
@pytest.mark.parametrize(
    "text",
    [
        "j'ai envie de me suicider je fais quoi", "je prends des médocs ce soir pour en finir", "mes parents me battent",
        "mon mec me tape", "je veux crever", "je me coupe les bras", "je dors dans ma voiture depuis un mois",
    ],
)  # fmt: skip
def test_a_cry_for_help_is_heard_in_every_phase(pending, text):
    assert turn(pending, text, "greet", 0.9).intent == "distress"


@pytest.mark.parametrize(
    "text",
    [
        "Elle pleure et dit qu'elle veut mourir : je lui dis qu'on peut appeler le 3114", "je suis mort de rire",
        "j'aimerais en finir avec ce formulaire", "il me tape sur les nerfs votre robot", "je coupe le son",
        "un monsieur dort dehors, je l'oriente vers le 115",
    ],
)  # fmt: skip
def test_a_story_or_a_figure_of_speech_is_no_cry_for_help(text):
    assert turn("scenario", text).intent != "distress"


@pytest.mark.parametrize(
    ("pending", "text", "field"),
    [("confirmation", "je corrige la ville", "town"), (None, "je me suis trompé de prénom", "first_name")],
)
def test_a_field_may_be_named_without_its_new_value(pending, text, field):
    taken = turn(pending, text, NOTHING, 0, confirmed=pending is None, consent=True)
    assert taken.value == field


def test_a_correction_is_no_choice_of_a_field():
    choices = {"Prénom": "field:first_name", "Nom": "field:last_name"}
    taken = turn("confirmation", "mon prénom c'est Lucie", choices=choices, consent=True)
    assert taken.readings["first_name"].value == {"first_name": "Lucie"}


def test_having_no_computer_declines_no_town():
    assert "town" not in turn("town", "je n'ai pas d'ordinateur", "ask_pix_what", 0.3).readings


@pytest.mark.parametrize(("pending", "text", "language"), [
    ("last_name", "Hello, I don't speak French very well", "en"),
    ("last_name", "how do I apply for this job", "en"),
    ("first_name", "¿Cuánto es el sueldo por favor?", "es"),
    ("last_name", "Добрий день, я шукаю роботу", "uk"),
    ("town", "مرحبا، أريد التسجيل من فضلك", "ar"),
    ("consent", "what will you do with my data", "en"),
    ("scenario", "I would show him again and write it down for him", "en"),
    ("phone", "why do you need this", "en"),
    (None, "Hello, can you help me please", "en"),
])  # fmt: skip
def test_another_language_is_no_answer(pending, text, language):
    taken = turn(pending, text, "out_of_scope", 0.4)
    assert (taken.intent, taken.value, taken.readings) == (FOREIGN_LANGUAGE, language, {})


@pytest.mark.parametrize(("pending", "text", "fields"), [
    ("town", "I live in Lyon at the moment", {"town": "Lyon"}),
    ("email", "my email is lucie@exemple.fr", {"email": "lucie@exemple.fr"}),
    ("last_name", "Juan de la Cruz", {"last_name": {"last_name": "de La Cruz", "first_name": "Juan"}}),
    ("last_name", "محمد", {"last_name": {"last_name": "محمد"}}),
    ("last_name", "Шевченко", {"last_name": {"last_name": "Шевченко"}}),
])  # fmt: skip
def test_what_another_language_answers_all_the_same(pending, text, fields):
    assert said(turn(pending, text)) == fields


@pytest.mark.parametrize(("intent", "text"), [
    ("ask_human", "I want to talk to a human please"),
    ("ask_delete_my_data", "please delete all my data"),
    ("distress", "I want to die, I have nobody"),
])  # fmt: skip
def test_what_must_not_wait_is_heard_in_any_language(intent, text):
    assert turn("town", text, intent, 0.9).intent == intent
