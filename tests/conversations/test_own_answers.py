"""What people do with their answers at the review and before, in their words, against real servers."""

import json

import pytest

from bot.base import places
from bot.channels.web.client import Chat
from bot.records.conversations import transcripts
from bot.records.files import candidates
from bot.records.store.database import Database
from bot.recruiting.dossiers.masked_conversation import PRIVATE, mask_transcript
from bot.tools.evaluation.stored import dump
from tests.conversations.test_whole_conversations import channel
from tests.conversations.whole import register

pytestmark = pytest.mark.server
FIRST = "Je lui remontre calmement où sont ses messages. J'ai fait pareil avec ma tante, je lui ai pris la souris. Je note le chemin."
SECOND = "Je dis devant tout le groupe que je me suis trompé et je la remercie."
THIRD = "Je fais taire les jeunes et je laisse la souris au monsieur, avec patience."
REVIEW = "Est-ce que cela vous convient ?"


class Candidate:
    """Somebody at the review of three answers."""

    def __init__(self):
        self.chat = Chat(channel())
        self.chat.open()
        register(self.say)
        self.say("oui")
        for answer in (FIRST, SECOND, THIRD):
            replies = self.say(answer)
            if "plus précisément" in replies[-1]:
                replies = self.say("passer")
        assert replies[-1] == REVIEW

    def say(self, text):
        self.said = self.chat.say(text)
        return [message["text"] for message in self.said]

    @property
    def offered(self):
        return self.said[-1]["buttons"]

    @property
    def notes(self):
        """The answers, in order."""
        stored = dump(Database(places.database_url()))
        mine = {message["message_id"] for message in self.chat.open() if message["from"] == "user"}
        (row,) = {row["conversation_id"] for row in stored["conversation_events"] if row["message_id"] in mine}
        self.id = row
        return [note for note in stored["notes"] if note["conversation_id"] == row]

    @property
    def answers(self):
        return [note["answer"] for note in self.notes]


@pytest.fixture
def candidate(shared_servers):
    return Candidate()


def test_a_whole_answer_is_withdrawn_once_that_is_said(candidate):
    (asked,) = candidate.say("retirez ma deuxième réponse s'il vous plaît")
    assert asked.startswith("Retirer toute la réponse à la situation 2 ?")
    assert candidate.offered == ["Oui, la retirer", "Non", "Modifier"]
    assert candidate.say("non")[-1] == REVIEW
    assert candidate.answers == [FIRST, SECOND, THIRD]
    candidate.say("en fait si, enlève la 2")
    assert "effacés" in candidate.say("oui, vas-y")[0]
    assert candidate.answers == [FIRST, None, THIRD]
    replies = candidate.say("Modifier la situation 2 : je la remercie devant tous")
    assert replies[0] == "C'est fait : votre réponse est enregistrée."
    assert not any("version précédente" in reply for reply in replies)


def test_a_part_is_struck_and_the_words_before_are_gone(candidate):
    candidate.say("j'aimerais enlever la phrase sur ma tante")
    assert candidate.offered == ["situation 1", "situation 2", "situation 3"]
    (asked,) = candidate.say("la première")
    assert FIRST in asked and "l'ancienne sera effacée" in asked
    candidate.say("passer")
    assert candidate.answers == [FIRST, SECOND, THIRD]
    (asked,) = candidate.say("supprime « J'ai fait pareil avec ma tante, je lui ai pris la souris »")
    assert asked.startswith("Retirer ce passage de votre réponse à la situation 1 ?")
    candidate.say("oui, le retirer")
    assert candidate.answers[0] == "Je lui remontre calmement où sont ses messages. Je note le chemin."
    stored = dump(Database(places.database_url()))
    mine = [row for row in stored["conversation_events"] if row["conversation_id"] == candidate.id]
    assert "tante, je lui" not in json.dumps(mine, ensure_ascii=False)


def rewrite(candidate, words):
    """Begins to write the first answer without a phrase and gives these words; returns what the bot says."""
    candidate.say("j'aimerais enlever la phrase sur ma tante")
    candidate.say("la première")
    return candidate.say(words)


def test_what_hardly_holds_a_word_of_an_answer_replaces_it_for_good_only_once_that_is_said(candidate):
    (asked,) = rewrite(candidate, "pareil mais sans la dernière phrase")
    assert asked.startswith("Votre réponse deviendrait, en entier : « pareil mais sans la dernière phrase »")
    assert candidate.say("non")[-1] == REVIEW
    assert candidate.answers == [FIRST, SECOND, THIRD]
    rewrite(candidate, "Je m'installe à côté de monsieur Armand.")
    candidate.say("oui, la remplacer")
    assert candidate.answers == ["Je m'installe à côté de monsieur Armand.", SECOND, THIRD]


def test_the_passage_that_is_to_go_does_not_replace_the_answer_unasked(candidate):
    (asked,) = rewrite(candidate, "J'ai fait pareil avec ma tante, je lui ai pris la souris.")
    assert asked.startswith("Votre réponse deviendrait, en entier : « J'ai fait pareil")
    assert candidate.say("non")[-1] == REVIEW
    assert candidate.answers == [FIRST, SECOND, THIRD]


def test_the_place_of_an_answer_does_not_agree_to_all_of_them(candidate):
    assert candidate.say("non")[0].startswith("Que voulez-vous changer ?")
    assert candidate.offered[2] == "Oui, c'est bien"
    assert "ancien maçon" in candidate.say("la 3")[0]


@pytest.mark.parametrize(("text", "question"), [
    ("jpeux revenir a la 2 ?", "une participante"), ("on retourne à la troisième situation", "ancien maçon"),
    ("celle de Monsieur Armand je voudrais la refaire", "Monsieur Armand"),
])  # fmt: skip
def test_a_situation_is_found_by_its_place_or_its_words(candidate, text, question):
    replies = candidate.say(text)
    assert replies[0].startswith("Voici la situation") and question in replies[0]


def test_the_words_after_the_choice_are_the_new_answer(candidate):
    candidate.say("Modifier une réponse")
    (asked,) = candidate.say("la 1")
    assert "Écrivez votre nouvelle réponse" in asked
    new = "J'ajoute une remarque sur ma façon de faire : je lui remontre, et je commente chaque geste."
    candidate.say(new)
    assert candidate.answers == [new, SECOND, THIRD]
    mine = {note["id"] for note in candidate.notes}
    assert not [row for row in dump(Database(places.database_url()))["note_comments"] if row["note_id"] in mine]


def test_a_comment_in_one_line_is_a_comment(candidate):
    assert "commentaire est enregistré" in candidate.say("Commenter la situation 3 : j'ai été maçon moi-même")[0]
    assert "commentaire est enregistré" in candidate.say("commenter la 1 : je connais bien ce public")[0]
    assert candidate.answers == [FIRST, SECOND, THIRD]


def test_a_passage_is_contested_by_quoting_it_and_no_recruiter_reads_which(candidate):
    passage = next(row["quote"] for note in candidate.notes for row in note["evidence"] if row["quote"] in FIRST)
    assert "n'est plus surligné" in candidate.say(f'"{passage}" c\'est pas ce que je voulais dire')[0]
    assert "Rétablir ce passage" in candidate.offered
    candidate.say("mes données")
    with Database(places.database_url()).session_scope() as session:
        person = candidates.find(session, candidate.id)
        told = mask_transcript(transcripts.read(session, candidate.id), person)
    texts = [message["text"] or "" for message in told]
    assert [text for text in texts if passage in text] == [FIRST]
    assert PRIVATE in texts


def test_words_in_doubt_are_never_lost(candidate):
    (asked,) = candidate.say("finalement j'aurais mieux fait de le faire rire un peu")
    assert "en commentaire" in asked
    candidate.say("Oui, en commentaire")
    assert "commentaire est enregistré" in candidate.say("la 3")[0]
    candidate.say("modifier la situation 1")
    if candidate.say("c'est arrivé à ma tante ça") == ["C'est votre réponse ?"]:  # where it is not heard surely as one
        candidate.say("non")
        candidate.say("oui")
        assert candidate.answers[0] != "c'est arrivé à ma tante ça", "what was refused is over"
        candidate.say("modifier la situation 1")
        candidate.say("c'est arrivé à ma tante ça")
        candidate.say("oui")
    assert candidate.answers[0] == "c'est arrivé à ma tante ça"
