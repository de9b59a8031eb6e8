"""How people say that they move, do not move, or say neither; for folded texts."""

import re

ABOUT_MOBILITY = re.compile(
    r"\bmobil|\bdeplac|\bboug|\brayon|\btrajet|\bpermis\b|\bvehicul|\bvoiture|\bautour de chez|\bfrance entiere|\bperimetre|\blocomotion|"
    r"\b(?:aller|vais|irai|va|venir) (?:jusqu|partout|n'?importe|ou)|\bmax(?:i|imum)?\b|\bdemenager\b|\b(?:km|bornes) max"
)
# Without one of these a long text speaks of something else.
TOPIC = re.compile(
    r"\bmobil|\bdeplac|\bboug|\brayon|\btrajet|\bpermis\b|\bvehicul|\bvoiture|\bvelo|\bbus\b|\btrain|\bchez moi|\bloin\b|\bdemenag|\ba pied\b|\bpas plus\b|\bagglo|"
    r"\balentours?|\benvirons|\bautour\b|\baller\b|\birai|\btravailler (?:a|sur|en|dans)\b|\bsecteur|\bpartout|\bplace\b|\beloign|\bme rendre\b|\bfrance\b|\broute\b|"
    r"\bhexagone|\bnationale?\b|\bn'importe ou\b|\bterritoire\b|\bvalise|\bmetropole\b|\baccept|\blocomotion|\bresterai|\bprete? a\b|\buniquement|\bseulement|\bdepartement|\bregion|\btransports?\b"
)
# A duration beside one of these is a trip.
TRAVEL = re.compile(
    r"\b(?:metro|tram|tramway|bus|car|train|ter|rer|velo|voiture|bagnole|caisse|scooter|moto|trottinette|route|transports?|porte a porte|marche|trajet|max\w*|"
    r"au[ -]dela|grand maximum|plus d'|plus de|moins de|pas plus|jusqu'a|limite|a pied|de chez)\b"
)
EVERYWHERE = re.compile(
    r"\b(?:toute? (?:la )?(?:france|metropole)|(?:la )?fr(?:ance)? (?:entiere|metropolitaine|(?:en )?metropole)|toute? (?:la )?fr|\ben metropole|du nord au sud|d'est en ouest|(?:partout )?en france(?! depuis)|partout|"
    r"par tout|ptt|n'?importe (?:ou|quelle (?:ville|region)|quel (?:endroit|departement|lieu))|\An'?importe\W*\Z|tout (?:sauf|hors|hormis|excepte)|"
    r"comme (?:vous voulez|tu veux|on veut|ca vous|ca t')|"
    r"(?:la distance|le lieu|l'endroit|la ville|le reste)(?: (?:ca|c'est|n'est|est|ne))* (?:pas|aucun) (?:un |de )?(?:probleme|souci)|peu? (?:m')?importe|importe peu|"
    r"(?:\A|\bla |\bva |\bvais |\birai |\bj'irai |\baller |\bbouge |\bbouger |\bmobile )ou (?:vous|on|tu|il|y|ya|ca|c'est) ?"
    r"(?:y? ?a|recrute|necessaire|le faut|(?:avez|a|as) (?:besoin|du travail|du boulot|des postes|un poste))|"
    r"\bou (?:(?:bon|ca) )?(?:(?:vous|on|tu|il|le vent|le vent me|la vie|le travail|le boulot|ca) )?(?:vous |te |t'|me |m'|le |l')?"
    r"(?:voule[zr]|voudrez|veut|veux|faut|faudra|semble(?:ra)?|souhaite[zr]?|plaira|plait|chante|arrange[zr]?|arrangera|porte(?:ra)?|pousse|menera|mene|appelle|envoie|enverrez|enverra|placez|mettez|affectez|convient|dit|dites|direz|dira|diras|indiquez|propose[zr]?|proposera|a besoin|avez besoin)|"
    r"(?:quatre|4) coins|d'un bout a l'autre|bout du monde|(?:sans|aucune?s?|zero|pas d'|j'ai pas d')(?: ?d')? ?(?:attache|limite|frontiere|contrainte|preference|restriction|reserve|exclusive)s?|no limit|tous azimuts|tous les horizons|"
    r"osef|balek|balec|ballec|balekouille|blk|rien (?:ne |n')?(?:me |m')(?:retient|attache|empeche)|le monde est a moi|sky is the limit|"
    r"metropole (?:et|plus|\+|ou|comme|ainsi que) (?:les |l'|en |aussi (?:les )?)?(?:d?rom|dom|outre)[ -]?(?:tom|com|mer)?|"
    r"(?:l'?)?hexagone|(?:au niveau|mobilite|mobile|echelle|plan|niveau|perimetre)(?: | ?[:=.] ?)nationale?|\Anationale?(?=\W|\Z)|monde entier|"
    r"tout (?:le |l')(?:pays|territoire|hexagone)|(?:aucune|pas de|sans) (?:limite|contrainte|preference|restriction|frontiere)s?|"
    r"\Aillimitee?|internationale?|m'?en fi?ch(?:e|es)|m'?en fou[st]?|bas les|(?:m'est|\A) ?(?:bien )?egal|"
    r"toutes (?:les )?regions|tous les departements|tout me (?:va|convient)|tte? la france|\A(?:la )?france\Z|(?:toute l'|l'|en )europe|"
    r"(?:entierement|totalement|completement|100 ?%) mobile|mobilite (?:totale|complete))(?![a-z])"
)
OVERSEA = re.compile(r"\b(?:dom|dom tom|dom-tom|drom|outre[- ]?mer)\b")
WIDER = re.compile(r"\b(?:france|metropole|hexagone|partout|nationale?|y compris|compris|inclus|meme)\b")
# "partout, même à La Réunion": everywhere, and there too.
EVEN_THERE = re.compile(
    r"\b(?:partout|par tout|n'importe ou|nationale?)\b(?! (?:en|a|au|aux|dans|sur)\b).*\b(?:meme|y compris|et aussi|voire) (?:(?:en|a|au|aux|dans|sur|la|le|les|l') ?)*\w|"
    r"\b(?:partout|par tout|n'importe ou|nationale?)\b(?! (?:en|a|au|aux|dans|sur)\b).*\b(?:comprise?s?|incluse?s?)\W*\Z"
)
MOVING = r"(?:boug|deplac|demenag|partir|quitter|mobile|sortir|voyager)[a-z]*"
NOWHERE = re.compile(
    rf"\bnull?e? ?part\b|\b(?:pas|pa|po|pon|nin|plus|point|jamais|sans|ni) (?:me |m'|question |envie |le |la |de |d'|ka |pouvoir |du tout |vraiment |trop |tres )*{MOVING}|"
    r"\b(?:peux|veux|souhaite|bouge|bougerai|deplace) (?:pas|po|plus)(?: (?:du tout|vraiment|trop))?\W*\Z|\bimmobile\b|\A(?:je suis )?non mobile\b|\bsedentaire\b|\bsur place ou rien\b|\Apas du tout\W*\Z|\A(?:non|nan)\W+(?:je )?(?:ne )?peux pas\b|\Achez (?:moi|nous) (?:uniquement|seulement|exclusivement|point(?: barre| final)?|stop|basta|et (?:c'est tout|nulle part ailleurs))\b(?! (?:autour|\d))|\Azero\b(?! (?:souci|probleme|limite|contrainte|frontiere|\d))|"
    r"\baucune? (?:mobilite|deplacement)|\Aaucune?(?:\W*\Z|,)|\bpas de (?:mobilite|deplacements?)|\bzero mobilite|\A(?:zero|0)\W*\Z|\A(?:c'est )?impossible(?:\W*\Z|,)|"
    r"\b(?:que|seulement|uniquement|juste|exclusivement|reste|rester|resterai|limitee? a|qu'a|qu'en) (?:donc )?(?:dans |sur |en |a |de )?"
    r"(?:ma (?:ville|commune)|mon (?:village|quartier|bled)|place|chez moi|(?:la |ma |[ml]')(?:maison|baraque)|ma rue|domicile)\b|"
    r"\A(?:(?:dans|sur|a) )?(?:ma (?:ville|commune)|mon (?:village|quartier)|sur place|domicile|teletravail)"
    r"(?: (?:seulement|uniquement|et c'est tout|point(?: barre)?|(?:et )?basta|et rien d'autre|et pas plus(?: loin)?|exclusivement))?\W*\Z|\b(?:100 ?% |que du |full |uniquement (?:en |du )?|seulement (?:en |du )?|en )?(?:teletravail|distanciel|remote)\b|"
    r"\bj'y reste(?:rai)?\b(?! (?:pas|plus|peu))|\brest(?:e|er|erai) (?:ici|la|ou je suis|la ou (?:je suis|j'habite)|au village|au pays)\b|\b(?:sors|bouge|quitte|pars) (?:pas|plus|jamais|po|pon) (?:de |d')(?:ma |mon |m'|chez |la maison|la ville|la commune)|\bbouge (?:pas|po|pon|point|nin|mie)\b(?! mal)|\A(?:non|nan) (?:pas (?:vraiment|trop|du tout|question)|merci|desolee?|jamais)"
)
ALL_THE_SAME = re.compile(
    r"\b(?:pareil|(?:la )?meme (?:chose|combat|prix|topo)|kif[ -]?kif|du pareil au meme|idem|c'est egal|m'est egal|c'est tout un|bonnet blanc|indifferent\w*|(?:pas|aucune) (?:de )?difference)\b"
)
_OWN_TOWN = r"(?:(?:a |de |dans |sur )?(?:ma|notre) (?:commune|ville|rue)|(?:a |de |dans )?(?:mon|notre) (?:village|bourg|quartier|bled|patelin|hameau|arrondissement|lotissement)|(?:au|du|le|dans le) (?:village|bourg|bled|patelin|quartier|hameau)|la (?:commune|ville) ou (?:je|j'))"
_UNABLE = r"(?:me |m'|peux |veux |souhaite |saurais |pourrais |pourrai |puis |compte |entends |desire |pas |plus |jamais |point |de )"
_OUTSIDE = rf"(?:en dehors|hors|au[ -]dela|a l'exterieur|loin|ailleurs)(?: de| d'| que| qu'| dans)*(?:(?<=['\w]) |(?<='))(?:{_OWN_TOWN}|(?:de )?(?:la|cette) (?:commune|ville))"
_NO_TROUBLE = r"(?:problem|souci|peur|empech|derang|gen[ea]|contre|seulement|uniquement|inconvenient|objection|hesit|limit|frein|obstacle)"
_NEVER = r"(?:rien|aucune?|pas|jamais|point|ni|refuse|impossible)"
_NO_WAY = r"(?:non|impossible|(?:pas|plus) (?:possible|question|faisable|envisageable|pour moi)|hors de question|exclu\w*|jamais|(?:peux|puis|pourrai|veux|irai|vais|sais) (?:pas|plus))"
# "je me limiterai donc, à mon grand regret, à ma commune"; "je décolle pas du quartier"; "mon village me suffit".
STAYS_IN_TOWN = re.compile(
    rf"\b(?:limit|born|cantonn|restrei|content|rest|confin)[a-z]*\b.{{0,45}}\b{_OWN_TOWN}\b|\bm'en (?:tenir|tiens|tiendrai|tenais)\b.{{0,30}}\b{_OWN_TOWN}\b"
    rf"|\b(?:decoll|boug|sor[ts]|quitt|eloign|depass|franchi|part)[a-z]* (?:pas|plus|jamais|point|guere|gueres|pratiquement pas)\b.{{0,12}}\b{_OWN_TOWN}\b"
    rf"|\b(?:ne|n'|sans|pas|plus|jamais|point) {_UNABLE}*(?:decoll|boug|sor[ts]|quitt|eloign|depass|franchi)[a-z]*\b(?: (?:de |d')?(?:les |des )?(?:limites|frontieres|murs|confins|bornes) de)?.{{0,12}}\b{_OWN_TOWN}\b"
    rf"|\b(?:ne|n'|sans) {_UNABLE}*(?:decoll|boug|sor[ts]|quitt|eloign|absent)[a-z]*(?: (?:pas|plus|point|guere))? (?:de |d')?(?:mon|notre) (?:domicile|foyer|chez moi)\b"
    rf"|\b{_OWN_TOWN} (?:me |m'|nous )?(?:suffi|convien|va tres bien|et c'est tout|et rien|point|basta)[a-z]*|\bpas plus loin que {_OWN_TOWN}\b"
    # "rien en dehors de ma commune", "au-delà du village, ce n'est pas possible"
    rf"|(?<!derange )(?<!gene )(?<!empeche )(?<!hesite )\b{_NEVER}\b(?:(?!{_NO_TROUBLE})[^,;.]){{0,40}}\b{_OUTSIDE}\b|\b{_OUTSIDE}\b[^;.]{{0,25}}\b{_NO_WAY}\b"
)
# "je bouge pas de mon coin", which is no neighbourhood then.
STAYS_PUT = re.compile(
    r"\b(?:decoll|boug|sor[ts]|quitt|part)[a-z]* (?:pas|plus|jamais|point|mie) (?:de |d')?(?:mon|notre|ce|le) (?:petit )?(?:coin|trou)\b(?! de)"
    r"|\b(?:pas|plus|jamais) (?:quitter|(?:bouger|sortir|decoller|partir) de) (?:mon|notre|ce|le) (?:petit )?(?:coin|trou)\b(?! de)"
)
OWN_DEPARTEMENT = re.compile(
    r"(?<!importe )(?<!soit )\b(?:(?:mon|le|tout le|tout mon|dans le|du) (?:depart[a-z]*|dept?|dpt)|departementale?|depart[a-z]+t entier)\b"
)
OWN_REGION = re.compile(
    r"(?<!importe )(?<!quelle )(?<!soit )\b(?:(?:ma|la|toute? la|toute? ma) region|regionale?(?:ment)?|region entiere)\b|\b(?:toute? l'|tte l'|dans l'|sur l')(?:ile|outre[- ]mer)\b(?! (?:de|d))"
)
AROUND = re.compile(
    r"\balentours?|\benvirons?(?! (?:\d|une))|\bautour|\bproximite|\bpres (?:d|mon|ma|chez)|\bpar ici|\bplus (?:pres|proche) possible|\ble plus pres\b|\bpres$|\ba cote|\bcoin|"
    r"\bproches?\b|\bagglo|\bmetropole|\blimitrophes?|\bvoisin|\blocal|\bsecteur|\bbassin|\bcommunaute de communes|\bcom ?com\b|"
    r"\bquelques (?:km|kilom|bornes)|\bperipherie|\bbanlieue|\bcanton|\balentour"
)
# "pas trop loin", "pas plus loin": a limit without any measure.
NOT_FAR = re.compile(r"\bloin\b|\beloign")
VAGUE = re.compile(
    r"\b(?:oui|ouais|ui|yes|mobile|mobilite|permis|voiture|vehicul\w*|deplacer|bouger|velo|scooter|moto|bus|trains?|tram|tramway|metro|trottinette|bicyclette|locomotion|m'adapte|adaptable|flexible|a pied|covoiturage|transports?|"
    r"un peu|moyennement|pas trop|relativement|assez|bien sur|carrement|tout a fait|evidemment|volontiers|sans probleme|"
    r"(?:pas de|aucun) (?:soucis?|problemes?)|bien entendu|affirmatif|ok|raisonnable|demenag\w*|loin|nomade|libre|pas mal|pourquoi pas|conduis|conduire|distances?)\b"
)
DEPENDS_ON = re.compile(
    r"\b(?:ca|sa|cela|tout|c'?a|c'est) (?:va |ne )?dep[ae]n\w*|\bdep[ae]n(?:d|dra|t)s? (?:d[eu]?s?|d'|si|ou|combien|comment)\b|\Adepend|\A(?:selon|suivant|en fonction) \w|\ba voir (?:selon|suivant|avec|en fonction)"
)
NOT_SURE = re.compile(r"\b(?:sais|c|sait|sai) (?:pas|po|pa|pon)\b|\baucune idee")
# "-10 km": less than nothing.
BELOW_ZERO = re.compile(
    r"(?:(?:euh|ben|bah|oui|je dirais|disons|c'est|heu) ?,? ?)*(?:[-–−—] ?|moins )\d+(?:[.,]\d+)? ?(?:km|kms|k|kilometres?|bornes?|metres?|m|min|minutes?|h|heures?)?\W*"
)
LIMIT = re.compile(r"\b(?:max(?:i|imum)?|environ|env|jusqu|rayon|moins de|plus de|dela|autour|kilom|aller)\b")
# "je peux monter à 60 si le salaire suit"
UP_TO = re.compile(
    r"\b(?:monter|monte|pousser|pousse|grimper|aller|irai|vais|etendre|elargir)(?: (?:bien|meme|facilement|volontiers))? (?:jusqu'?a|jusque|a) (\d{2,3})\b(?! ?(?:min|mn|h\b|ans\b|euros|%|heures?|personnes|[/.,]\d))"
)
BARE_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})(?:\s*(?:-|/|a|ou|et)\s*(\d{1,3}))?(?![\d.,])")
SMALL_TALK = re.compile(
    r"\b(?:oui|ok|euh|bah|ben|je|suis|dirais|pense|max|maxi|maximum|environ|une?|petite?|bonne?|grosse?|grand|a peu pres|peu pres|autour|de|moi|chez|en|voiture|au|du|grand|"
    r"mobile|sur|dans|un|rayon|jusqu'?a?|plus|moins|minimum|pas|grand|peux|aller|c'est|svp|merci|a|les|allez|disons|alentours?)\b|[^a-z0-9]"
)
# "je ne saurais quitter Pontivy", "pas envie de partir d'Amiens": behind which a town is named … (who does not want to
# get far from one, as in "m'éloigner de Caen", goes around it).
_NOT_LEAVING = (
    r"(?:\b(?:pas|plus|jamais|point|guere|saurais|saurait|ne (?:peux|puis|pourrais|pourrai|veux|souhaite|compte|desire)|impossible de|impensable de|question de|exclu de|sans|evite(?:r|rais)? de|rien qui (?:m'oblige|me force|m'obligerait|me forcerait) a)"
    r"(?: (?:question de|envie de|avoir a|devoir|vraiment|du tout|trop|pouvoir|vouloir|possible de))? (?:quitter|(?:sortir|partir|bouger|decoller)(?= d[e'u]))\b)"
)
STAYS_THERE = re.compile(
    rf"\b(?:bouge|sors|quitte|pars|quitterai) (?:pas|plus)\b(?! plus)|\breste(?:r|rai)? (?:a|sur)\b|{_NOT_LEAVING}"
)
# … or the own one meant.
NEVER_LEAVES_HOME = re.compile(
    rf"{_NOT_LEAVING} (?:de |d')?(?:ici|la|chez (?:moi|nous)|(?:ma|notre|la) (?:commune|ville|bourgade|maison)|(?:mon|notre|le) (?:village|bourg|patelin|bled|hameau|quartier))\b(?! (?:de|d'|du|avec|que|quand|plus))"
)
