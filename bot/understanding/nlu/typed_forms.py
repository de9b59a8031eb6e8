"""Spelling variants of French: texting abbreviations, phonetic spellings and emoji, with their standard form.

One line per standard form: the form, a colon, its variants in lower case. Variants that are also ordinary French words
("mes", "sa", "ce") are left out.
"""

_WORDS = """
pourquoi: pk pq pkoi prkoi prquoi pourkoi pourqoi pourkoua prk poukoi pourquoie
parce que: pcq pcque pske psk parske parsque paske pask pck parceque pasque
quand: qd kan kand kant qand qan
quoi: koi qoi kwa qwa kua
qui: ki
que: ke qe
quel: kel qel
quelle: kelle qelle
quels: kels
quelles: kelles
qu'il: kil qil quil
qu'ils: kils quils
qu'on: kon qon quon
est-ce que: eske esk esque esqe eskeu esceque esce estceque estce eceque estske
qu'est-ce que: keske kesk kesque qesque keskeu questceque quesque qeske kestce keskon keskil kesceke
comment: cmt cment comen koment koman komen cmnt commen comman coment commant kommen komment
combien: cb cmb combi1 kombien conbien combein combiein cbien cmbien konbien komb1 conb1
c'est: cest cé sé cè
c'était: ct cété cetai cetait cétait
ce que: ske ceke ceque
ça va: sava cava cv2
j'ai: jai jé g gé jaie
j'avais: javai javais javé
j'étais: gt jetai jetais jétais
j'aimerais: jaimerai jaimerais jaimeré jaimrai jemerai jaimrais
je suis: jsuis chui chuis jss jsui shui jesuis jsuit chuit jui
je ne suis: jnsuis
je voudrais: jvoudrai jvoudrais jvoudré jvoudr jvdrais jvoudrer jvoudrait jevoudrai jevoudrais
je veux: jveux jveu jvx jve jveut jeveux
je peux: jpeux jpeu jpe jpx jpeut jepeux
je pense: jpense jpens
je comprends: jcomprend jcomprends jcompren jconpren jconprend jcompr
je sais: jsais jsai jsé chai jc
je sais pas: chaipas chépa jsépa jspas jsp chepas saispas jsaispas
je crois: jcrois jcroi jcroit
je fais: jfais jfai jfé
je vais: jvais jvai jvé jva
je vois: jvois jvoi
je viens: jviens jvien
je cherche: jcherche jcherch
je parle: jparle
je trouve: jtrouve
je me: jme jm
je te: jte
je le: jle
je la: jla
je les: jles
je dois: jdois jdoi
j'habite: jhabite jabite
j'arrive: jarrive jarriv
j'attends: jattend jattends
il y a: ya yia ilya yaa
il y avait: yavait
il n'y a: yapa
il faut: ilfaut ilfo
faut: fo fau
beaucoup: bcp bcps bocou boku bokou bcoup beaucou beaucoups bcou bocoup
tout: tt
toute: tte
tous: ts
toutes: ttes
tout le monde: ttlm tlm
toujours: tjs tjrs tjr tjours toujour tjour
temps: tps tmps
longtemps: lgtps lgtmps lontemps lontan longtps
maintenant: mtn mnt mtnt maintenan m1tenant mintenan mtnan
aujourd'hui: auj ajd aujd ojd aujourdhui aujourdui
demain: 2main 2m1 dem1 dmain
à demain: a2m1 ad2m1
rendez-vous: rdv
s'il vous plaît: svp sivouplé silvouplait silvousplait sivouplait svpl siouplait sivousplait silteplait stp steuplé steuplait siteplait sivoupler
bonjour: bjr bjour bonjours bjrs bonjou bjor bonjoure bonjr bnjr bonjourr
bonsoir: bsr bonsoire bsoir
salut: slt salu
coucou: cc kikou
désolé: dsl dzl
merci: mci mrc merki mersi thx merçi mercii mercie
problème: pb pbs prob pblm pblem problem prblm
quelqu'un: qqn qq1 qqun qlqn quelquun qlq1 quelqun kelkun kelk1
quelque chose: qqch qqc qlqc qqchose
quelques: qq qqs qlq
pendant: pdt pdant
avec: av avc avk avek avecq
sans: ss
pour: pr poure
peut-être: ptet ptetre peutetre petetre ptete
message: msg mess mesage
téléphone: tél telephon
numéro: num numero
travail: taf boulo boulot tafe travaille tavail
aussi: ossi auci oci osi
vraiment: vrmt vrmnt vrm vraimen
non: nn nan nop nope nonn naan
oui: wi ui oé oué oue ouai ouais wé woui ouii ouip
d'accord: dac dacc dakor dak dacor daccord dakord
ok: oki okk okay okey
jamais: jms jamé jamai
après: aprè apré apr
depuis: dps dpuis depui dpui
dans: ds dan
donc: dc donk
mais: ms mé
chaque: chq
nous: ns nou
vous: vs vou
plus: pluss
pas: pa
rien: ri1 r1 rien1
bien: bi1 b1
être: etr
il est: ilé
info: 1fo
inscription: inscri 1scription inscript inscriptoin incription inscripsion
inscrire: 1scrire inscrir incrire
contrat: kontra kontrat contra contrats
même: mm meme
semaine: sem
moins: mwin moin
moi: mwa moa
toi: twa
dossier: dosier docier
je ne: jne
tu es: té
vous êtes: vouzet vzetes vousetes
répondre: repondr
réponse: rep reponce
entretien: entretient entretiens
expérience: xp exp experiance
candidature: candid candidatur
"""

_PICTURES = """
ok super: 👍
ok: 👌
oui: ✅
non: ❌ 👎
merci s'il vous plaît: 🙏
merci: ❤
bisous: 😘
bonjour au revoir: 👋
content: 😊 🙂 😀 😃 😁
rire: 😂 🤣
rire gêné: 😅
triste: 😢 😞 😔
triste pleure: 😭
en colère: 😡 😠
en colère insulte: 🤬
insulte: 🖕
je réfléchis: 🤔
?: ❓ ❔
je ne sais pas: 🤷
je comprends pas: 😕
robot: 🤖
salaire argent: 💰 💶
argent: 💸
date: 📅
quand heure: ⏰
attente: ⏳
salut: ✌
agacé: 🙄
nul: 💩
super: 🎉
motivé: 💪
s'il vous plaît: 🥺
fatigué: 😴 😩
peur: 😱
à l'aide: 🆘
"""

# Several words typed for one, by pattern; what matches is replaced.
PHRASES = (
    (r"\b(?:kes|kess|qes) ?(?:ke|que|k)\b", "qu'est-ce que"),
    (r"\b(?:es|est|ais)[ -]?(?:ce|se|sse|c)[ -]?(?:ke|que|qe|k)\b", "est-ce que"),
    (r"\b(?:ces|ses|cest|sait|c) (?:koi|quoi|kwa)\b", "c'est quoi"),
    (r"\bc (?=[a-zà-ÿ0-9])", "c'est "),
    (r"\bg (?=[a-zà-ÿ])", "j'ai "),
    (r"\bsa va\b", "ça va"),
    (r"\bk (?=(?:il|on|elle|un|une)\b)", "qu'"),
    (r"\bj (?=[a-zà-ÿ])", "je "),
    (r"\ba ?2 ?m1\b", "à demain"),
    (r"\ba \+(?!\w)", "à plus"),
    (r"\bsi ?(?:l )?(?:vous|vou|te) ?(?:plai|plait|plé|ple|plaît)\b", "s'il vous plaît"),
    (r"\by ?'a\b", "il y a"),
)

# A digit for its sound, tried in this order until a known word comes out: "bi1", "1scrire", "qq1", "2main".
DIGITS = ((r"1$", "ien"), (r"1", "in"), (r"1", "un"), (r"2", "de"), (r"^2", "de "))


def _read(lines: str) -> dict[str, str]:
    plain: dict[str, str] = {}
    for line in lines.strip().splitlines():
        meaning, _, typed = line.partition(": ")
        for form in typed.split():
            plain.setdefault(form, meaning)
    return plain


WORDS = _read(_WORDS)
PICTURES = _read(_PICTURES)
