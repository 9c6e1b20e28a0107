"""Cases as a STIX 2.1 bundle, for partners who exchange such: what was observed, and a note that screens and accuses nobody.

Each case is an artifact (the redacted text), observed-data that refers to it, and a note with level and indicators. There are
no indicators with patterns and no threat actors in it: telephones are redacted, and nothing here is proved.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from offerscan.phrases import both
from offerscan_api.store import Case

__all__ = ["as_stix"]

_SPACE = uuid5(NAMESPACE_URL, "urn:offerscan:stix")
_SPEC = {"spec_version": "2.1"}
# One object, the same in every bundle: so it has one date, that of this form.
_AUTHOR: dict[str, Any] = {
    "type": "identity",
    **_SPEC,
    "id": f"identity--{uuid5(_SPACE, 'offerscan')}",
    "created": "2026-11-01T00:00:00.000Z",
    "modified": "2026-11-01T00:00:00.000Z",
    "name": "offerscan",
    "identity_class": "system",
}


def as_stix(cases: Sequence[Case]) -> dict[str, Any]:
    """The bundle; the same cases give the same ids."""
    objects = [_AUTHOR, *(part for case in cases for part in _parts(case))]
    identity = uuid5(_SPACE, " ".join(case.id for case in cases))
    return {"type": "bundle", "id": f"bundle--{identity}", "objects": objects}


def _parts(case: Case) -> Iterator[dict[str, Any]]:
    space = UUID(case.id)
    created, modified = _time(case.created_at), _time(case.updated_at)
    common = {**_SPEC, "created_by_ref": _AUTHOR["id"], "created": created, "modified": modified}
    artifact = {
        "type": "artifact", **_SPEC, "id": f"artifact--{uuid5(space, 'text')}", "mime_type": "text/plain",
        "payload_bin": base64.b64encode(case.text.encode("utf-8", "replace")).decode("ascii"),
    }  # fmt: skip
    observed = {
        "type": "observed-data", **common, "id": f"observed-data--{uuid5(space, 'seen')}", "first_observed": created,
        "last_observed": created, "number_observed": 1, "object_refs": [artifact["id"]],
    }  # fmt: skip
    indicators = sorted({finding["indicator"] for finding in case.assessment["findings"]})
    versions = case.assessment["versions"]
    note = {
        "type": "note", **common, "id": f"note--{uuid5(space, 'assessment')}",
        "abstract": f"offerscan: {case.category}, {case.risk}",
        "content": f"{both('closing')}\n{', '.join(indicators) or '-'}\n{versions['model']}, catalog {versions['catalog']}",
        "object_refs": [observed["id"]], "labels": [case.category, f"risk-{case.risk}", *indicators],
        "external_references": [{"source_name": "offerscan", "external_id": case.id}],
    }  # fmt: skip
    yield from (artifact, observed, note)


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
