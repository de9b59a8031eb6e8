"""`bot chat`: chat with the running bot in a terminal."""

from collections.abc import Callable

import httpx

from bot.base.errors import OperatingError
from bot.base.settings import settings
from bot.channels.web.client import Chat
from bot.operating.run.servers import LOOPBACK


def chat(say: Callable[[str], None]) -> None:
    """Chat until Ctrl-D.

    Raises:
        OperatingError: the servers are not running.
    """
    client = Chat(f"http://{LOOPBACK}:{settings().rasa_port}/webhooks/web")
    try:
        messages = client.open()
    except httpx.HTTPError as error:
        raise OperatingError("The bot does not answer: start it with `make run` in another terminal.") from error
    offered: list[str] = []
    while True:
        for message in messages:
            say(f"\n{message['text']}")
            offered = message.get("buttons") or []
            for number, title in enumerate(offered, start=1):
                say(f"  {number}. {title}")
        try:
            text = input("\n> ").strip()
        except (EOFError, KeyboardInterrupt):
            say("\nAu revoir !")
            return
        if text.isdigit() and 0 < int(text) <= len(offered):
            text = offered[int(text) - 1]
        messages = client.say(text) if text else []
