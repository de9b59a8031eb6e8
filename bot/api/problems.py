"""Problem types of the API (RFC 9457)."""

from typing import Any

from bot.base.problems import MEDIA_TYPE, Problem

UNREADABLE = Problem("unreadable", 400, "Demande illisible", "Ce qui a été envoyé n'a pas pu être lu.")
UNAUTHORIZED = Problem(
    "unauthorized", 401, "Jeton absent ou inconnu",
    "Envoyez « Authorization: Bearer JETON ». Ce jeton est absent, inconnu, révoqué ou expiré : votre structure en crée dans « Accès programmes ».",
)  # fmt: skip
SCOPE = Problem(
    "insufficient-scope", 403, "Ce jeton ne fait que lire", "Pour écrire un statut, créez un jeton qui peut « lire et décider »."
)  # fmt: skip
NOT_FOUND = Problem(
    "not-found", 404, "Introuvable",
    "Rien ici n'est visible de votre structure sous cet identifiant : inconnu, hors de votre zone, ou effacé à la demande de la personne. Effacez ce que vous en avez copié.",
)  # fmt: skip
METHOD = Problem("method-not-allowed", 405, "Méthode refusée", "Cette adresse ne se demande pas ainsi.")
CONFLICT = Problem(
    "status-conflict", 409, "Le statut a changé entre-temps", "Relisez le statut du dossier, puis recommencez si c'est encore voulu."
)  # fmt: skip
MOVE = Problem(
    "status-move", 409, "Aucun pas ne mène à ce statut", "Depuis ce statut, d'autres sont possibles : voyez « next »."
)
TOO_LONG = Problem("too-long", 413, "Envoi trop long", "Ce qui a été envoyé est trop long.")
INVALID = Problem("invalid", 422, "Valeur refusée", "Un paramètre ou un champ n'est pas accepté : voyez « fields ».")
TOO_MANY = Problem("too-many", 429, "Trop de demandes", "Attendez le nombre de secondes de l'en-tête Retry-After.")
FAILED = Problem(
    "trouble", 500, "Une erreur est survenue", "La réponse n'a pas pu être préparée. Réessayez dans un instant."
)
NO_PDF = Problem(
    "pdf-unavailable", 503, "Pas de PDF sur cette installation",
    "Il manque des bibliothèques du système : `bot doctor` les nomme. La version à imprimer de l'espace des recruteurs donne la même chose.",
)  # fmt: skip

_SCHEMA = {"$ref": "#/components/schemas/Problem"}


class ProblemError(Exception):
    """Ends a request with this problem as its response."""

    def __init__(self, problem: Problem, *, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(problem.name)
        self.problem, self.headers, self.more = problem, headers or {}, more


def documented(*problems: Problem) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses of these problems and of those that any call may meet."""
    responses: dict[int | str, dict[str, Any]] = {}
    for problem in (UNREADABLE, UNAUTHORIZED, INVALID, TOO_LONG, TOO_MANY, *problems):
        earlier = responses.get(problem.status)
        title = f"{earlier['description']} ; {problem.title}" if earlier else problem.title
        responses[problem.status] = {"description": title, "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
    return responses
