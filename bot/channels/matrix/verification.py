"""Verification requests are cancelled at once: the bot cannot compare emojis, and clients would wait ten minutes."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from bot.base.hashing import short_hash
from bot.channels.gateway.background_tasks import BackgroundTasks
from bot.channels.gateway.transport import Incoming, loggable_reason
from bot.channels.matrix.addresses import room_of
from bot.channels.matrix.client import MatrixClient
from bot.content.sentences import sentence

logger = logging.getLogger(__name__)

CANCEL = "m.key.verification.cancel"
_STARTS = {"m.key.verification.request", "m.key.verification.start"}
MAX_AT_ONCE = 20


def cancel(
    client: MatrixClient, arrivals: Sequence[Incoming], to_device: Sequence[Any], background: BackgroundTasks
) -> None:
    """Cancel verification requests of rooms and devices; repeated after a crash, each is cancelled once.

    Runs in the background, in order within each room, since other servers may be slow. Failures are not retried: the
    user reads the reply next to the request, which expires by itself.

    Args:
        to_device: events for the device, as parsed by matrix-nio.
    """
    requests: dict[str, list[Callable[[], Any]]] = defaultdict(list)
    for arrival in [each for each in arrivals if each.unsupported == "verification" and each.message_id[0] == "$"]:
        room_id = room_of(arrival.address)
        requests[room_id].append(partial(_in_room, client, room_id, arrival.message_id))
    for source in [source for event in to_device if (source := _started_request(event)) is not None]:
        if client.olm is not None:  # or matrix-nio would cancel a second request on its behalf
            client.olm.key_verifications.pop(source["content"]["transaction_id"], None)
        requests[source["sender"]].append(partial(_to_device, client, source["sender"], source["content"]))
    for key, cancellations in requests.items():
        background.start(_one_after_another(cancellations[:MAX_AT_ONCE]), f"cancelling for {key}")


async def _one_after_another(cancellations: list[Callable[[], Any]]) -> None:
    for work in cancellations:
        try:
            await work()
        except Exception as error:  # the sync reports a log-out
            logger.info("a verification request could not be cancelled: %s", loggable_reason(error))


async def _in_room(client: MatrixClient, room_id: str, event_id: str) -> None:
    content = {
        "code": "m.user", "reason": sentence("matrix.verification"), "m.relates_to": {"rel_type": "m.reference", "event_id": event_id},
    }  # fmt: skip
    await client.say(room_id, content, f"cancel-{short_hash(event_id)}", kind=CANCEL)


async def _to_device(client: MatrixClient, sender: str, request: dict[str, Any]) -> None:
    transaction, device = request["transaction_id"], request["from_device"]
    content = {"transaction_id": transaction, "code": "m.user", "reason": sentence("matrix.verification")}
    path = f"sendToDevice/{CANCEL}/{quote(short_hash(sender + device + transaction), safe='')}"
    await client.call("PUT", path, {"messages": {sender: {device: content}}})


def _started_request(event: Any) -> dict[str, Any] | None:
    source = getattr(event, "source", None)
    if not isinstance(source, dict) or source.get("type") not in _STARTS or not isinstance(source.get("sender"), str):
        return None
    content = source.get("content")
    is_whole = isinstance(content, dict) and all(
        isinstance(content.get(name), str) and content[name] for name in ("transaction_id", "from_device")
    )
    return source if is_whole else None
