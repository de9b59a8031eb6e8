"""A remark for who recruits: kept with the file, masked, shown to its author and to recruiters, taken back."""

from dataclasses import replace

import pytest

from bot.actions.action_comment_note import AS_WRITTEN, ONLY_THESE
from bot.channels.web.cards import my_cards
from bot.channels.web.notes_view import my_notes
from bot.exporting.dossier_documents import dossier_document
from bot.records.conversations import conversations
from bot.records.files import candidates, notes, remarks
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.directives import REMARK, WITHDRAW_REMARK, interpret_sentence
from bot.understanding.reading.interpretation import Interpretation
from bot.words.notes import FILE_CARD, REMARK_TITLE
from tests.actions.action_player import FILE, SENDER, chosen, gives, register, responses, run, tracker_of, words

SAID = "Pas avant 11 h, et laissez un message à mon voisin Karim."
SHOWN = "Pas avant 11 h, et laissez un message à mon voisin [masqué]."
ASKED = {"consent": True, "awaiting": "comment", "amended_note": FILE_CARD}


def stored(database):
    (row,) = dump(database)["candidates"]
    return row["remark"]


@pytest.fixture
def remarked(registered):
    """The file with a remark, which was said and echoed in the conversation."""
    run("action_comment_note", tracker_of(Interpretation(value=SAID), SAID, **ASKED))
    heard = {"event": "user", "timestamp": 1.0, "text": SAID, "parse_data": {}, "metadata": {}}
    echo = {"event": "bot", "timestamp": 2.0, "text": f"C'est noté : « {SHOWN} »", "data": {}, "metadata": {}}
    with registered.session_scope() as session:
        conversations.append(session, SENDER, [heard, echo], channel="web", consented=True, state={"slots": {}})
    return registered


@pytest.mark.parametrize("text", [
    "je suis en congé la semaine prochaine", "pas d'appels avant 18:30, merci", "mes horaires : lundi matin ou jeudi",
])  # fmt: skip
def test_what_was_just_written_may_be_the_remark_whose_own_colon_cuts_nothing(opened, text):
    messages, slots, _ = run(
        "action_comment_note", tracker_of(Interpretation(intent="leave_remark"), text, consent=True)
    )
    assert (responses(messages), stored(opened)) == (["utter_remark_ask"], None)
    assert [button["title"] for button in messages[0]["buttons"]] == [AS_WRITTEN]
    run("action_comment_note", tracker_of(chosen(AS_WRITTEN, slots), AS_WRITTEN, consent=True))
    assert stored(opened) == text


def test_details_beside_a_value_are_added_to_the_remark_and_said(opened):
    turn = replace(gives(mobility={"kind": "radius", "km": 20, "places": []}), details=("je ne conduis pas la nuit",))
    messages, _, _ = register(turn, "mobility")
    assert "J'ajoute en remarque pour le recruteur : « je ne conduis pas la nuit »" in words(messages)
    assert "Mobilité : 20 km autour de chez vous" in words(messages)
    register(Interpretation(details=("plutôt après 18 h", "Je ne conduis pas la nuit.")), "phone")
    assert stored(opened) == "je ne conduis pas la nuit\nplutôt après 18 h", "said twice, it is stored once"


def test_a_detail_alone_is_kept_and_the_question_asked_again(opened):
    messages, slots, _ = register(
        Interpretation(details=("pas de permis pour l'instant",)),
        "availability",
        last_name="Bérard",
        first_name="Lucie",
    )
    assert (slots["requested_slot"], stored(opened)) == ("availability", "pas de permis pour l'instant")
    assert responses(messages) == ["utter_ask_availability"]


def test_a_detail_is_masked_like_a_remark_and_in_the_recap(opened):
    messages, _, _ = register(Interpretation(details=("laissez un message à mon voisin Karim",)), "phone")
    assert "Karim" not in words(messages)
    recap, _, _ = run("action_ask_confirmation", tracker_of(loop="registration_form", consent=True, **FILE))
    assert f"{REMARK_TITLE} : « laissez un message à mon voisin [masqué] »" in words(recap)


def test_a_detail_beside_the_confirmation_is_kept_with_it(opened):
    messages, slots, _ = register(Interpretation(value=True, details=("pas le samedi",)), "confirmation", **FILE)
    assert (slots["confirmed"], stored(opened)) == (True, "pas le samedi")
    assert "« pas le samedi »" in words(messages)


def test_a_detail_beside_a_no_is_kept_and_the_confirmation_asked_again(opened):
    turn = Interpretation(value=False, details=("jamais à Salazie",))
    messages, slots, _ = register(turn, "confirmation", **FILE)
    assert (slots["requested_slot"], stored(opened)) == ("confirmation", "jamais à Salazie")
    assert "« jamais à Salazie »" in words(messages)


def test_details_said_one_by_one_are_erased_from_the_conversation_with_the_remark(opened):
    for text in ("20 km, pas la nuit", "06 39 98 11 22, après 18 h"):
        register(Interpretation(details=(text.split(", ")[1],)), "phone")
        heard = {"event": "user", "timestamp": 1.0, "text": text, "parse_data": {}, "metadata": {}}
        with opened.session_scope() as session:
            conversations.append(session, SENDER, [heard], channel="web", consented=True, state={"slots": {}})
    with opened.session_scope() as session:
        remarks.withdraw(session, candidates.get(session, SENDER))
    events = str(dump(opened)["conversation_events"])
    assert "pas la nuit" not in events
    assert "18 h" not in events


def test_what_was_not_sure_to_be_an_answer_is_kept_where_there_is_no_note(opened):
    turn = Interpretation(intent="comment_note", words="pas d'appels avant 18:30")
    run("action_comment_note", tracker_of(turn, "Oui, en commentaire", consent=True))
    assert stored(opened) == "pas d'appels avant 18:30"


def test_new_words_are_added_to_the_remark_or_stand_alone_as_its_author_wants(remarked):
    run("action_comment_note", tracker_of(Interpretation(value=SAID), SAID, **ASKED))
    assert stored(remarked) == SAID, "said again, it is stored once"
    turn = Interpretation(intent="leave_remark", words="plutôt par e-mail")
    messages, slots, _ = run("action_comment_note", tracker_of(turn, "notez plutôt par e-mail", consent=True))
    assert stored(remarked) == f"{SAID}\nplutôt par e-mail"
    assert messages[-1]["remark"] == f"{SHOWN}\nplutôt par e-mail"
    assert [button["title"] for button in messages[-1]["buttons"]] == [ONLY_THESE]
    run("action_comment_note", tracker_of(chosen(ONLY_THESE, slots), ONLY_THESE, consent=True))
    assert stored(remarked) == "plutôt par e-mail"
    assert "11 h" not in str(dump(remarked))


def test_words_are_struck_from_the_remark_once_it_is_sure(remarked):
    turn = Interpretation(intent="strike_passage", words="pas avant 11 h", needs_confirmation=True)
    messages, slots, _ = run("action_strike_passage", tracker_of(turn, "enlevez « pas avant 11 h »", consent=True))
    assert (responses(messages), stored(remarked)) == (["utter_strike_from_remark"], SAID)
    messages, _, _ = run("action_strike_passage", tracker_of(chosen("Oui, le retirer", slots), "oui", consent=True))
    assert responses(messages) == ["utter_remark_kept"]
    assert stored(remarked) == "et laissez un message à mon voisin Karim."
    assert "11 h" not in str(dump(remarked))


def test_a_remark_that_is_struck_whole_is_withdrawn(remarked):
    turn = Interpretation(intent="strike_passage", value=FILE_CARD, words=SAID)
    messages, _, _ = run("action_strike_passage", tracker_of(turn, "oui", consent=True))
    assert (responses(messages), stored(remarked)) == (["utter_remark_withdrawn"], None)


@pytest.mark.parametrize("intent", ["leave_remark", "comment_note"])
def test_words_are_asked_for_and_kept_where_there_is_no_note_to_comment(opened, intent):
    messages, slots, _ = run("action_comment_note", tracker_of(Interpretation(intent=intent), REMARK, consent=True))
    assert (responses(messages), slots["awaiting"], slots["choices"]) == (["utter_remark_ask"], "comment", None)
    messages, slots, _ = run("action_comment_note", tracker_of(Interpretation(value=SAID), SAID, **ASKED))
    assert responses(messages) == ["utter_masked", "utter_remark_kept"]
    assert (messages[-1]["remark"], slots["awaiting"], stored(opened)) == (SHOWN, None, SAID)


def test_beside_an_answer_that_gave_none_a_remark_is_asked_for(opened):
    turn = Interpretation(value=True, side_questions=("leave_remark",))
    messages, slots, _ = run("action_comment_note", tracker_of(turn, "oui, et il manque mes horaires", consent=True))
    assert (responses(messages), slots["awaiting"]) == (["utter_remark_ask"], "comment")


def test_what_was_not_understood_is_kept_as_a_remark_after_a_yes(opened):
    turn = Interpretation(intent="leave_remark", words="pas le mercredi", needs_confirmation=True)
    messages, slots, _ = run("action_comment_note", tracker_of(turn, "bof pas le mercredi quoi", consent=True))
    assert (responses(messages), stored(opened)) == (["utter_is_it_remark"], None)
    run("action_comment_note", tracker_of(chosen("Oui, en remarque", slots), "oui", consent=True))
    assert stored(opened) == "pas le mercredi"


def test_a_pass_changes_nothing_in_the_remark_that_was_shown(remarked):
    messages, _, _ = run("action_comment_note", tracker_of(Interpretation(intent="leave_remark"), REMARK, consent=True))
    assert (responses(messages), messages[0]["remark"]) == (["utter_remark_ask_more"], SHOWN)
    run("action_comment_note", tracker_of(Interpretation(value="skip"), "passer", **ASKED))
    assert stored(remarked) == SAID


def test_before_the_agreement_nothing_is_kept(database):
    messages, _, _ = run("action_comment_note", tracker_of(Interpretation(intent="leave_remark"), SAID))
    assert responses(messages) == ["utter_nothing_registered"]
    assert not any(dump(database).values())


def test_its_author_reads_it_everywhere_and_what_leaves_the_product_is_masked(remarked):
    assert SHOWN in words(run("action_show_my_data", tracker_of(Interpretation(intent="ask_access_my_data")))[0])
    with remarked.session_scope() as session:
        assert [REMARK_TITLE, SHOWN] in my_notes(session, SENDER)["registration"]
        row = my_cards(session, SENDER)[FILE_CARD]["rows"][-1]
        assert (row["text"], [action["says"] for action in row["actions"]]) == (SHOWN, [REMARK, WITHDRAW_REMARK])
        assert dossier_document(candidates.find(session, SENDER))["remark"] == SHOWN


def test_the_sentences_of_the_card_do_what_they_say():
    assert interpret_sentence(REMARK, None, {}).intent == "leave_remark"
    assert interpret_sentence(WITHDRAW_REMARK, None, {}).value == FILE_CARD


def test_who_takes_it_back_leaves_none_of_its_words(remarked):
    messages, _, _ = run("action_withdraw_comment", tracker_of(Interpretation(intent="withdraw_comment"), consent=True))
    assert responses(messages) == ["utter_remark_withdrawn"]
    assert "11 h" not in str(dump(remarked))


def test_who_may_want_it_back_is_asked_first(remarked):
    turn = Interpretation(intent="withdraw_comment", value=FILE_CARD, needs_confirmation=True)
    messages, slots, _ = run("action_withdraw_comment", tracker_of(turn, consent=True))
    assert (responses(messages), stored(remarked)) == (["utter_withdraw_comments"], SAID)
    assert SHOWN in messages[0]["which"]
    run("action_withdraw_comment", tracker_of(chosen("Oui, effacer", slots), "oui", consent=True))
    assert stored(remarked) is None


def test_of_several_lines_one_may_go(opened):
    for words_ in ("pas la nuit, mon voisin Karim dort", "pas le samedi"):
        run(
            "action_comment_note", tracker_of(Interpretation(intent="leave_remark", words=words_), words_, consent=True)
        )
    turn = Interpretation(intent="withdraw_comment", value=FILE_CARD, needs_confirmation=True)
    _, slots, _ = run("action_withdraw_comment", tracker_of(turn, consent=True))
    title = "Seulement « pas la nuit, mon voisin [masqué] dort »"
    run("action_strike_passage", tracker_of(chosen(title, slots), title, consent=True))
    assert stored(opened) == "pas le samedi"


@pytest.mark.parametrize("action", ["change_answer", "strike_passage", "withdraw_note"])
def test_where_only_the_remark_can_be_meant_it_is_offered(opened, action):
    run(
        "action_comment_note",
        tracker_of(Interpretation(intent="leave_remark", words="pas la nuit"), SAID, consent=True),
    )
    turn = Interpretation(intent=action, value="les phrases inutiles", words="inutiles", needs_confirmation=True)
    messages, _, _ = run(f"action_{action}", tracker_of(turn, "enlevez les phrases inutiles", consent=True))
    assert (responses(messages), stored(opened)) == (["utter_withdraw_comments"], "pas la nuit")


def test_a_remark_that_is_named_goes_and_comments_stay(remarked):
    with remarked.session_scope() as session:
        (note, *_) = candidates.find(session, SENDER).notes
        notes.add_comment(session, note, "J'étais pressée.")
    turn = Interpretation(intent="withdraw_comment", value=FILE_CARD)
    messages, _, _ = run("action_withdraw_comment", tracker_of(turn, consent=True))
    assert responses(messages) == ["utter_remark_withdrawn"]
    assert stored(remarked) is None and "J'étais pressée." in str(dump(remarked))


def test_where_there_is_none_nothing_is_taken_back(registered):
    turn = Interpretation(intent="withdraw_comment", value=FILE_CARD)
    assert responses(run("action_withdraw_comment", tracker_of(turn, consent=True))[0]) == ["utter_no_comment"]


def test_an_erasure_takes_it_along(remarked):
    with remarked.session_scope() as session:
        assert remarks.visible_text(candidates.find(session, SENDER)) == SHOWN
        candidates.erase(session, SENDER)
    assert "11 h" not in str(dump(remarked))
