"""Refusals and ignorance, whatever was asked: "je préfère ne pas le dire", "aucune idée"."""

import re

from bot.reading.chat_words import words_only
from bot.reading.courteous_refusals import refuses_courteously
from bot.reading.questions import looks_like_question
from bot.reading.yes_no import wants_to_skip

_LONGEST_BARE_REFUSAL = 8

_FILLERS = re.compile(
    r"\b(?:bonjour|bonsoir|salut|alors|euh|heu|hum|ben|bah|bon|eh|hein|oh|ah|desolee?|pardon|excusez moi|merci|franchement|honnetement|"
    r"en fait|vraiment|la|ca|s il (?:vous|te) plait|pour (?:le moment|l instant)|du tout|non plus|mais|donc|lol|mdr)\b"
)

# What one gives or withholds, whatever it is called.
_GIVING = (
    r"(?:donner|dire|repondre|communiquer|partager|laisser|fournir|preciser|transmettre|renseigner|indiquer|divulguer|mettre|ecrire|"
    r"l ecrire|dir|reveler|devoiler|m exprimer|me prononcer|afficher|remplir|en parler|confier|parler)"
)
_GIVEN = r"(?:donne|done|di|dis|file|balance|sors|dirai|donnerai|reponds|repondrai|communique|communiquerai|partage|laisse|laisserai|fournis|precise|transmets|mets|prononce)"
_SMALL = r"(?:(?:vous|te|t|le|la|les|l|y|en|ca|cela|rien|trop|vraiment|plus|du tout|forcement|a|tout de suite) ){0,3}"
_REFUSES = re.compile(
    r"\bj(?:e)? (?:ne |n )?(?:veux|veu|souhaite|desire|peux|vais|tiens|compte|voudrais|aimerais|prefere|prefererais|ai) pas "
    rf"{_SMALL}{_GIVING}\b"
    rf"|\bj(?:e ?| )?(?:prefer\w{{1,6}}|aimer\w{{1,4}} mieux|aime mieux|aim\w{{1,6}} autant|prefer\w{{1,6}} autant|prefere mieux) (?:ne |n )?(?:pas|rien|garder|eviter|rester (?:anonyme|discr\w+)|m abstenir)\b(?! (?:trop|plus|loin))"
    rf"|\bprefere (?:ne )?(?:pas|rien)\b(?! (?:trop|plus))"
    rf"|\bj(?:e | |(?=[df]))(?:ne |n )?{_SMALL}{_GIVEN} (?:pas|rien)\b"
    r"|\bj(?:e)? (?:ne |n )?(?:veux|veu|souhaite|voudrais|aimerais|tiens a ce) pas que (?:mon|ma|mes|vous|ca|ce|cela)\b"
    r"|\b(?:je )?(?:refuse|decline|m abstiens|m y oppose)\b"
    r"|\b(?:ne|n|te|ca) (?:vous|te|t|les?) ?(?:regarde|concerne|interesse) (?:pas|en rien)\b|\b(?:ca|c est|cela) (?:ne )?(?:vous |te )?regarde pas\b"
    r"|\b(?:c est|trop|plutot|tres|information|info|donnee) (?:tres |trop |plutot |assez )?(?:prive|privee|perso|personnel|personnelle|confidentiel|confidentielle|secret)\b"
    r"|\b(?:garde|garder) (?:ca|cela|le|la|(?:mon|ma|mes) \w+) (?:pour moi|secrete?|prive)\b|\b(?:rester|reste) anonyme\b|\b(?:garde|garder|prefere|preserve\w*) l anonymat\b|\b(?:occupez?|melez?|mele) (?:toi|vous) (?:de )?(?:tes|vos)\b"
    r"|\b(?:hors de question|sans facons?|pas question|no way|no thanks?|pas envie)\b"
    r"|\bvous (?:n avez|avez) pas (?:besoin|a savoir)\b|\b(?:pas besoin|pas obligatoire|pas oblige|pas obligee|facultatif|optionnel)\b"
    r"|\btu (?:ne )?(?:le |la )?sauras? pas\b|\bvous (?:ne )?(?:le |la )?saurez pas\b|\bje (?:le |la |les |vous )*(?:donnerai|dirai|enverrai|mettrai|donne|dis|mets) (?:(?:mon|ma|mes) \w+ )?plus tard\b"
    rf"|\b(?:autant|eviter|evite|plutot) (?:de |d )?(?:ne |n )?(?:pas |rien )?{_SMALL}{_GIVING}\b|\bliste rouge\b|\bje m en passe\w*|\bpeur d\w* spams?\b"
    r"|\bprefer\w* (?:le |la |les |l |ca |cela |tout )*garder (?:ca |cela |(?:le|la|mon|ma|mes|cette?) \w+ )?pour moi\b"
    r"|\b(?:ne |n )?y tiens pas\b|\breste entre moi\b|\bje (?:le |la |les )?garde pour moi\b"
    r"|\b(?:nom|prenom|mail|email|numero|tel|telephone|initiales?) (?:seul )?(?:me |vous )?suffi\w+|\bca (?:me |vous )?suffi\w+\b"
    r"|\bj (?:n )?en ai pas d autre\b|^(?:non|nan|no) (?:merci )?ca (?:ira|va aller)\b|\b(?:j en ai|on n a|on a|n ai|j ai) (?:pas|plus|point)$|\bon (?:n )?a pas (?:de|d)\b|\bappele[zr] moi (?:juste |simplement )?(?:madame|monsieur)\b(?! (?!tout|c est|ca|point|svp|s il|merci|et)\w)|^(?:non )*(?:merci )*(?:ca ira|pas (?:necessaire|utile|la peine))\b"
    rf"|\bje (?:ne |n )?{_SMALL}{_GIVEN} jamais\b"
    rf"|\b(?:pas|ni|jamais)(?: \w+)? (?:a l aise|chaude?|emballee?|rassuree?|tranquille|serein|sereine) (?:pour|de|a l idee de|a) {_SMALL}{_GIVING}\b|\bpas(?: \w+)? a l aise(?: (?:avec|sur|pour) (?:ca|cela|cette question|cette demande))?$"
    rf"|\b(?:me|m) (?:gene|generait|derange|derangerait|embete|embeterait|ennuie|inquiete|chiffonne|fait peur|fait bizarre|met mal a l aise)(?: (?:un peu|beaucoup|trop|un tantinet|vraiment))? (?:de|d|a) {_SMALL}{_GIVING}\b"
    r"|\b(?:vous|tu) (?:ne |n |l )*(?:aurez|auras|saurez|connaitrez) (?:pas|rien|jamais)\b|\bregarde que moi\b|\bm abst(?:ien\w+|enir)\b|\b(?:mieux vaut|vaut mieux|vaudrait mieux) (?:ne )?(?:pas|rien)\b(?! (?:trop|plus|loin))|\bj evite de (?:le |la |les |l |vous )?(?:dire|donner|partager|laisser|mettre)\b|\brester discr\w+\b"
    r"|\btiens? (?:a|beaucoup a|trop a) (?:mon anonymat|ma vie privee|ma tranquillite|ma discretion|rester anonyme)\b"
    rf"|\bm a (?:toujours |bien )?(?:dit|appris|conseille|repete) de (?:ne )?(?:jamais|pas|rien) {_SMALL}{_GIVING}\b"
    r"|^(?:(?:autant que|si|dans la mesure du) possible|si ca (?:ne )?(?:vous |te )?(?:derange|gene|ennuie|embete) pas|idealement|un p tit|un petit) non\b|^non si possible$"
    r"|\bj en (?:ai|veux|possede|utilise) (?:pas|plus|point|aucune?) (?:et|ni|alors|donc)\b|\b(?:en|n en) veux (?:pas|plus|surtout pas)\b"
    r"|\b(?:jamais de la vie|(?:mon|ma) (?:nom|prenom) reste entre|plutot mourir|vous pouvez (?:toujours )?courir|vous l aurez pas|mele toi|de quoi je me mele|ca (?:ne )?sort(?:ira)? pas d ici|chacun ses affaires|motus|bouche cousue|je (?:le |la |les )?donne a personne|pas (?:a|chaud pour) (?:un|des) (?:robots?|inconnus?|machines?))\b"
    r"|\b(?:aime|prefere|aimerais|prefererais) (?:mieux |autant )?(?:qu on|que (?:l on|vous|tu)) (?:m (?:ecrive\w*|appelle\w*|envoie\w*)|ne m|me (?:contacte\w*|joigne\w*|laisse\w*))"
    r"|\b(?:donc|alors|desolee?|pour ma part|franchement|ca|la) (?:ce sera |c est |je dis )?non$|\bce sera non\b|\bje dis non\b|\b(?:c est|ca reste|ce sera) non\b"
    r"|\b(?:gardons|garde|gardez|garder)\b.{0,20}\b(?:secret|mystere|prive)\b|\bje (?:ne |n )?ai (?:jamais eu|ni)\b"
    rf"|\bj(?:e)? (?:prefere|prefererais|aimerais mieux|aime mieux) (?:vous |te |le |la |l )*{_GIVING}\b.*\b(?:de vive voix|plus tard|en personne|en face|a l oral|par telephone|au telephone|a un humain|sur place|a l entretien)\b"
)
# Put off until one meets: "j'en parlerai de vive voix", "on verra quand on se voit".
_MEET = r"(?:voi[ts]?|voie|verra|verrons|rencontr\w+|connai\w+|connaiss\w+|parle\w*|croise\w*)"
_PUTS_OFF = re.compile(
    r"\b(?:de vive voix(?! (?:avec|a) (?:un|une|quelqu|le|la|votre|vos))|en main propre|(?:en )?face a face|en tete a tete|le jour j)\b"
    rf"|\b(?:quand|lorsqu?e?|une fois|des|apres|avant|jusqu a ce)(?: qu\w*)? (?:on|nous|vous|je)(?: \w+){{0,2}} {_MEET}\b"
    r"|\b(?:on|nous|j|je)(?: (?:en|s|se|vous|le|la|les))* (?:re)?(?:parle\w*|discut\w*|verra\w*|verrons|echange\w*|cause\w*|donne\w*|dirai\w*)\b.*\b(?:(?:a|en|apres|lors de|pendant) l entretien|ensemble|sur place|de visu|en vrai|en personne|en face)\b"
    r"|\bj en (?:re)?parler?ai\b|\bj attends? de (?:vous|te|le|la) (?:rencontrer|voir|connaitre|parler)\b"
    rf"|\bd abord\b.*\b{_MEET}\b|\b{_MEET}\b.*\bd abord\b|\bgard(?:e|ons|ez|er) (?:ca|cela|le|la) pour (?:l entretien|plus tard|apres|la rencontre|quand)\b"
    r"|\b(?:qu|seulement|uniquement|que) (?:en (?:personne|face|vrai)|a un (?:humain|etre humain)|de visu)\b"
)
_HAS_NONE = re.compile(
    r"\b(?:j en ai|j ai|je n ai|je n en ai|y en a|on a|je possede|j utilise|je n utilise|je dispose|on n a|je n en possede|j ai donc) (?:pas|point|plus|aucune?|jamais(?: eu)?)\b"
    r"(?! (?:bien|encore|tout|compris|vu|lu|trouve|recu|fini|entendu|reussi|saisi|suivi|fait)\b)(?! (?:de preavis|le permis|de voiture|de contrainte|encore decide))|^(?:(?:non|nan|merci|desole) )*(?:y a |il n y a |j ai )?(?:pas|plus) d(?:e|u)?\b(?! (?:probleme|souci|soucis|quoi|tout))|^(?:non )*pas (?:mon|ma|le|la|l)\b|^aucune?s?$|^aucune? (?:mail|adresse|telephone|tel|numero|portable|email)\b"
    r"|\bsans (?:mail|email|e mail|adresse mail|telephone|portable)\b"
)
_IN_OTHER_LANGUAGES = re.compile(
    r"^(?:no |sorry |lo siento )*(?:(?:i d|i would|id|i) )?(?:prefer|rather|prefer rather|do(?:n t| not) (?:want|wish)|won t|prefiero|preferisco|prefiro|(?:lo )?quiero|no quiero|non voglio|nao quero|ich mochte|ich will|will ich) "
    r"(?:lieber )?(?:not(?: to)?|no|non|nao|nicht|das nicht|to (?:say|tell|give|share))(?: \w+){0,4}$|^(?:i d |i would )?(?:rather|prefer) not(?: to)?\b|^(?:no (?:lo )?quiero|non voglio|nao quero) \w+(?: \w+){0,3}$|^(?:none|not) (?:of )?your business$"
)
_BARE = re.compile(
    r"(?:non )*(?:non|nan|nope|nenni|niet|no|jamais|rien|aucun|aucune|neant|sans|passe|refus|next|skip|pass|suivant|joker|stop|"
    r"plus tard|pas maintenant|une autre fois|pas tout de suite|surtout pas|plutot pas|pas du tout|pas question|"
    r"(?:je )?(?:ne )?(?:veux|veu|souhaite|peux|prefere|desire|voudrais|prefererais|ai) pas|j ai pas|j en ai pas|j en veux pas|j y tiens pas|"
    r"nsp|nc|non communique|x{2,}|ras|/)(?: non| merci| sans facon)*"
)
_IGNORANCE = re.compile(
    r"\b(?:je|j|on|jen|me|m) (?:(?:ne|n|le|la|l|en|y) )*(?:sais|connais|sait|souviens|rappelle|vois) (?:(?:rien|trop|vraiment|meme|absolument|du tout|franchement) )*"
    r"(?:pas|plus|rien|point)\b|\bsais? pas\b|\baucune idee\b|\b(?:pas|guere) (?:de |la moindre )?idee\b|\bpas d idees?\b"
    r"|\b(?:pas|pas encore|n ai rien|rien|pas vraiment) (?:de )?(?:decide|decidee|defini|definie|fixe|fixee|prevu|prevue|sur|sure|certain|certaine|arrete|arretee|reflechi)\b"
    r"|\b(?<!rien )a (?:voir|definir|determiner|preciser|discuter|convenir)\b|\b(?:on|je) (?:verra|verrai|verrons)\b|\bnous verrons\b"
    r"|\b(?:j ai|je n ai|y a|j en ai|je n en ai)?(?: )?(?:pas|aucune?) (?:encore )?(?:de |d )?(?:date|visibilite|precision|certitude|info|information)s?\b"
    r"|\b(?:difficile|dur|impossible|complique|tot) (?:a|de|pour) (?:le |la |vous |te )?(?:dire|savoir|prevoir|repondre|se prononcer)\b"
    r"|\b(?:j hesite|j ignore|je doute|mystere|incertain|incertaine|inconnue?|idk|dunno|no idea|i don t know|flou|floue|trop tot)\b"
    r"|\bje (?:ne )?saurais (?:pas )?(?:encore )?(?:vous |te |le |l )*(?:dire|repondre|preciser)\b"
    r"|\bje (?:ne )?(?:peux|pourrais|saurais) pas (?:encore )?(?:vous |te |le |l )*(?:dire|prevoir|savoir)\b(?! mon| ma| mes)"
    r"|\b(?:quand|des que|lorsque) je (?:le )?saurai\b|\b(?:j attends|en attente)\b(?!.*\d)|\b(?:je (?:vous )?(?:le )?(?:redirai|redis|dirai ca)|je vous tiens au courant)\b|\btout depend\b|\b(?:faut|faudrait|il faut) que (?:je|j) (?:\w+ )?(?:voie|vois|demande|reflechisse|verifie|regarde|parle)\b"
    r"|\bconnais pas par c(?:oe|o|e)ur\b|\bje (?:dois|vais) (?:y )?(?:reflechir|voir|demander|me renseigner)\b"
    r"|\b(?:va savoir|allez savoir|qui sait|dieu (?:seul )?(?:le )?sait|mystere et boule de gomme|boule de cristal|(?:fichtre|foutre|strictement|absolument) (?:rien|pas)|(?:le )?brouillard|la bouteille a l encre|je (?:nage|seche|donne ma langue)|on verra (?:bien|ca)|l avenir (?:le |nous )?(?:le )?dira|c est le flou|pas la moindre)\b"
    r"|\bsais (?:\w+ )?(?:fichtre|foutre|strictement|fichtrement)\b|^ca depend\b|^(?:ca |il )?(?:faut|faudra|faudrait) voir\b|^(?:c est )?(?:pas|difficile) (?:clair|facile a dire)$|^\?+$|^bof$"
)


def _bare(text: str) -> str:
    return " ".join(_FILLERS.sub(" ", text).split())


_OTHER_WAYS = {
    "phone": r"(?:mails?|e mails?|courriels?|courrier|sms|texto|whatsapp|ecrit|messages?)",
    "email": r"(?:telephone|tel|fixe|portable|sms|texto|whatsapp|courrier|la poste|appel|oral|m appelle|m appeler|appelez moi|appelle moi|telephone[rz])",
}


def prefers_another_way(text: str, field: str) -> bool:
    """Returns whether a text asks for another way to be reached than the `email` or `phone` that was asked."""
    words = words_only(text)
    way = _OTHER_WAYS[field]
    return bool(
        re.search(
            rf"\b(?:prefer\w+|aime mieux|plutot|mieux|seulement|uniquement|passez|contactez moi|ecrivez moi|joindre)\b.*\b{way}\b",
            words,
        )
        or re.search(
            rf"\b{way}\b.* (?:(?:c est|est|sera|ce sera|serait) )?(?:plutot|mieux|uniquement|seulement|svp|suffi\w+|plus simple|plus pratique|ira)\b",
            words,
        )
        or (field == "phone" and re.search(r"\bje (?:ne )?capte (?:pas|rien)\b", words))
        or (field == "email" and re.search(r"\b(?:pas|plus|sans) (?:d )?(?:internet|ordinateur|ordi)\b", words))
    )


def declines_in_another_language(text: str) -> bool:
    """Returns whether a text is a refusal in English, Spanish, Italian, Portuguese or German ("I'd rather not say")."""
    return bool(_IN_OTHER_LANGUAGES.search(words_only(text)))


def puts_off(text: str) -> bool:
    """Returns whether a text puts the answer off until one meets ("on verra quand on se voit")."""
    return bool(_PUTS_OFF.search(words_only(text))) and not looks_like_question(text)


def declines(text: str) -> bool:
    """Returns whether a text refuses to give what was asked, or says that there is nothing to give.

    Meant for texts in which no value was found: "je n'ai pas de mail, mais un portable" is not looked at twice.
    """
    words = words_only(text)
    if not words:
        return False
    if _REFUSES.search(words) or puts_off(text) or _IN_OTHER_LANGUAGES.search(words) or wants_to_skip(text):
        return True
    if refuses_courteously(words) and not _IGNORANCE.search(words):
        return True
    bare = _bare(words)
    if len(bare.split()) > _LONGEST_BARE_REFUSAL:
        return False
    if _BARE.fullmatch(bare) or _BARE.fullmatch(words):
        return True
    return bool(_HAS_NONE.search(bare)) and not _IGNORANCE.search(words)


def does_not_know(text: str) -> bool:
    """Returns whether a text says that the person does not know, or not yet, or that it depends."""
    words = words_only(text)
    return bool(_IGNORANCE.search(words)) or (bool(_bare(words)) and bool(_IGNORANCE.search(_bare(words))))
