"""What people do with Element's library beside what the contract asks: bubbles in one breath. What plays Rasa has real turns before it."""

import pytest

from bot.channels.gateway.gateway import Gateway
from bot.channels.matrix.input import MatrixInput
from bot.channels.matrix.transport import MatrixTransport
from tests.channels import loop
from tests.channels.channel_player import Player, serve
from tests.channels.matrix.element_client import ElementClient
from tests.channels.matrix.synapse import PASSWORD
from tests.waiting import until

pytestmark = pytest.mark.server


def test_bubbles_in_one_breath_are_one_answer(synapse, account, database, monkeypatch):
    monkeypatch.setenv("BOT_SECRET", "a secret of the tests, long enough to serve")
    rasa, bot = Player(database), account("assistant")

    async def take(message):
        return await rasa(message)

    element = ElementClient(synapse.url, account("element"), PASSWORD)
    with serve(MatrixInput({}, database).blueprint(take), "matrix") as base:
        transport = MatrixTransport({"homeserver": synapse.url, "user_id": bot, "password": PASSWORD}, database)
        work = loop.start(Gateway([transport], database, [base]).run())
        try:
            room = element.ask("invite", other=bot)
            element.ask("hear", room=room, speaker=bot, text="re: ")
            rasa.heard.clear()
            monkeypatch.setenv("BOT_QUIET_SECONDS", "10")
            bubbles = ["J'ai aidé", "ma voisine", "à remplir un formulaire"]
            element.ask("burst", room=room, texts=bubbles)
            until(lambda: rasa.heard)
            element.ask("hear", room=room, speaker=bot, text="ma voisine")
            said = element.ask("heard", room=room, speaker=bot)
        finally:
            work.cancel()
            element.close()
    [together] = rasa.heard
    assert sorted(together.split("\n")) == sorted(bubbles)
    assert [one["body"].startswith("re: ") for one in said] == [False, True, True]
    assert {(one["shield"], one["failure"]) for one in said} == {("NONE", None)}
