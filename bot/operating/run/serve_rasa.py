"""The Rasa server: `python -m bot.operating.run.serve_rasa`. Loads everything once, then serves or forks workers."""

import asyncio
import ctypes
import gc
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.base import logs, places
from bot.base.environment import set_private_umask
from bot.base.settings import settings
from bot.conversations.thread_offload import is_stuck, timed
from bot.operating.run.heartbeats import beat_seconds
from bot.operating.run.prefork import PreforkPool, open_sockets
from bot.patches.rasa_patches import parse_in_thread, patch_agent

if TYPE_CHECKING:
    from rasa.core.agent import Agent


def load_agent() -> "Agent":
    """Rasa's agent with the trained model and in-process actions. Opens no database."""
    from rasa.core.agent import load_agent as load
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    from bot.conversations.in_process_actions import InProcessActions
    from bot.understanding.trained_model import model_path

    configure_logging_and_warnings()
    logs.configure_structlog()
    endpoints = AvailableEndpoints.read_endpoints(str(places.HOME / "endpoints.yml"))
    endpoints.action = InProcessActions("bot.actions")
    agent = asyncio.run(load(str(model_path()), endpoints=endpoints))
    if not agent.is_ready():  # Rasa has logged why
        raise SystemExit("The model cannot be loaded: run `make train`.")
    patch_agent(agent)
    return agent


def load_content() -> None:
    """Load data that is otherwise loaded on first use, so that forked workers share it."""
    from bot.actions.interview import find_mask_rows, find_quotes, scenarios
    from bot.content import faq as content
    from bot.understanding.reading.places.index import place_index

    answer = "Je lui remontre calmement, sans soupirer."
    find_quotes(scenarios()[0], answer)
    find_mask_rows({}, answer)
    place_index().closest("Lyom")
    content.load_faq()
    content.load_directions()


async def _beat(beat: Callable[[], None]) -> None:
    """Send heartbeats while neither the event loop nor a thread hangs."""
    while True:
        if not is_stuck():
            beat()
        await asyncio.sleep(beat_seconds())


def serve(agent: "Agent", sock: socket.socket, beat: Callable[[], None] | None = None) -> None:
    """Serve the channels of `credentials.yml` until SIGTERM; requests in progress are finished.

    Args:
        beat: called periodically by the event loop.
    """
    from rasa.core.run import configure_app, create_http_input_channels

    from bot.content import overrides
    from bot.notes.masking import learned_masks
    from bot.records.contents import content_versions
    from bot.records.store.database import default_database
    from bot.understanding.nlu import message_reader
    from bot.understanding.nlu.sentence_encoder import LEARNED, load_encoder

    overrides.set_source(content_versions.override_source(default_database()))
    for learned in (LEARNED, message_reader.LEARNED, learned_masks.LEARNED):
        load_encoder(learned)
    parse_in_thread(agent.processor, timed)
    channels = create_http_input_channels(None, str(places.credentials_path()))
    app: Any = configure_app(channels, enable_api=False)
    app.ctx.agent = agent
    if beat is not None:
        app.add_task(_beat(beat))
    app.run(sock=sock, motd=False, access_log=False)


def main() -> None:
    """Load everything, then serve one socket or fork a worker per socket."""
    set_private_umask()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["OMP_NUM_THREADS"] = "1"  # threads do not survive a fork
    logs.configure("rasa")
    gc.disable()  # what is loaded stays
    sockets = open_sockets(settings().rasa_ports)
    from bot.understanding.nlu.sentence_encoder import load_encoder

    load_content()  # first: reading it leaves much room, which Rasa's modules take
    agent = load_agent()
    asyncio.run(agent.parse_message("Bonjour, est-ce bien payé ?"))
    load_encoder.cache_clear()  # their threads would not survive the fork: each worker loads its own
    gc.enable()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what loading needed is given back before it is shared
    if len(sockets) == 1:  # nobody to share with: one more copy would only take memory
        serve(agent, sockets[0])
    else:
        PreforkPool(lambda sock, beat: serve(agent, sock, beat), sockets).run()


if __name__ == "__main__":
    main()
