"""Refusals in courtly or roundabout sentences, whatever was asked: "il ne me sied guère de…", "je la réserve à mes proches".

Three ways of refusing are told apart: an act of giving that is denied, a thing that is said to be private or kept for
others, and a wish to be left in peace or to be called by less.
"""

import re

_GIVE = (
    r"(?:donn|livr|communiqu|declin|divulgu|confi(?!ance|ne)|revel|devoil|fourn|transm|repon|laiss|enonc|indiqu|precis(?!em|ion)|partag|renseign|mentionn|prononc|insist|publi(?!c)|"
    r"distribu|expos|m etend|dis(?:e\b|\b|ons)|dit\b|dire\b|dirai)\w*(?! suite)"
)
_NOT = r"(?:pas|point|guere|jamais|nullement|aucunement)"
_FEW = r"(?:\w+ ){0,3}"
_THING = r"(?:nom|prenom|identite|adresse|courriel|mail|e mail|messagerie|numero|telephone|ligne|ville|commune|domicile|disponibilites?|mobilite|vie|renseignements?|informations?|coordonnees|donnees|chose|sujet|point|cela|ca)"
_THEIRS = r"(?:(?:mes?|ma|mon|la|les?|l|nos?|ceux|celui|celle)(?: \w+)? ?)?(?:proches?|intimes?|famille|amis?|amies?|mari|femme|epouse?|epoux|enfants?|fils|filles?|medecin|entourage|copains|copines|camarades|personne|gens que)"
_MACHINE = r"(?:automate|robot|machine|ordinateur|logiciel|appareil|programme|ecran|inconnue?s?|bot|chatbot)"
_PRIVATE = r"(?:privee?s?|personnel(?:le)?s?|confidentiel(?:le)?s?|secrete?s?|intimes?|intimite)"

_DENIES_GIVING = re.compile(
    rf"(?<!vous )(?<!tu )\b(?:ne|n) {_FEW}{_GIVE} (?:\w+ )?{_NOT}\b"
    rf"|(?<!vous )(?<!tu )\b(?:ne|n) {_FEW}{_NOT} {_FEW}{_GIVE}"
    rf"|(?<!vous )(?<!tu )\b(?:ne|n) {_FEW}{_GIVE}(?: \w+){{0,5}} (?:qu|que) (?:a (?:la |une |un |l |quelqu)|au|aux|en (?:personne|face|main)|lors|de vive|de visu)\b"
    rf"|\bde ne (?:point |pas )?(?:pouvoir|vouloir|devoir) {_FEW}{_GIVE}"
    rf"|\b(?:sied|siey|siera\w*|repugne\w*|deplai\w+|desagreable|penible|malaise|deplaisant|inconvenant|malvenu|indiscret|delicat|genant|desobligeant) {_FEW}(?:de|d|a|que) {_FEW}(?:{_GIVE}|(?:etre|l etre|on me|l on me) (?:appel|contact|derang|joint|telephon|sollicit)\w*)"
    rf"|\b(?:dispens|abst|gard|evit|refus)\w* (?:bien )?(?:de|d|a) {_FEW}{_GIVE}"
    rf"|\b(?:{_NOT}|jamais|refuse|prefere) (?:\w+ ){{0,5}}(?:a|avec|devant) (?:un|une|des|cet|cette|ce|de la) {_MACHINE}\b"
    r"|\b(?:tairai|tairais|taise|tiens a (?:taire|garder)|(?:pass|gard)\w* sous silence|je (?:le |la |les |me )?tais)\b|\b(?:permet\w*|souffr\w*|prefer\w*|souhait\w*|desir\w*|voudrais|veux|aimerais) (?:\w+ ){0,3}taire\b"
)
_KEEPS_PRIVATE = re.compile(
    rf"\b(?:demeur|rest|est|relev|ressort|sont|touch|appart)\w*(?: (?!une?\b|des\b)\w+){{0,3}} (?:strictement |purement |tout a fait )?{_PRIVATE}\b(?! (?:et|ou) professionnel)"
    rf"|\bje (?:la |le |les |l |me la |me le ){{1,2}}(?:reserve|garde|conserve)(?: pour| a| aux| jusqu\w*)?\b"
    rf"|\b(?:reserve|reservee|reserves|reservees) (?:a|aux|au|pour) {_THEIRS}\b"
    rf"|\b{_THING} (?:\w+ )?(?:c est |est |ce n est |n est |reste |demeure )(?:\w+ )?(?:que )?(?:pour|a|aux) {_THEIRS}\b"
    rf"|\bje garde (?:mon|ma|mes|cette?|ces) {_THING}(?: \w+)? (?:pour moi|secrete?)\b|\bque je (?:le |la |les )?garde\b(?: \w+){{0,3}} pour moi\b|\bque je (?:taise|m abstienne|m en abstienne)\b|\bn appartien\w* qu a moi\b"
    r"|\b(?:conserv|gard|preserv|prefer|tiens a)\w* (?:\w+ )?(?:l |mon )anonymat\b|\bsous couvert d anonymat\b"
    r"|\b(?:ne|n|en) (?:vous |te )?(?:regarde|concerne|interesse) (?:\w+ )?(?:que (?:moi|nous)|nullement|guere|point|en rien)\b|\b(?:pas|point) (?:tes|vos|ton|votre|leurs?) (?:oignons?|affaires?|business)\b|\b(?:mes|nos) oignons?\b"
)
_FOR_LATER = re.compile(
    r"\bje reserve (?:mon|ma|mes|cette?|ce|cela|ca|la|le|les)\b.{0,30} (?:a|pour|au|jusqu a) (?:l |la |le |notre |un |une )?(?:entretien|rencontre|rendez|moment|jour|vive)"
    r"|\b(?:laisse|donne|dis|confie|communique|file|montre) (?:jamais )?a personne\b"
)
_CIVILITY = r"(?:madame|monsieur|mademoiselle|mme|m|mr|adjudant|sergent|capitaine|docteur|maitre)"
_ASKS_PEACE = re.compile(
    r"\b(?:veuillez|daignez|merci de|priere de|pouvez vous|je vous (?:prie|demande|saurais gre|serais? (?:reconnaissante?|oblige\w*))(?: \w+){0,2}) (?:bien )?(?:vouloir )?(?:de )?(?:bien vouloir )?(?:m en |m |me )(?:dispenser|exempter|epargner|exonerer)\b"
    r"|\b(?:dispensez|epargnez|exemptez|exonerez) moi\b|\b(?:dispensez|epargnez) m en\b|\b(?:ne pas|ne point|inutile d|inutile de|n|ne) insist\w*|\brespecte[rz] (?:\w+ )?(?:mon (?:silence|anonymat|intimite|choix)|ma (?:discretion|pudeur|vie|reserve))\b"
    r"|\b(?:souffrez|permettez|acceptez|tolerez|comprenez|pardonnez|excusez) (?:\w+ ){0,2}que je (?:ne|n|me taise|m abstienne|m en tienne|garde|taise)\b|\b(?:pardonnez|excusez|comprenez) (?:\w+ )?(?:mon silence|ma discretion|ma reserve)\b"
    rf"|\b{_CIVILITY} (?:me |vous |nous |tout court )?(?:suffi\w+|fera l affaire|ira (?:tres )?bien)\b|\b(?:restons|tenons|tenez|contentez|contentons|limitons|bornons)(?: \w+){{0,3}} (?:a|de|d un) {_CIVILITY}\b(?! (?!voulez|svp|merci|je|c|cela|si|s)\w)"
)
_SAYS_NOTHING = re.compile(
    r"\b(?:ne|n) (?:\w+ ){0,3}(?:pas|jamais|point) (?:\w+ ){0,2}(?:laisse|donne|dit|precise|indique|ecrit) (?:\w+ )?(?:quand|si|combien|quel|quelle|la date|de date|mon conge|ma demission)\b"
)


def refuses_courteously(words: str) -> bool:
    """Returns whether a sentence declines to give what was asked, in the words of a letter or of a shrug.

    Args:
        words: the text in plain words (see `words_only`).
    """
    if _SAYS_NOTHING.search(words):
        return False
    return any(pattern.search(words) for pattern in (_DENIES_GIVING, _KEEPS_PRIVATE, _FOR_LATER, _ASKS_PEACE))
