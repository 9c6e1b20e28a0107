"""What may be sent and what is answered. Assessments are the records themselves, so that the schema cannot drift."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from offerscan.catalog import Catalog, Indicator, Wording, read_sources
from offerscan.records import Assessment, Kind, Offer, Refusal, Severity
from offerscan.screener import MAX_CHARACTERS

__all__ = [
    "MAX_OFFERS",
    "AssessAnswer",
    "AssessRequest",
    "CatalogAnswer",
    "Index",
    "ModelAnswer",
    "Sign",
    "catalog_answer",
]

# One request holds a thread for some seconds at most; more offers than this are work for `offerscan scan`.
MAX_OFFERS = 1000
_STRICT = ConfigDict(extra="forbid", strict=True)
_WITHOUT_NUL = r"^[^\u0000]*$"


def _refuse_surrogates(text: str) -> str:
    """The text itself. Raises PydanticKnownError for lone surrogates, which no answer in UTF-8 could quote."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticKnownError("string_unicode") from None
    return text


Text = Annotated[
    str,
    AfterValidator(_refuse_surrogates),
    Field(
        description=f"The offer as received. Beyond {MAX_CHARACTERS:,} characters it is cut, and `limits` says so; an "
        "empty one is answered with an `error` in its place.",
    ),
]


class GivenOffer(BaseModel):
    """One offer of a batch."""

    model_config = _STRICT

    text: Text
    id: Annotated[str, Field(min_length=1, max_length=200, pattern=_WITHOUT_NUL)] | None = Field(
        None,
        description="Your name for the offer, given back as it is; else 16 hex digits of the SHA-256 of the text.",
        examples=["post-14"],
    )


def _describe_one_of_two(schema: dict[str, Any]) -> None:
    """Exactly one of the two is there, and it is not null."""
    schema["oneOf"] = [{"required": ["text"]}, {"required": ["offers"]}]
    for name in ("text", "offers"):
        described = schema["properties"][name]
        del described["default"]
        [value] = [one for one in described.pop("anyOf") if one != {"type": "null"}]
        schema["properties"][name] = {**value, **described}


class AssessRequest(BaseModel):
    """One `text`, or a batch of `offers`; exactly one of the two."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra=_describe_one_of_two,
    )

    text: Text | None = None
    offers: list[GivenOffer] | None = Field(None, min_length=1, max_length=MAX_OFFERS)

    @model_validator(mode="after")
    def _one_of_two(self) -> AssessRequest:
        given = [name for name in ("text", "offers") if name in self.model_fields_set]
        if len(given) != 1 or getattr(self, given[0]) is None:
            raise PydanticCustomError("text_or_offers", "exactly one of text and offers")
        return self

    def read_offers(self) -> list[Offer]:
        """The offers of the request, in order."""
        if self.offers is None:
            return [Offer(self.text or "")]
        return [Offer(given.text, given.id or "") for given in self.offers]


class AssessAnswer(BaseModel):
    """One answer an offer, in the order of the request; one that cannot be assessed has an `error` in its place."""

    assessments: list[Assessment | Refusal]


class RelatedLaw(BaseModel):
    """A related legal basis, never a finding: what it says, where that was read and on which day."""

    text: str
    note: str
    source: str = Field(description="Address of the source.")
    checked_on: date


class CatalogEntry(BaseModel):
    """One indicator: what it is called, why it matters, what to ask, and the related law."""

    id: str
    kind: Kind
    severity: Severity | None
    name: Wording
    reason: Wording
    question: Wording
    law: list[RelatedLaw]


class CatalogAnswer(BaseModel):
    """All indicators, in the order of the model's outputs."""

    version: str
    indicators: list[CatalogEntry]


class ModelAnswer(BaseModel):
    """What answers: the model, its outputs, the published policy, and the manifest that stands beside the weights."""

    version: str
    labels: list[str] = Field(description="Indicator ids in the order of the model's outputs.")
    policy: Wording = Field(description="How scores become a level, in Indonesian and English.")
    manifest: dict[str, Any] = Field(
        description="Thresholds (`policy`), `calibration`, `limits`, the base model and its licence, hashes (`files`) "
        "and metrics, as published with the model."
    )


class Sign(BaseModel):
    """A sign of life."""

    status: Literal["ok"] = "ok"


class Index(BaseModel):
    """What is here: each address with its purpose."""

    name: str
    version: str
    endpoints: dict[str, str] = Field(examples=[{"POST /v1/assess": "Assess offers"}])


def catalog_answer(catalog: Catalog) -> CatalogAnswer:
    """The catalog as it is shown to other programs."""
    return CatalogAnswer(version=catalog.version, indicators=[_entry(indicator) for indicator in catalog.indicators])


def _entry(indicator: Indicator) -> CatalogEntry:
    sources = read_sources()
    return CatalogEntry(
        id=indicator.id,
        kind=indicator.kind,
        severity=indicator.severity,
        name=indicator.name,
        reason=indicator.reason,
        question=indicator.question,
        law=[
            RelatedLaw(text=law.text, note=law.note, source=sources[law.source], checked_on=law.checked_on)
            for law in indicator.law
        ],
    )
