"""Answers in a creole, or in the phrases of another language that learners begin with, put into French.

Word by word and phrase by phrase, so that the readers find what they look for: "mwen ka rété Fodfrans" → "j'habite
Fodfrans", "an pé fè 20 kilomèt, pa plis" → "je peux faire 20 kilomètres, pas plus", "I live in Lyon" → "j'habite à Lyon".
"""

import re
from functools import lru_cache

from bot.reading.chat_words import plain
from bot.reading.name_words import DATA, is_chat, is_word

_COMMON = "common:"
_FEWEST = 2  # words that French has not, of those that do not tell a creole by themselves
_LONGEST = 4  # words of a form
_FOLDED = 4  # letters from which a word may be written without its accents
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \-'’]*\Z")
_MOST_CHARACTERS = 600

_PHRASES = tuple(
    (re.compile(rf"(?<![\w'’])(?:{phrase})(?![\w'’])", re.IGNORECASE), french)
    for phrase, french in (
        (r"(?:i(?:'m| am)? )?(?:live|living|leave|stay|reside)(?: now| currently)? (?:in|at|near(?:by)?)", "j'habite à"),
        (r"i(?:'m| am) (?:based )?(?:in|from)", "j'habite à"),
        (r"(?:yo )?(?:vivo|resido|resido actualmente|habito) en|(?:yo )?soy de", "j'habite à"),
        (r"(?:io )?(?:abito|vivo|risiedo) (?:ad?|in)|(?:io )?sono di", "j'habite à"),
        (r"(?:eu )?(?:moro|vivo|resido) (?:em|no|na)|eu sou de", "j'habite à"),
        (r"ich (?:wohne|lebe) in|ich (?:bin|komme) aus", "j'habite à"),
        (r"mieszkam (?:w|we)|locuiesc (?:în|in)|(?:ben )?oturuyorum|nneskun deg|ana (?:sakin|saken|nskon) f(?:i)?|kanskon f(?:i)?|nskon f", "j'habite à"),
        (r"moi (?:j['’ ]?)?habiter|je habite|moi (?:vivre|rester) ", "j'habite à "),
        (r"(?:i(?:'m| am) )?available|verfügbar|disponibile|disponível", "disponible"),
        (r"(?:right )?now|immediately|straight away|right away|at once|ahora(?: mismo)?|ahorita|inmediatamente|ya mismo|de inmediato|subito|immediatamente|da subito|sofort|ab sofort|agora(?: mesmo)?|imediatamente|diouzhtu|raktal|ara (?:meteis|mateix|mateis)|sulpic|sul c[oò]p|tot d['’]una|berehala|orain|av[aà]|jetzt|hemen|şimdi|hemen şimdi|daba|tawa|tout'suite|natychmiast|od zaraz|imediat|acum", "tout de suite"),
        (r"as soon as (?:possible|you want|you need)|cuanto antes|lo antes posible|il prima possibile|o mais cedo possível|so schnell wie möglich", "dès que possible"),
        (r"starting(?: from)?|from|desde|a partir del?|a partire da|dal|dall['’]|a partir de|ab dem|ab(?= \d| jan| feb| m[aä]r| apr| mai| jun| jul| aug| sep| o[kc]t| nov| de[zc])", "à partir de"),
        (r"tomorrow|mañana|domani|amanhã|morgen|jutro|mâine|yarın|ghedwa|ghodwa", "demain"),
        (r"today|hoy|oggi|hoje|heute|dzisiaj|astăzi|bugün", "aujourd'hui"),
        (r"next week|(?:la )?(?:próxima semana|proxima semana|semana que viene)|(?:la )?(?:prossima settimana|settimana prossima)|(?:a )?semana que vem|nächste woche|naechste woche", "la semaine prochaine"),
        (r"next month|(?:el )?(?:próximo mes|proximo mes|mes que viene)|(?:il )?(?:prossimo mese|mese prossimo)|(?:o )?(?:próximo mês|mês que vem)|nächsten monat", "le mois prochain"),
        (r"after christmas|después de navidad|dopo natale|depois do natal|nach weihnachten", "après Noël"),
        (r"weeks|semanas|settimane|wochen", "semaines"),
        (r"months|meses|mesi|monate|monaten", "mois"),
        (r"days|días|giorni|dias|tage|tagen", "jours"),
        (r"in(?= (?:\d|one|two|three|a (?:week|month))\b| (?:una|due|tre|einer|einem|zwei|drei) )|en(?= (?:dos|tres|una) )|(?:tra|fra)(?= (?:una|un|due|tre|\d))|daqui a|em(?= (?:duas|dois|uma|um|\d))", "dans"),
        (r"(?<=dans )(?:one|una?|uma?|einer|einem|a)(?= )", "un"),
        (r"(?<=dans )(?:two|dos|due|dois|duas|zwei)(?= )", "deux"),
        (r"(?<=dans )(?:three|tres|tre|três|drei)(?= )", "trois"),
        (r"(?<=dans un )(?:week|semana|settimana|woche)", "semaine"),
        (r"(?<=dans un )(?:month|mes|mese|mês|monat)", "mois"),
        (r"up to|maximum of|as far as|hasta|fino a|até|bis zu", "jusqu'à"),
        (r"anywhere|everywhere|en todas partes|cualquier lugar|ovunque|dappertutto|überall|em qualquer lugar|qualquer lugar", "partout"),
        (r"(?:whole|all) (?:of )?france|toda (?:la )?francia|tutta la francia|toda a frança|ganz frankreich", "toute la France"),
        (r"(?:in )?(?:(?:all )?my|the whole) region|(?:toda )?mi región|(?:in )?(?:tutta )?la (?:mia )?regione|(?:toda a )?minha região", "toute ma région"),
        (r"only (?:in )?my (?:city|town|village)|(?:solo|sólo|solamente) (?:en )?mi ciudad|solo (?:nella )?mia città|só na minha cidade", "uniquement dans ma ville"),
        (r"around (?:my (?:home|place|house|town|city)|here)|alrededor de (?:mi casa|aquí)|cerca de (?:mi )?casa|vicino a casa|perto de casa", "autour de chez moi"),
        (r"i (?:don['’]?t|do not|dont) know(?: yet)?|no (?:lo )?sé(?: todavía)?|non (?:lo )?so|não sei|ich weiß (?:es )?(?:noch )?nicht|weiss nicht|nie wiem", "je ne sais pas"),
        (r"i (?:don['’]?t|do not|dont) have (?:an? |any )?(?:email|e-mail|mail|phone|number)|no tengo (?:correo|email|teléfono|movil)|non ho (?:la )?(?:mail|email|telefono)|não tenho (?:email|telefone)|ich habe (?:keine?n?) \w+", "je n'en ai pas"),
    )
)  # fmt: skip


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, str], frozenset[str]]:
    """Returns the French of creole words, and those of them that tell a text in creole."""
    french: dict[str, str] = {}
    telling: set[str] = set()
    is_common = False
    for line in (DATA / "creole_words.txt").read_text(encoding="utf-8").splitlines():
        meaning, _, forms = line.partition(" = ")
        is_common = is_common or line == _COMMON
        for form in forms.split() if not line.startswith("#") else ():
            said = form.replace("-", " ")
            bare = plain(said)
            for key in [said, bare] if len(said) >= _FOLDED and not is_word(bare) else [said]:
                french.setdefault(key, meaning)
                if not is_common:
                    telling.add(key)
    return french, frozenset(telling)


def in_french(text: str, *, names: bool = False) -> str:
    """Returns a text with its creole words and its foreign phrases in French; the text itself when it has none.

    Args:
        text: what the candidate wrote.
        names: whether a name is expected, so that only plain creole is taken for it.
    """
    if len(text) > _MOST_CHARACTERS:
        return text
    text = _from_creole(text, names)
    for pattern, french in _PHRASES:
        text = pattern.sub(french, text)
    return text


def _from_creole(text: str, names: bool) -> str:
    words = list(_WORD.finditer(text))
    french, telling = _lexicon()
    runs = [_run(text, words, position, french) for position in range(len(words))]
    forms = {run[0] for run in runs if run}
    in_creole = [form for form in forms if not (names or is_word(form) or is_chat(form))]
    if forms.isdisjoint(telling) and len(in_creole) < _FEWEST:
        return text
    pieces: list[str] = []
    end = position = 0
    while position < len(words):
        run = runs[position]
        word = words[position]
        is_name = word.group()[:1].isupper() and text[: word.start()].rstrip()[-1:] not in ("", ".", "!", "?", "\n")
        if not run or is_name:
            position += 1
            continue
        form, count = run
        pieces += [text[end : word.start()], french[form]]
        position += count
        end = words[position - 1].end()
    return "".join(pieces) + text[end:]


def _run(text: str, words: list[re.Match[str]], position: int, french: dict[str, str]) -> tuple[str, int] | None:
    """Returns the longest form that begins at a word, and of how many words it is."""
    said, best = "", None
    for count, word in enumerate(words[position : position + _LONGEST], 1):
        if count > 1 and not _BETWEEN.match(text[words[position + count - 2].end() : word.start()]):
            break
        said = f"{said} {word.group().lower()}".lstrip()
        if said in french:
            best = said, count
    return best
