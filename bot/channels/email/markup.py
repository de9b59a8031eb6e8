"""Text of an e-mail that has only HTML, with line breaks where a reader sees them. Nothing is executed or fetched."""

import re

from selectolax.lexbor import LexborHTMLParser

_MAX_TAGS = 8_000  # nested tags take the parser quadratic time
_UNSEEN = "script, style, head, title, template, noscript, object, svg"
_QUOTED = "blockquote[type=cite], blockquote[cite], blockquote.gmail_quote, blockquote.protonmail_quote"
_BLOCKS = "p, div, br, li, tr, ul, ol, table, blockquote, pre, hr, h1, h2, h3, h4, h5, h6, section, article"
_END = "\x1e"
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def text_of(html: str) -> str:
    """Text of an HTML document, with quotes replaced by `>`."""
    tree = LexborHTMLParser(_with_few_tags(html.replace(_END, " ")))
    for node in tree.css(_UNSEEN):
        node.decompose()
    for node in tree.css(_QUOTED):
        node.replace_with(_END + ">" + _END)
    for node in tree.css(_BLOCKS):
        node.insert_before(_END)
        node.insert_after(_END)
    text = tree.body.text() if tree.body is not None else ""
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split(_END)]
    return "\n".join(line for line in lines if line)


def _with_few_tags(html: str) -> str:
    end = -1
    for _ in range(_MAX_TAGS):
        end = html.find("<", end + 1)
        if end < 0:
            return html
    return html[:end]
