"""Campaigns as one MISP event: an object for each, its contacts as attributes.

Nothing leaves the organisation (distribution 0) and nothing feeds a filter (`to_ids` false) until staff there decide so.
Categories and types are those of MISP's own list (https://www.misp-project.org/datamodels/); uuids depend on content alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid5

import orjson

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import KINDS
from offerscan.campaigns.survey import Survey
from offerscan.moments import in_utc
from offerscan.phrases import both
from offerscan.printable import printable

__all__ = ["write_misp"]

_OWN: Final = UUID("0f4a4f58-51b6-5d0c-8a0e-3f7f0d2c6b11")
_ORGANISATION_ONLY: Final = "0"
# Of a threat level 1 is high and 4 undefined; of an analysis 0 is initial.
_UNDEFINED, _INITIAL = "4", "0"
_TEMPLATE: Final = {
    "name": "offerscan-campaign", "meta-category": "misc", "template_uuid": str(uuid5(_OWN, "offerscan-campaign")),
    "template_version": "1",
}  # fmt: skip
# By kind of contact: MISP's category and type.
_CONTACTS: Final = {
    "phones": ("Other", "phone-number"),
    "accounts": ("Financial fraud", "bank-account-nr"),
    "handles": ("Social network", "text"),
    "links": ("External analysis", "url"),
    "companies": ("Other", "text"),
    "licences": ("Other", "text"),
}
_MAIL: Final = ("Social network", "email-src")

_Object = dict[str, Any]


def write_misp(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Write the event. `names` says what an indicator is called."""
    at = _moment(survey.noticed_at)
    ids = [campaign.id for campaign in survey.campaigns]
    event = {
        "uuid": _uuid("event", *ids), "info": both("campaigns_title"), "date": at.date().isoformat(),
        "timestamp": _seconds(at), "published": False, "distribution": _ORGANISATION_ONLY, "threat_level_id": _UNDEFINED,
        "analysis": _INITIAL, "Tag": [{"name": "tlp:amber"}],
        "Attribute": [_attribute(("note", *ids), "Other", "comment", both("exchange_check"), at)],
        "Object": [_object(campaign, at, names, set(ids)) for campaign in survey.campaigns],
    }  # fmt: skip
    file.write(orjson.dumps({"Event": event}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _object(campaign: Campaign, at: datetime, names: Mapping[str, str], shown: set[str]) -> _Object:
    uuid = _uuid("object", campaign.id)
    references = [
        {
            "uuid": _uuid("reference", campaign.id, other), "object_uuid": uuid, "referenced_uuid": _uuid("object", other),
            "relationship_type": "related-to", "timestamp": _seconds(at),
        }
        for other in campaign.linked
        if other in shown
    ]  # fmt: skip
    return {
        **_TEMPLATE, "uuid": uuid, "description": both("campaigns_title"), "timestamp": _seconds(at),
        "distribution": _ORGANISATION_ONLY, "comment": both("exchange_check"),
        "Attribute": list(_attributes(campaign, at, names)), "ObjectReference": references,
    }  # fmt: skip


def _attributes(campaign: Campaign, at: datetime, names: Mapping[str, str]) -> Iterator[_Object]:
    facts = [
        ("campaign", "Attribution", "campaign-id", campaign.id),
        ("level", "Other", "text", campaign.level.value),
        ("score", "Other", "float", f"{campaign.score:g}"),
        ("offers", "Other", "counter", str(campaign.size)),
        *(("indicator", "Other", "text", names.get(id, id)) for id in campaign.indicators),
        ("template", "Other", "text", campaign.template.text),
    ]
    for name, seen in (("first-seen", campaign.first_seen), ("last-seen", campaign.last_seen)):
        if seen:
            facts.append((name, "Other", "datetime", _moment(seen).isoformat()))
    for kind in KINDS:
        for value in campaign.contacts.get(kind, {}):
            category, type = _MAIL if value.startswith("mailto:") else _CONTACTS[kind]
            written = f"https://{value}" if type == "url" else value.removeprefix("mailto:")
            facts.append((kind, category, type, written))
    for relation, category, type, value in facts:
        if printed := printable(value).strip():
            content = (campaign.id, relation, printed)
            yield _attribute(content, category, type, printed, at) | {"object_relation": relation}


def _attribute(content: tuple[str, ...], category: str, type: str, value: str, at: datetime) -> _Object:
    return {
        "uuid": _uuid("attribute", *content), "category": category, "type": type, "value": value, "to_ids": False,
        "distribution": _ORGANISATION_ONLY, "timestamp": _seconds(at),
    }  # fmt: skip


def _uuid(*content: str) -> str:
    return str(uuid5(_OWN, "\0".join(content)))


def _moment(moment: str | None) -> datetime:
    """A moment (ISO 8601) in UTC; 1970 for none."""
    return in_utc(moment) or datetime.fromtimestamp(0, UTC)


def _seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))
