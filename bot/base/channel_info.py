"""Facts about the channels that other packages need."""

from dataclasses import dataclass

UNNAMED = "inconnu"


@dataclass(frozen=True)
class Known:
    """A channel.

    Attributes:
        words: its name for recruiters, within a sentence.
        provider: the outside service that carries its messages, empty if none; named before consent.
        link: how to continue there, with `{code}` at the bot's `{account}`; empty if not possible.
        is_one_message: a reply is sent as one message.
        supports_proactive: the bot can start a conversation there, so reminders are possible.
        introduces_bot: each conversation there begins with the notice that a program answers.
    """

    words: str
    provider: str = ""
    link: str = ""
    is_one_message: bool = False
    supports_proactive: bool = False
    introduces_bot: bool = False


# By the channel's name, in the order in which links are offered. All but the website are in `credentials.TRANSPORTS`.
CHANNELS = {
    "web": Known("site"),
    "telegram": Known(
        "Telegram", "Telegram", "Telegram : https://t.me/{account}?start={code}", supports_proactive=True
    ),
    # A homeserver takes one message in five seconds of an account.
    "matrix": Known(
        "Matrix", "Matrix", "Matrix : https://matrix.to/#/{account} (écrivez-y le code)",
        is_one_message=True, supports_proactive=True, introduces_bot=True,
    ),
    # Nobody wants four e-mails.
    "email": Known(
        "e-mail", "votre fournisseur d'e-mail", "E-mail à {account} (écrivez-y le code)",
        is_one_message=True, supports_proactive=True,
    ),
}  # fmt: skip


def in_words(channel: str | None) -> str:
    """The name of a channel within a sentence."""
    return CHANNELS[channel].words if channel in CHANNELS else channel or UNNAMED
