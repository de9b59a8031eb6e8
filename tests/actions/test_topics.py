"""What a request for a person is about: asked once in one sentence, kept in the person's words, changed, taken back, never forced."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.actions.offers import SUBJECT_OFFERS
from bot.exporting.subject_export import subject_export
from bot.records.conversations import conversations, takeover_ends, takeovers
from bot.records.conversations.event_rows import ASIDE
from bot.records.files import restore_replay
from bot.records.handoffs import subjects
from bot.records.models import HumanRequest
from bot.tools.evaluation.stored import dump
from bot.understanding.reading.directives import CALL_OFF, OBJECTION, TELL_OF_IT, interpret_sentence
from bot.understanding.reading.interpretation import Interpretation
from tests.actions.action_player import FILE, SENDER, responses, run, tracker_of, words

HUMAN = Interpretation(intent="ask_human")
ASKED = {"consent": True, "awaiting": "topic"}
SAID = "C'est pour mon permis, et mon voisin Karim peut en parler."
SHOWN = "C'est pour mon permis, et mon voisin [masqué] peut en parler."


def ask(**slots):
    return run("action_request_human", tracker_of(HUMAN, "je veux parler à quelqu'un", consent=True, **slots))


def tell(text=SAID, topics=(), **slots):
    turn = Interpretation(intent="tell_topic", words=text or None)
    return run("action_tell_topic", tracker_of(turn, text, topics=topics, **(ASKED | slots)))


def kept(database):
    with database.session_scope() as session:
        return session.scalars(select(HumanRequest.topic)).all()


@pytest.fixture
def told(registered):
    """The file with a request and its words, which were said and echoed beside the conversation."""
    ask()
    tell()
    with registered.session_scope() as session:
        conversations.append_out_of_band(session, SENDER, ASIDE, text=SAID, reply=f"C'est noté : « {SHOWN} »")
    return registered


@pytest.mark.parametrize("text", [
    "jveu parler a kelkun svp", "je voudrais joindre quelqu un par telephone",
    "Bonjour, je souhaite parler à quelqu'un de l'équipe, s'il vous plaît.",
])  # fmt: skip
def test_it_is_asked_once(registered, write, text):
    assert responses(write(text, consent=True)[0]) == ["utter_human_filed", "utter_ask_topic"]
    assert responses(ask()[0]) == ["utter_human_waiting"]
    assert len(kept(registered)) == 1


def test_the_words_are_kept_sealed_and_masked(told):
    assert kept(told) == [SAID]
    with told.session_scope() as session:
        assert subjects.visible_text(subjects.find_open(session, SENDER)) == SHOWN
        raw = session.connection().exec_driver_sql("SELECT topic FROM human_requests").scalar_one()
    assert b"permis" not in bytes(raw)


def test_who_says_it_reads_it_and_may_change_it_or_take_it_back(registered):
    ask()
    messages, slots, _ = tell()
    assert responses(messages) == ["utter_masked", "utter_topic_kept"]
    assert messages[-1]["topic"] == SHOWN
    assert (slots["awaiting"], slots["choices"]) == (None, SUBJECT_OFFERS)
    messages, slots, _ = run("action_change_topic", tracker_of(Interpretation(intent="change_topic"), consent=True))
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_topic"], "topic")
    tell("plutôt pour le salaire")
    assert kept(registered) == ["plutôt pour le salaire"]


@pytest.mark.parametrize("sentence", ["Retirer les mots de ma demande", "enlever le sujet de ma demande"])
def test_what_is_taken_back_is_gone_everywhere_and_the_request_waits(told, sentence):
    turn = interpret_sentence(sentence, None, {"consent": True})
    assert responses(run("action_withdraw_topic", tracker_of(turn, sentence, consent=True))[0]) == [
        "utter_topic_withdrawn"
    ]
    assert "permis" not in str(dump(told))
    with told.session_scope() as session:
        assert subjects.find_open(session, SENDER) is not None


def test_the_words_of_a_topic_go_with_the_next_ones(told):
    tell("plutôt pour le salaire")
    assert "permis" not in str(dump(told))


def test_who_never_agreed_reads_what_is_kept_of_them_and_erases_it(database):
    run("action_request_human", tracker_of(HUMAN))
    tell("pour une formation", consent=None)
    messages, slots, _ = run("action_show_my_data", tracker_of(Interpretation(intent="ask_access_my_data")))
    status = run("action_tell_status", tracker_of(Interpretation(intent="ask_status")))[0]
    others = [
        run(f"action_{name}", tracker_of(Interpretation(intent="leave_remark")))[0]
        for name in ("change_my_data", "comment_note")
    ]
    for said in map(words, (messages, status, *others)):
        assert "en attente d'une réponse : « pour une formation »" in said and "Je n'ai rien" not in said
    assert list(slots["choices"]) == [
        "Changer les mots de ma demande",
        "Retirer les mots de ma demande",
        "Tout supprimer",
    ]
    messages, _, _ = run("action_erase", tracker_of(Interpretation(value=True), awaiting="erasure"))
    assert "votre demande à l'équipe est annulée" in words(messages) and "EFF-" in words(messages)
    assert "formation" not in str(dump(database))


@pytest.mark.parametrize("action", ["action_change_topic", "action_withdraw_topic"])
def test_without_a_request_there_is_nothing_to_say_of_it(registered, action):
    said = responses(run(action, tracker_of(Interpretation(), consent=True))[0])
    assert said == [{"action_change_topic": "utter_no_request", "action_withdraw_topic": "utter_no_topic"}[action]]


@pytest.mark.parametrize(("slots", "why"), [
    ({"requested_slot": "scenario"}, "an answer in own words waits"), ({"awaiting": "amendment"}, "so does another one"),
    ({"awaiting": "email"}, "a field is being corrected"),
])  # fmt: skip
def test_who_is_writing_something_else_is_not_asked_but_may_say_it(registered, slots, why):
    messages, after, _ = ask(**slots)
    assert responses(messages) == ["utter_human_filed"], why
    assert "awaiting" not in after
    assert [button["title"] for button in messages[0]["buttons"]] == [TELL_OF_IT, CALL_OFF]


def test_an_objection_says_itself_what_it_is_about(registered):
    objection = tracker_of(Interpretation(intent="ask_human", value=OBJECTION), consent=True)
    assert "utter_ask_topic" not in responses(run("action_request_human", objection)[0])


def test_before_the_agreement_nothing_is_asked_and_what_is_offered_says_what_is_kept(database):
    messages, slots, _ = run("action_request_human", tracker_of(HUMAN))
    assert responses(messages) == ["utter_human_filed", "utter_human_nothing_kept"]
    assert (list(slots["choices"]), slots.get("awaiting")) == ([TELL_OF_IT, CALL_OFF], None)
    messages, slots, _ = run("action_change_topic", tracker_of(Interpretation(intent="change_topic")))
    assert (responses(messages), slots["awaiting"]) == (["utter_ask_topic_unagreed"], "topic")
    tell("pour une formation", consent=None)
    assert kept(database) == ["pour une formation"]


@pytest.mark.parametrize("end", ["handed back", "handled"])
def test_of_who_never_agreed_the_words_go_with_the_exchange(database, end):
    run("action_request_human", tracker_of(HUMAN))
    tell("pour une formation", consent=None)
    with database.session_scope() as session:
        request = subjects.find_open(session, SENDER)
        if end == "handed back":
            takeovers.take_over(session, request.id, recruiter_id="anne", actor="recruiter:anne")
            takeover_ends.return_to_bot(session, request.id)
            assert request.topic is not None, "it still waits"
        takeover_ends.close_handoff(session, request.id, actor="recruiter:anne")
    assert kept(database) == [None]


@pytest.mark.parametrize("chance", [0.1, 0.3, 0.9])
def test_words_that_may_be_a_cry_for_help_are_no_topic(registered, chance):
    ask()
    messages, _, _ = tell("j'en peux plus de tout", topics=[("ask_human", 0.05), ("distress", chance)])
    assert responses(messages)[0] == "utter_topic_left_out"
    assert kept(registered) == [None]


def test_behind_a_cry_for_help_nothing_is_asked(registered):
    messages, slots, _ = run("action_human_after_distress", tracker_of(HUMAN, consent=True))
    assert responses(messages) == ["utter_human_filed"]
    assert not slots.get("awaiting") and not slots.get("choices")


def test_my_data_and_the_download_tell_the_request_and_its_words(told):
    said = words(
        run("action_show_my_data", tracker_of(Interpretation(intent="ask_access_my_data"), **FILE, consent=True))[0]
    )
    assert "en attente d'une réponse" in said and SHOWN in said
    with told.session_scope() as session:
        (row,) = subject_export(session, SENDER)["human_requests"]
    assert row["topic"] == SAID


@pytest.mark.parametrize(("text", "kept_words"), [
    ("c pour savoir si jai besoin du permi", True),
    ("Je souhaiterais savoir si ma reconnaissance de travailleur handicapé change quelque chose à ma candidature.", True),
    ("probleme avec mon dossier pix", True),
    ("bah en fait j'ai deja bossé a la mairie et j'voulais savoir si ça comptait", True),
    ("moi pas comprendre pourquoi demander ville deux fois", True),
    ("c pr savoir si mon bts conte kom diplome", True), ("probleme avec mon adresse mail elle est fausse", True),
    ("passer", False), ("non merci", False), ("rien de spécial", False), ("merci", False), ("je passe", False),
    ("nan c bon merci", False),
])  # fmt: skip
def test_words_are_a_topic_and_a_pass_is_none(registered, write, text, kept_words):
    ask()
    _, slots, _ = write(text, **ASKED)
    assert kept(registered) == [text if kept_words else None]
    assert slots["awaiting"] is None


@pytest.mark.parametrize(("text", "asked", "intent"), [
    ("supprimez toutes mes données", None, "ask_delete_my_data"), ("je veux voir mes données", None, "ask_access_my_data"),
    ("je veux mourir", None, "distress"), ("j'ai plus envie de vivre", "town", "distress"),
    ("j'en peux plus, j'ai envie d'en finir avec la vie", None, "distress"), ("Lemaire-Zyq", "last_name", None), ("Lyon", "town", None), ("à partir du 4 janvier", "availability", None), ("06 39 98 00 17", "phone", None),
    ("oui c'est juste", "confirmation", None), ("c'est pour une question sur mon contrat à Lyon", "town", "tell_topic"),
])  # fmt: skip
def test_anything_else_goes_on(reader, text, asked, intent):
    slots = {"consent": True, "awaiting": "topic"} | ({"requested_slot": asked} if asked else {})
    turn = Interpretation.of(reader.parse(text, "topic", slots))
    assert turn.intent == intent
    if intent is None:
        assert turn.value is True or asked in turn.resolutions


def test_a_backup_that_is_restored_does_not_bring_it_back(told):
    with told.session_scope() as session:
        subjects.withdraw(session, SENDER)
    with told.session_scope() as session:
        used = restore_replay.read_withdrawals(session, datetime(2020, 1, 1, tzinfo=UTC))
        subjects.save(session, SENDER, SAID, [])  # as the backup has it
        restore_replay.replay_withdrawals(session, used)
    assert kept(told) == [None]
