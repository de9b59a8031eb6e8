"""Action server of stock Rasa with one form validation, as documented. Runs in stock's environment."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict


def _validator(name: str) -> Callable[..., dict[str, Any]]:
    def validate(
        self: FormValidationAction, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        return {name: str(value).strip() or None}

    return validate


class ValidateRegistrationForm(FormValidationAction):  # type: ignore[misc]
    """Accepts every value, stripped."""

    def name(self) -> str:
        """Name in the domain."""
        return "validate_registration_form"


_domain = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))
for _name in _domain["forms"]["registration_form"]["required_slots"]:
    setattr(ValidateRegistrationForm, f"validate_{_name}", _validator(_name))
