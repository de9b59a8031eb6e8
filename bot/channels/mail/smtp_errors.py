"""Meaning of SMTP errors. The server's own words are never repeated, since they may hold an address."""

import re
import smtplib
import ssl

# RFC 3463: subject and detail of a status code, or only its subject.
_MEANINGS = {
    "1.1": "no such address", "1.2": "no such domain", "1.3": "the address is none", "1.6": "the address has moved",
    "1.10": "the domain takes no e-mails", "2.1": "the mailbox is closed", "2.2": "the mailbox is full", "2.3": "it is too long for the mailbox",
    "3.4": "it is too long for their server", "4.1": "their server does not answer", "4.4": "no way leads to their server",
    "4.6": "it went round in circles", "4.7": "their server did not take it for days", "7.1": "their server refuses it by a rule",
    "1": "the address is refused", "2": "the mailbox takes nothing", "3": "their server cannot take it", "4": "their server was not reached",
    "5": "the servers do not understand each other", "6": "their server does not take its content", "7": "their server refuses it by a rule",
}  # fmt: skip
_MEANINGS_OF_CODES = {550: "the address is refused", 551: "the address has moved", 552: "the mailbox is full"}
_STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})(?!\d)")
# About the sender or the session, not the recipient: many servers reject a sender only at RCPT (Postfix:
# smtpd_delay_reject).
_OF_THE_SENDER = re.compile(r"5\.(?:7\.|1\.[78](?!\d))")
_CODES_OF_THE_SENDER = frozenset({500, 502, 503, 504, 530, 534, 535, 538})
_TOO_LONG = 552  # at MAIL FROM it is about the announced size


def describe_status(status: str) -> str:
    """An enhanced status code (RFC 3463) such as 5.1.1 in words; empty for any other text."""
    match = _STATUS.match(status.strip())
    if match is None:
        return ""
    subject, detail = match[2], match[3]
    return f"{_MEANINGS.get(f'{subject}.{detail}') or _MEANINGS.get(subject, 'their server refuses it')} ({match[0]})"


def rejection_reason(error: Exception) -> str | None:
    """Why an e-mail can never be delivered to its one recipient, None if another try may succeed.

    RCPT rejects the recipient's address and DATA the e-mail, unless the answer is about the sender.
    """
    code, said = _answer(error)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return "it is too long for the mail server" if code == _TOO_LONG else None
    is_of_one = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    if not is_of_one or code < 500 or code in _CODES_OF_THE_SENDER:
        return None
    if isinstance(error, smtplib.SMTPRecipientsRefused) and _OF_THE_SENDER.match(said):
        return None
    return describe_status(said) or f"{_MEANINGS_OF_CODES.get(code, 'it is refused for good')} ({code})"


def permanent_error(error: OSError, host: str) -> str | None:
    """What the operator must fix, with instructions; None if the error may pass.

    Args:
        error: of a session with a mail server.
        host: of the server.
    """
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {host} cannot be trusted ({error.verify_message}): correct the name in smtp, renew it, or name an authority of your own in SSL_CERT_FILE"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{host} offers no TLS here, or lets nobody sign in: check address and port in smtp (smtps:// for 465, smtp:// for 587)"
    code, _ = _answer(error)
    if code < 500:
        return None
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the SMTP server refuses user and password ({code}): may this account send? Try it in a mail program"
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return f"the SMTP server does not let this account send ({code}): may it send from this address, and to others? Ask who runs {host}"
    return f"the SMTP server {host} turns this machine away ({code}): check address and port, and ask who runs it whether this machine may send"


def transient_error(error: OSError) -> str:
    """What happened, for an error that may pass: greylisting, a full or unreachable server."""
    code, _ = _answer(error)
    return (
        f"the mail server asks to try later ({code})"
        if code >= 400
        else f"the mail server did not take it ({type(error).__name__})"
    )


def _answer(error: Exception) -> tuple[int, str]:
    """Code and text of the server's answer, the first of several; code 0 if there was none."""
    answer: tuple[int, bytes | str] = (0, "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answer = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_code, error.smtp_error
    code, said = answer
    return code, said.decode("ascii", "replace") if isinstance(said, bytes) else said
