"""Campaigns as a STIX 2.1 bundle, for institutions that exchange through a threat-intelligence platform.

A campaign, the contacts seen in its offers (observed data), a pattern by which others can find the same contacts, and the
campaigns it is linked with. All is marked TLP:AMBER: it holds telephones and names of persons of whom nothing is proven.
Ids depend on content alone, so that a later bundle replaces an earlier one. Written by hand, since a bundle is plain JSON;
the tests validate it with OASIS' own library (https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid5

import orjson

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import KINDS
from offerscan.campaigns.survey import Survey
from offerscan.moments import in_utc
from offerscan.phrases import both
from offerscan.printable import printable

__all__ = ["write_stix"]

# Section 2.9 of the standard: the namespace of deterministic ids of observables; section 7.2.1.4: TLP:AMBER.
_OBSERVABLES: Final = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
_TLP_AMBER: Final = {
    "type": "marking-definition", "spec_version": "2.1", "id": "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
    "created": "2017-01-20T00:00:00.000Z", "definition_type": "tlp", "name": "TLP:AMBER", "definition": {"tlp": "amber"},
}  # fmt: skip
# Ours, for everything else.
_OWN: Final = UUID("5d3c2a8e-6c1f-5f0b-9a55-0f5e7c1d9b42")
_MARKED: Final = {"object_marking_refs": [_TLP_AMBER["id"]]}
_MOST_TEXT = 2_000
_EPOCH: Final = "1970-01-01T00:00:00.000Z"

_Object = dict[str, Any]


def write_stix(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Write the bundle. `names` says what an indicator is called."""
    objects = {one["id"]: one for one in _objects(survey, names)}
    bundle = {"type": "bundle", "id": _id("bundle", *objects), "objects": list(objects.values())}
    file.write(orjson.dumps(bundle, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _objects(survey: Survey, names: Mapping[str, str]) -> Iterator[_Object]:
    now = _stamp(survey.noticed_at) or _EPOCH
    offerscan = _domain(
        "identity",
        ("offerscan",),
        _EPOCH,
        _EPOCH,
        name="offerscan",
        identity_class="system",
        description=both("closing"),
    )
    yield from (_TLP_AMBER, offerscan)
    shown = {campaign.id for campaign in survey.campaigns}
    for campaign in survey.campaigns:
        for one in _of_campaign(campaign, now, names, shown):
            yield one if one["type"] in _OBSERVED else one | {"created_by_ref": offerscan["id"]}


_OBSERVED: Final = frozenset(("url", "email-addr", "user-account"))


def _of_campaign(campaign: Campaign, now: str, names: Mapping[str, str], shown: set[str]) -> Iterator[_Object]:
    created = _stamp(campaign.noticed_at) or now
    first, last = _stamp(campaign.first_seen), _stamp(campaign.last_seen)
    described = _domain(
        "campaign", (campaign.id,), created, now, name=f"offerscan {campaign.id}",
        description=_described(campaign, names), labels=sorted(campaign.indicators) or None, first_seen=first, last_seen=last,
    )  # fmt: skip
    yield described
    observables = [
        one for kind in KINDS for value in campaign.contacts.get(kind, {}) for one in _observable(kind, value)
    ]
    yield from observables
    if observables:
        yield _domain(
            "observed-data", (campaign.id,), created, now, first_observed=first or created, last_observed=last or first or created,
            number_observed=campaign.size, object_refs=[one["id"] for one in observables],
        )  # fmt: skip
        indicator = _domain(
            "indicator", (campaign.id,), created, now, name=both("exchange_contacts", campaign=campaign.id),
            description=both("exchange_check"), indicator_types=["unknown"], pattern_type="stix", valid_from=created,
            pattern=" OR ".join(_pattern(one) for one in observables),
        )  # fmt: skip
        yield indicator
        yield _relation(indicator, "indicates", described["id"], created, now)
    for company in campaign.contacts.get("companies", {}):
        firm = _domain(
            "identity", ("company", company), _EPOCH, _EPOCH, name=printable(company), identity_class="organization",
            description=both("exchange_company"),
        )  # fmt: skip
        yield firm
        yield _relation(described, "related-to", firm["id"], created, now, both("exchange_company"))
    for other in campaign.linked:
        if campaign.id < other and other in shown:
            yield _relation(described, "related-to", _id("campaign", other), created, now, both("heading_linked"))


def _observable(kind: str, value: str) -> Iterator[_Object]:
    """What STIX knows of a contact; companies and licences are no observables."""
    value = printable(value)
    if kind == "links" and value.startswith("mailto:"):
        yield _seen("email-addr", value=value.removeprefix("mailto:"))
    elif kind == "links":
        yield _seen("url", value=f"https://{value}")
    elif kind == "handles":
        yield _seen("user-account", account_login=value)
    elif kind in ("phones", "accounts"):
        yield _seen("user-account", user_id=value, account_type={"phones": "phone", "accounts": "bank"}[kind])


def _seen(type: str, **properties: str) -> _Object:
    # JSON with sorted keys and no spaces, as RFC 8785 has it for plain text.
    id = uuid5(_OBSERVABLES, orjson.dumps(properties, option=orjson.OPT_SORT_KEYS).decode())
    return {"type": type, "spec_version": "2.1", "id": f"{type}--{id}", **properties, **_MARKED}


def _domain(type: str, content: tuple[str, ...], created: str, modified: str, **properties: object) -> _Object:
    told = {name: value for name, value in properties.items() if value is not None}
    stamps = {"created": created, "modified": max(created, modified)}
    return {"type": type, "spec_version": "2.1", "id": _id(type, *content), **stamps, **told, **_MARKED}


def _relation(
    source: _Object, type: str, target: str, created: str, now: str, description: str | None = None
) -> _Object:
    content = (source["id"], type, target)
    return _domain(
        "relationship", content, created, now, relationship_type=type, source_ref=source["id"], target_ref=target,
        description=description,
    )  # fmt: skip


def _pattern(observable: _Object) -> str:
    name = next(name for name in ("value", "user_id", "account_login") if name in observable)
    value = observable[name].replace("\\", "\\\\").replace("'", "\\'")
    return f"[{observable['type']}:{name} = '{value}']"


def _described(campaign: Campaign, names: Mapping[str, str]) -> str:
    indicators = ", ".join(names.get(id, id) for id in campaign.indicators)
    template = printable(campaign.template.text)[:_MOST_TEXT]
    facts = f"{both(f'risk_{campaign.level}')}; {campaign.size}; {campaign.score:g}"
    return "\n\n".join((both("exchange_check"), facts, indicators, template)).strip()


def _id(type: str, *content: str) -> str:
    return f"{type}--{uuid5(_OWN, chr(0).join((type, *content)))}"


def _stamp(moment: str | None) -> str | None:
    """A moment (ISO 8601) in UTC with milliseconds; None for none."""
    told = in_utc(moment)
    return None if told is None else told.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
