"""The error tree. Every message says what is wrong, where, and what to do; none ever carries offer text.

OfferscanError
├── InputError      a file, a row, an option or a request that the user can mend
├── CatalogError    an indicator file is broken or missing
├── ModelError      a model folder is missing, altered or does not fit this version
├── EngineError     the model could not be run
└── RegistryError   the imported list of agencies is broken
"""

__all__ = ["CatalogError", "EngineError", "InputError", "ModelError", "OfferscanError", "RegistryError"]


class OfferscanError(Exception):
    """Anything that offerscan can explain to its user in one sentence.

    `code` is a short stable word for programs, as it stands in an error row or a problem+json answer.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class InputError(OfferscanError):
    """A file, a row, an option or a request that the user can mend."""

    code = "input"  # "usage" where the command line was wrong


class CatalogError(OfferscanError):
    """An indicator file is broken or missing."""

    code = "catalog"


class ModelError(OfferscanError):
    """A model folder is missing, altered or does not fit this version."""

    code = "model"


class EngineError(OfferscanError):
    """The model could not be run."""

    code = "engine"


class RegistryError(OfferscanError):
    """The imported list of agencies is broken."""

    code = "registry"
