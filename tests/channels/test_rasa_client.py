"""One conversation meets one Rasa process, and the next one when that is away. The processes are plain web servers."""

import asyncio
import contextlib
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.channels.gateway import rasa_client
from bot.channels.gateway.rasa_client import RasaClient, RasaTimeoutError, RasaUnavailableError
from tests.markers import starts

KEYS = [f"conversation-{number}" for number in range(40)]


class Process:
    """A web server that says its port; it may drop the connection of the next request, as one that dies does."""

    def __init__(self, port=0):
        process = self

        class Answers(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                process.taken += 1
                process.busy.wait(5)
                if process.drops:
                    process.drops -= 1
                    self.close_connection = True
                    return
                body = str(process.port).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.taken = self.drops = 0
        self.busy = threading.Event()  # set: it answers at once
        self.busy.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Answers)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.drops = 1_000_000  # of connections that are open already
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
@starts("server")
def three():
    made = [Process() for _ in range(3)]
    yield made
    for process in made:
        process.stop()


def ask(urls, *turns, seconds=5):
    """Returns who answered each key, turn by turn; what stands between keys is called."""

    async def run():
        client, found = RasaClient(urls, seconds=seconds), []
        for turn in turns:
            if callable(turn):
                turn()
            else:
                found.append(
                    {key: (await client.request(key, "POST", "/turn", json={})).content.decode() for key in turn}
                )
        await client.close()
        return found

    return asyncio.run(run())


def test_a_conversation_meets_the_same_process_and_all_have_as_many(three):
    first, again = ask([process.url for process in three], KEYS, list(reversed(KEYS)))
    assert again == first
    assert sorted(Counter(first.values()).values()) == [13, 13, 14]


def test_a_new_conversation_is_given_to_the_process_with_the_least_to_do(three):
    urls = [process.url for process in three]

    async def run():
        client = RasaClient(urls, seconds=5)
        for process in three[1:]:
            process.busy.clear()
        waiting = [
            asyncio.create_task(client.request(f"busy-{number}", "POST", "/turn", json={})) for number in range(3)
        ]
        while sum(process.taken for process in three) < len(urls):
            await asyncio.sleep(0.01)
        answers = {(await client.request(key, "POST", "/turn", json={})).content.decode() for key in KEYS[:5]}
        for process in three[1:]:
            process.busy.set()
        await asyncio.gather(*waiting)
        await client.close()
        return answers

    assert asyncio.run(run()) == {str(three[0].port)}


def test_forgotten_conversations_no_longer_count_for_their_process(three, monkeypatch):
    monkeypatch.setattr(rasa_client, "_MAX_ASSIGNMENTS", 4)
    urls = [process.url for process in three[:2]]
    first, second, third, fourth, *new = KEYS[:13]
    lasting = [first, third]  # both of the first process
    begun, *later = ask(urls, [first, second, third, fourth], *(each for key in new for each in (lasting, [key])))
    assert [begun[key] for key in lasting] == [str(three[0].port)] * 2
    assert Counter(process for turn in later[1::2] for process in turn.values()) == {
        str(three[0].port): 3, str(three[1].port): 6,
    }  # fmt: skip


def test_requests_of_no_conversation_are_not_remembered(three):
    (answers,) = ask([process.url for process in three], [""])
    assert answers.keys() == {""}
    first, again = ask([process.url for process in three], ["", *KEYS], KEYS)
    del first[""]
    assert again == first


def test_when_one_is_away_only_its_conversations_move(three):
    before, after = ask([process.url for process in three], KEYS, three[0].stop, KEYS)
    moved = {key for key in KEYS if before[key] != after[key]}
    assert moved == {key for key in KEYS if before[key] == str(three[0].port)}


def test_one_that_dies_with_a_request_at_hand_is_followed_by_another(three):
    def drop():
        for process in three:
            process.drops = process.taken

    before, after = ask([process.url for process in three], KEYS[:1], drop, KEYS[:1])
    assert before != after


@pytest.mark.server
def test_the_only_one_is_asked_twice():
    process = Process()
    process.drops = 1
    assert ask([process.url], KEYS[:1]) == [{KEYS[0]: str(process.port)}]
    process.drops = 2
    with pytest.raises(RasaUnavailableError):
        ask([process.url], KEYS[:1])
    process.stop()


def test_an_answer_that_takes_too_long_is_not_asked_for_elsewhere(three):
    hanging = contextlib.ExitStack()

    async def run():
        silent = await asyncio.start_server(lambda _r, w: hanging.callback(w.close), "127.0.0.1", 0)
        url = f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
        client = RasaClient([url, three[0].url], seconds=0.2)
        outcomes = set()
        for key in KEYS:
            try:
                outcomes.add((await client.request(key, "POST", "/turn", json={})).content.decode())
            except RasaTimeoutError:
                outcomes.add("too long")
        await client.close()
        hanging.close()
        silent.close()
        return outcomes

    assert asyncio.run(run()) == {"too long", str(three[0].port)}
    assert three[0].taken < len(KEYS)
