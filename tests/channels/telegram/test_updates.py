"""What updates mean."""

import pytest

from bot.channels.gateway.transport import Incoming
from bot.channels.telegram.updates import Elsewhere, Group, Press, read, update_id

PERSON = {"id": 42, "is_bot": False, "first_name": "Maelle"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Maelle"}


def message(**content):
    return {"message_id": 7, "date": 1, "chat": PRIVATE, "from": PERSON, **content}


def test_a_private_text():
    assert read({"update_id": 1, "message": message(text="Bonjour")}) == Incoming("42", "m7", "Bonjour")


def test_a_text_with_what_surrounds_it():
    more = {"entities": [], "reply_to_message": message(text="avant"), "quote": {"text": "avant"}, "effect_id": "5"}
    assert read({"message": message(text="Bonjour", **more)}) == Incoming("42", "m7", "Bonjour")


@pytest.mark.parametrize(("content", "kind"), [
    ({"photo": [{}]}, "photo"), ({"voice": {}}, "audio"), ({"audio": {}}, "audio"),
    ({"video": {}}, "video"), ({"video_note": {}}, "video"), ({"animation": {}, "document": {}}, "animation"),
    ({"sticker": {}}, "sticker"), ({"document": {}}, "document"), ({"contact": {}}, "contact"), ({"location": {}}, "location"),
    ({"venue": {}, "location": {}}, "location"), ({"poll": {}}, "poll"), ({"dice": {}}, "dice"), ({"game": {}}, "game"),
    ({"story": {}}, "story"), ({"successful_payment": {}}, "money"), ({"something_of_2030": {}}, "other"),
])  # fmt: skip
def test_what_is_no_text_has_a_sentence_of_its_kind(content, kind):
    assert read({"message": message(**content)}) == Incoming("42", "m7", unsupported=kind)


def test_the_words_that_come_with_a_picture_are_kept():
    shown = message(photo=[{}], caption="moi")
    assert read({"message": shown}) == Incoming("42", "m7", "moi", unsupported="photo")


def test_the_pictures_of_an_album_are_answered_by_one_sentence_and_keep_their_words():
    album = [{**message(photo=[{}], media_group_id="99", caption=str(n)), "message_id": n} for n in range(5)]
    pictures = [read({"message": picture}) for picture in album]
    assert [(one.message_id, one.text, one.dedup_key) for one in pictures] == [
        (f"m{n}", str(n), "g99") for n in range(5)
    ]


def test_other_words_under_a_picture_are_an_edit():
    edited = read({"update_id": 1, "edited_message": message(photo=[{}], caption="À Brest")})
    assert (edited.text, edited.unsupported, edited.amends) == ("À Brest", "edited", "m7")


@pytest.mark.parametrize("mark", [
    {"forward_origin": {"type": "user"}}, {"forward_date": 1}, {"forward_from": PERSON}, {"via_bot": {"id": 9, "is_bot": True}},
])  # fmt: skip
def test_words_of_others_are_not_taken_as_the_persons(mark):
    assert read({"message": message(text="Je suis patient", **mark)}) == Incoming("42", "m7", unsupported="forwarded")


def test_an_edit_is_answered_once_an_edit():
    first = read({"update_id": 1, "edited_message": message(text="Bonjours", edit_date=10)})
    assert (first.address, first.text, first.unsupported, first.amends) == ("42", "Bonjours", "edited", "m7")
    assert first != read({"update_id": 2, "edited_message": message(text="Bonjours", edit_date=10)})
    assert first.message_id != read({"message": message(text="Bonjour")}).message_id


@pytest.mark.parametrize("update", [
    {}, {"message": None}, {"message": []}, {"message": {}}, {"message": {"text": "x"}}, {"message": message(pinned_message={})},
    {"message": message()}, {"message": message(message_auto_delete_timer_changed={})},
    {"message": {**message(text="x"), "from": {"id": 9, "is_bot": True}}}, {"message": {**message(text="x"), "from": None}},
    {"message": {**message(text="x"), "chat": {"id": "42", "type": "private"}}}, {"message": {**message(text="x"), "message_id": None}},
    {"message": {**message(text="x"), "chat": {"id": 42, "type": "new_kind"}}}, {"edited_message": message(location={})},
    {"channel_post": message(text="x")}, {"inline_query": {}}, {"callback_query": {"data": "1.0"}}, {"callback_query": {"id": 3}},
    {"message": {**message(), "chat": {"id": -5, "type": "group"}, "left_chat_member": {}}}, {"my_chat_member": {}},
])  # fmt: skip
def test_what_is_nothing_for_the_bot(update):
    assert read({"update_id": 1, **update}) is None


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_groups_are_to_be_left(kind):
    chat = {"id": -100, "type": kind, "title": "Un groupe"}
    expected = Group(-100, kind == "channel")
    assert read({"message": {**message(text="Bonjour"), "chat": chat}}) == expected
    for status in ("member", "administrator"):
        assert read({"my_chat_member": {"chat": chat, "new_chat_member": {"status": status}}}) == expected
    for gone in ({"status": "left"}, {"status": "kicked"}, {"status": "restricted", "is_member": False}):
        assert read({"my_chat_member": {"chat": chat, "new_chat_member": gone}}) is None


@pytest.mark.parametrize("status", ["member", "kicked"])
def test_blocking_and_unblocking_say_nothing(status):
    assert read({"my_chat_member": {"chat": PRIVATE, "new_chat_member": {"status": status}}}) is None


def query(**changes):
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "5.0"}], [{"text": "Non", "callback_data": "5.1"}]]}
    shown = {"message_id": 8, "chat": PRIVATE, "from": {"is_bot": True}, "text": "D'accord ?", "reply_markup": markup}
    return {"callback_query": {"id": "77", "from": PERSON, "message": shown, "data": "5.1", **changes}}


def test_a_press_has_the_words_of_its_button():
    assert read(query()) == Press("42", "77", "5.1", "Non", 8, "D'accord ?")


def test_a_press_with_other_data_than_any_button_has_no_words():
    assert read(query(data="/restart")).label is None


def test_a_press_under_a_message_too_old_to_tell():
    old = {"message_id": 8, "chat": PRIVATE, "date": 0}
    assert read(query(message=old)) == Press("42", "77", "5.1", None, 8, None)


@pytest.mark.parametrize(
    "markup", [None, [], {"inline_keyboard": 3}, {"inline_keyboard": [3, [4, {"callback_data": "5.1"}]]}]
)
def test_strange_buttons_have_no_words(markup):
    shown = {"message_id": 8, "chat": PRIVATE, "text": "x", "reply_markup": markup}
    assert read(query(message=shown)).label is None


@pytest.mark.parametrize("changes", [
    {"message": None}, {"inline_message_id": "x", "message": None}, {"data": None, "game_short_name": "x"},
    {"message": {"message_id": 8, "chat": {"id": -5, "type": "group"}}}, {"from": {"id": 1, "is_bot": True}},
])  # fmt: skip
def test_a_press_elsewhere_is_only_acknowledged(changes):
    assert read(query(**changes)) == Elsewhere("77")


@pytest.mark.parametrize(("update", "number"), [
    ({"update_id": 5}, 5), ({}, None), ({"update_id": "5"}, None), ({"update_id": True}, None), ([], None), (None, None),
])  # fmt: skip
def test_the_number_of_an_update(update, number):
    assert update_id(update) == number
