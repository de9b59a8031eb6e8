"""Cries for help, read from the words themselves: no classifier is asked, in no phase of the conversation.

Only what the person says of themselves counts: a story about a learner ("elle dit qu'elle veut mourir, je lui donne
le 3114") is an answer. Being told the help lines once too often is better than once too little; but a plain
annoyance ("ça me tue", "je suis mort de rire") is no distress.
"""

import re

from bot.reading.yes_no import fold

_ME = r"(?:je|j|jai|jvais|jveux|chui|jsuis|moi|on|me|m|mon|ma|mes|nous)"
_WANT = r"(?:veux|voudrais|vais|ai envie|envie d[e ]?|pense (?:a|au)|compte|prefere(?:rais)?|aimerais|songe a|peux plus|pense)"
_PARTNER = r"(?:mon (?:mari|conjoint|copain|compagnon|mec|ex|pere|frere|fils|beau pere)|ma (?:femme|mere|copine|compagne|belle mere)|mes parents|on|il|ils|elle)"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # suicide and self-harm
        rf"\b(?:{_ME}) (?:\w+ ){{0,4}}?(?:me |m |se |nous )?(?:suicider?|suicide|buter moi|flinguer|pendre moi)\b",
        r"\b(?:me|m) (?:suicider|flinguer|pendre|foutre en l air|jeter (?:sous|du|par|d)|ouvrir les veines|tailler les veines|bousiller|buter)\b",
        r"\b(?:je|j|jai|jveux|jvais|envie d|envie de|veux|voudrais|vais|pense a|pour|idee d) ?(?:y |en )?(?:mourir|crever|en finir|disparaitre pour toujours)\b",
        r"\ben finir (?:avec (?:la vie|tout|moi)|pour de bon|une fois pour toutes)\b|\bmettre fin a mes jours\b|\bmettre fin a ma vie\b|\bm oter la vie\b|\bme donner la mort\b",
        r"\b(?:je|j) (?:ne |n )?(?:veux|ai|vois) (?:plus|pas) (?:vivre|envie de vivre|de raison de vivre|l interet de vivre|de raison d etre la)\b|\bplus envie de vivre\b",
        r"\bidees? (?:noires?|suicidaires?)\b(?!.*\b(?:elle|il|lui|leur)\b)|\bpensees suicidaires\b(?!.*\b(?:elle|il|lui|leur)\b)",
        r"\b(?:je|j) (?:me )?(?:coupe|scarifie|mutile|taillade|fais du mal)\b(?! (?:la parole|court))(?=.*\b(?:bras|veines|poignets?|jambes?|peau|mal|moi)\b)",
        r"\b(?:avale|prends|pris|prendre|gobe) (?:\w+ ){0,3}(?:medocs?|medicaments|cachets|comprimes|pilules)\b.*\b(?:finir|dormir pour|mourir|ce soir|tout|plus me reveiller)\b",
        r"\bserai(?:s)? (?:mieux|bien) mort(?:e)?\b|\b(?:le monde|tout le monde|vous) (?:serai(?:t|ent)|iraient|irait) mieux sans moi\b|\bplus la force de vivre\b|\ba quoi bon vivre\b",
        # violence
        rf"\b{_PARTNER} (?:me|m|nous) (?:\w+ ){{0,2}}?(?:bat(?:tent|s|tu|tue)?|frappe(?:nt)?|tape(?:nt)?|cogne(?:nt)?|viole(?:nt)?|etrangle|menace (?:de mort|de me tuer)|sequestre|enferme)\b",
        rf"\b{_PARTNER} (?:m|nous) (?:a|ont|avait) (?:encore |souvent |deja )?(?:battue?s?|frappee?s?|tapee?s?|cognee?s?|violee?s?|etranglee?s?|sequestree?s?)\b",
        r"\b(?:je|on) (?:me|se) (?:fais|suis fait(?:e)?|fait) (?:\w+ )?(?:frapper|battre|taper dessus|cogner|violer|agresser|tabasser)\b|\bje suis (?:battue?|une? (?:femme|homme) battue?|victime de violences?)\b",
        r"\bpeur (?:de|pour) (?:mon (?:mari|conjoint|mec|ex)|ma vie)\b|\bil va me tuer\b|\bj ai peur qu il me tue\b",
        # hunger and a roof
        r"\b(?:je|j|on|nous) (?:\w+ ){0,3}?(?:dors|dort|dormons|dormir|couche|vis|vit|vivons) (?:\w+ ){0,2}?(?:dehors|dans (?:la rue|ma voiture|mon auto|la voiture|un squat|le metro)|a la rue(?! (?:de|du|des|d|saint|victor|jean|principale))|sous (?:une tente|un pont))\b",
        r"\b(?:je suis|chui|jsuis|on est|je me retrouve|on se retrouve|je vais etre|je finis) (?:a|dans) la rue\b|\bje suis (?:sdf|sans abri|sans domicile)\b|\b(?:nulle part|pas d endroit) ou (?:dormir|aller ce soir)\b",
        r"\b(?:je|j|on|nous|mes enfants|les enfants) (?:\w+ ){0,3}?(?:n|ne|ai|avons|a|ont)? ?(?:rien|plus rien|pas) (?:mange|a manger)\b|\b(?:je|on) (?:creve|meurs|meurt) de faim\b|\bplus de quoi (?:manger|nourrir)\b",
        r"\b(?:je|on|nous) (?:\w+ ){0,3}?(?:expulse(?:e|s|es)?|mis(?:e|es)? dehors|vire(?:e|s)? de (?:chez moi|mon (?:logement|appart\w*)))\b",
    )
)  # fmt: skip
_FIGURE = re.compile(
    r"\b(?:mort(?:e)? de (?:rire|fatigue|honte|trouille)|ca me tue|tape sur les nerfs|tapee? sur le systeme|tape dans l oeil|tuant|crever d envie|mourir d envie|envie de mourir de rire|meurs d envie|creve d envie|"
    r"en finir avec (?:le|la|ce|cette|l|mon|ma|les|votre) (?:formulaire|inscription|questions?|test|dossier|truc|chomage|precarite))\b"
)


def cries_for_help(text: str) -> bool:
    """Returns whether a person says that they are in danger, at the end of their strength, hungry or without a roof."""
    folded = fold(text)
    if _FIGURE.search(folded):
        return False
    return any(pattern.search(folded) for pattern in _PATTERNS)
