"""Refusals of being called or written to, in the words that people use for them: "m'appelez pas", "écrivez-moi plutôt"."""

import re

from bot.reading.chat_words import words_only

_NO_CALL = re.compile(
    r"\b(?:pas|point|jamais|evitez|arretez|inutile|ne) (?:de |d |la peine de |besoin de )?(?:me |m )?(?:appel\w*|telephon\w*|coups? de fil|coups? de telephone|au telephone)\b"
    r"|\b(?:n |ne )?(?:me |m )?(?:appele[zr]?|appelle|telephone[zr]?) (?:surtout )?(?:pas|jamais|point)\b|\bm?appele[zr]? pas\b|\bmapel\w* pas\b"
    r"|\b(?:ecrivez|ecris|ecrire)(?: moi)?\b|\b(?:envoyez|envoie)(?: moi)? (?:plutot )?(?:un |des |vos |par )*(?:mails?|e mails?|messages?|courriels?|courrier|lettre)\b|\bqu on (?:ne )?(?:m|me) ?(?:appel\w+|telephone|derange|embete) pas\b"
    r"|\b(?:par|en|un|le|les) (?:mails?|e mails?|courriels?|ecrit|messages?|courrier) (?:c est |ce sera |ca |est )?(?:tres |plus |mieux |bien )*(?:bien|mieux|parfait|suffi\w*|ira|va|simple|pratique|ok|svp|uniquement|seulement)\b"
    r"|^(?:que |seulement |uniquement |plutot |juste )?par (?:mail|email|courriel|ecrit|courrier|message)s?(?: svp| s il (?:vous|te) plait| merci)*$"
    r"|\b(?:je )?(?:ne )?(?:reponds|decroche|entends|supporte|aime) (?:pas|jamais|plus|rien)\b(?! (?:a|de|aux) (?:cette|votre|ce))|\b(?:sourde?|malentendante?|muette?|phobie|phobique|begue)\b"
    r"|\bai (?:pas|point|plus|jamais eu) (?:de |d |le )?(?:portable|telephone|tel|mobile|fixe|numero|ligne|carte sim)\b|^(?:moi )?(?:pas|plus|sans) (?:avoir |de )?(?:portable|telephone|tel|mobile|carte sim|numero)\b|^(?:non|nan|nn|no) (?:non |nan )?pas (?:le |mon |de |par )?(?:portable|telephone|tel|mobile|fixe|numero)$"
    r"|\bje (?:vous |te |le |la )*(?:donnerai|dirai|enverrai|communiquerai) (?:a l entretien|plus tard|de vive voix|en personne|sur place|quand|le jour)\b"
    r"|\b(?:demarchage|demarcheurs?|harcel\w*|spams?|arnaqu\w*)\b|\b(?:telephone|tel|portable|ligne|numero|forfait|puce|me l a|me l ont|m a|m ont)\b.{0,20}\b(?:coupe|resilie|vole|casse|perdu|suspendu)e?\b(?!.*\d)"
)
# Reluctance about either.
_SOFT = re.compile(
    r"\b(?:on|je|j) (?:ne |n )?(?:le |la |les )?(?:donne|file|laisse|communique|distribue|partage|balance)(?:rai)? (?:pas|jamais|plus|rien)\b|\bca (?:m|me) (?:embete|ennuie|gene|derange|saoule|gave|fait peur|met mal a l aise|plait pas)\b(?! pas)"
    r"|\b(?:pas|plus|suis pas) (?:trop |tres |vraiment |super |bien )*(?:envie|chaude?|a l aise|emballee?|fan|rassuree?|tentee?|pour|confiance|partante?|d accord)\b|\b(?:peu|moyennement) (?:envie|chaude?|emballee?)\b"
    r"|\bvous (?:l |les |le )?(?:aurez|auras|saurez|verrez) (?:si|quand|apres|plus tard|a l|le jour|une fois)\b|^(?:non |bof )*(?:plus tard|apres l entretien|une autre fois|la prochaine fois|pas pour l instant|pas cette fois)(?: (?:peut etre|si (?:ca|vous|tout) .*|plutot|merci|eventuellement|on verra))*$"
    r"|^bof (?:bof |non|pas )*$|\b(?:prefere|prefererais|aimerais mieux|aime mieux|aime autant) (?:eviter|m abstenir|passer|garder)\b|\b(?:mefie|mefiante?|mefiance|vie privee|rgpd|donnees)\b|\baime (?:pas|guere) (?:trop |beaucoup |vraiment )?(?:le |la |les )?(?:donner|laisser|partager|communiquer)\b|\bsans (?:ca|moi)\b$|\bje (?:la |le |les )?garde\b"
)
_LONGEST = 10  # words of a roundabout refusal
# In a roundabout way.
_HERE = r"(?:ici|internet|le net|la toile|ligne|(?:ce|un|le) (?:chat|tchat|site|robot|ordi|ordinateur|truc|machin|bot|formulaire)|ecrit|messagerie)"
_ROUNDABOUT = re.compile(
    rf"^(?:(?:non|ah|oh|bah|ben|euh|mais|alors|la) )*(?:pas|surtout pas|jamais) (?:(?:par|sur|en|dans|a|devant|via) )?{_HERE}\b|\b(?:donne|dis|laisse|mets|ecris|tape) (?:pas|jamais) (?:ca |cela |rien )?(?:par|sur|en|dans|a) {_HERE}\b"
    r"|^(?:bof |non |mais )*a quoi bon$|\b(?:vois|voit) (?:pas|guere|mal|aucun) ?(?:l interet|l utilite|pourquoi|a quoi|interet)\b|\baucun interet\b|^(?:c est )?(?:inutile|superflu|pas (?:utile|necessaire|indispensable|la peine))\b|^(?:ca|cela|c est|bof) (?:ne )?(?:sert|servira) (?:a )?rien$|\bpeu pour moi\b"
    r"|\b(?:faites|fais|faire|ferez|fera|fasse|ferai) sans\b|\blaisse[rz]?(?: donc)? (?:tomber|beton|courir)$|\b(?:oublie[rz]?|zappe[rz]?|lache[rz]?) (?:ca|cela|l affaire|cette question|l idee)\b|\b(?:non|nan)\b.*\bca (?:va aller|ira)\b|\b(?:embete|ennuie|saoule|gonfle|tanne)[rz]? pas\b"
    r"|\brestera? (?:entre|chez) (?:moi|nous)\b|\bsecret (?:defense|professionnel|d etat)\b|\bjardin secret\b|\b(?:mon mari|ma femme|mon conjoint|ma compagne|mon copain|mes enfants|ma famille) (?:ne )?(?:veut|veulent|souhaite|aime\w*) pas\b|\b(?:ma|mon) \w+ (?:gere|s occupe|s en occupe|fait tout ca)\b"
    r"|\b(?:parle|reponds|cause|confie|ecris|discute) (?:pas|jamais|rien) (?:a|aux|avec|devant) (?:un |des |une |les |la )?(?:robots?|machines?|inconnus?|chat|ordinateurs?|logiciels?|ia|bots?)\b|\b(?:prefere|prefererais|aime mieux) (?:pas|attendre|que|qu on|qu)\b"
    r"|\b(?:venez|passez|viens|passe)(?: plutot)? (?:me voir|a la maison|chez moi|au bureau|directement|boire)\b|\b(?:vous|tu) (?:me )?(?:trouverez|retrouverez|trouveras)\b|\b(?:deja )?(?:trop|assez) de (?:gens|monde|personnes|pubs?|spams?|demarchage|messages|mails|appels)\b"
    r"|\bje (?:ne )?l ai (?:pas|plus)$|\bpas sans (?:savoir|connaitre|garantie|raison)\b|\b(?:demandez|voyez|adressez vous|renseignez vous)(?: \w+)? (?:a|avec|aupres de|au) (?:mon|ma|mes|la|le|l|notre)\b|\b(?:donnerai|dirai|communiquerai|transmettrai|laisserai|enverrai) (?:a |au |aux )(?:secretariat|l accueil|une? (?:personne|humain|vraie? \w+)|quelqu un|la personne)\b|\bon (?:echange\w*|verra|fera) (?:ca |cela |les \w+ )?(?:apres|plus tard|une autre fois)\b"
)
_WAY = r"(?:carte sim|sim|carte|puce|telephone|tel|portable|mobile|numero|num|ligne|forfait|gsm|smartphone|mails?|e mails?|emails?|adresses?|courriels?|boite|messagerie|internet|compte|wifi)"
_NONE_YET = re.compile(
    rf"\b(?:pas|point|toujours pas) encore (?:eu |pris |cree |ouvert |fait |recu |achete )?(?:de |d |une? |la |le |l |ma |mon )*{_WAY}\b|\b(?:pas|point) (?:de |d )?{_WAY} (?:encore|pour l instant|pour le moment|en ce moment|actuellement)\b"
    rf"|\b(?:pas|point|plus) (?:de |d |une? |le |la )*{_WAY}\b.*\b(?:casse|panne|change|nouveau|nouvelle|bientot|creer|ouvrir|racheter|acheter|attends|la semaine prochaine|lundi|demain)\b"
    rf"|\b(?:mon|ma|le|la) {_WAY} (?:va )?(?:change\w*|arrive|est en commande)\b|\b(?:doit|doivent|va|vont|vais|dois) (?:m en |m |me |en |lui )?(?:creer|ouvrir|prendre|acheter|racheter|refaire) (?:une?|ma|mon)\b(?! (?:rendez|train|voiture))"
)
_FORGOTTEN = re.compile(
    r"\b(?:pas|plus) (?:en tete|en memoire|sous la main|sous les yeux|sur moi)\b|\b(?:ai|suis) (?:completement |tout |totalement )?oublie\b|\bme revient (?:pas|plus)\b|\b(?:quand|des que|une fois que) j (?:l )?aurai (?:re)?(?:trouve|demande|verifie)\w*\b|\btrou de memoire\b"
)
_NO_MAIL = re.compile(
    r"\b(?:lis|regarde|consulte|ouvre|utilise|verifie|maitrise|sers) (?:pas|jamais|plus|rarement)\b|\b(?:n ai|j ai|ai) (?:juste |que |seulement )?(?:que |qu )?(?:un|mon|le) (?:vieux )?(?:telephone|tel|portable|fixe|numero)\b"
    r"|\b(?:qu un|que le|que mon) (?:telephone|tel|portable|fixe)\b|\b(?:ecrivez|envoyez) (?:moi )?(?:pas|rien|jamais)\b|\bappele[zr]? moi\b|\bappelle moi\b|\b(?:passe[zr]?|donne[zr]?) (?:moi )?un (?:coup de fil|appel)\b"
    r"|^(?:moi )?(?:pas|plus|sans) avoir (?:de |d )?(?:mails?|e mails?|adresse|internet)\b|\bai (?:pas|point|plus|jamais eu) (?:de |d )?(?:mails?|e mails?|adresse|boite mail|internet|ordinateur|ordi|messagerie)\b|^(?:non )?jamais (?:de |par )(?:mails?|e mails?)\b"
    r"|\b(?:trop vieux|trop vieille|pas de mon age|plus de mon age)\b|\bj in ai (?:pas|nin|point|pu|pus)\b|\b(?:ma|m|mon|min|mes|la|le) (?:petite? |petits )?(?:fille|fils|filles|femme|mari|soeur|frere|neveu|niece|enfants|voisine?) (?:qui |qu )?(?:il |elle |ils )?(?:gere|fait|font|gerent|s en occupe|s occupe|s in occupe)\w*\b|\bspam\w*\b|\bpub(?:s|licites?)?\b|\binformatique\b"
)


def refuses_calls(text: str) -> bool:
    """Returns whether a text without any number asks not to be telephoned, or gives a reason for having no number."""
    words = words_only(text)
    return bool(_NO_CALL.search(words) or _SOFT.search(words) or _says_no_otherwise(words))


def has_none_yet(text: str) -> bool:
    """Returns whether a text says that the person has no number or address for now, and will have one."""
    return bool(_NONE_YET.search(words_only(text)))


def has_forgotten(text: str) -> bool:
    """Returns whether a text says that the person has a number or an address but does not remember it."""
    return bool(_FORGOTTEN.search(words_only(text)))


def refuses_mail(text: str) -> bool:
    """Returns whether a text without any address asks not to be written to by e-mail, or gives a reason for having none."""
    words = words_only(text)
    return bool(_NO_MAIL.search(words) or _SOFT.search(words) or _says_no_otherwise(words))


def refuses_in_other_words(text: str) -> bool:
    """Returns whether a text without any address or number refuses it in a roundabout way ("pas par ici", "faites sans")."""
    return _says_no_otherwise(words_only(text))


def _says_no_otherwise(words: str) -> bool:
    return len(words.split()) <= _LONGEST and bool(_ROUNDABOUT.search(words))
