"""One table of interface texts: both languages, the same places, nothing missing and nothing left over."""

from __future__ import annotations

import re
import string
import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

from offerscan import settings
from offerscan.catalog import Means, read_catalog, read_steps
from offerscan.errors import InputError
from offerscan.listings import ListingStatus
from offerscan.records import Category, Details, Kind, Limit, Risk, Severity
from offerscan.registry import Agency
from offerscan.unstated import Standing, Topic
from offerscan_api.problems import PROBLEMS
from offerscan_api.store import CaseState, Role

TABLE = tomllib.loads(files("offerscan").joinpath("phrases.toml").read_text(encoding="utf-8"))
SOURCES = [
    path.read_text(encoding="utf-8")
    for package in ("offerscan", "offerscan_api")
    for path in Path(str(files(package))).rglob("*.*")
    if path.suffix in (".py", ".html")
]
# Those of the desk page, whose templates put the end to the beginning.
DESK = (
    *(f"topic_{topic}" for topic in Topic),
    *(f"ask_{topic}" for topic in Topic),
    *(f"standing_{standing}" for standing in Standing),
    *(f"means_{means}" for means in Means),
    *(f"state_{state}" for state in CaseState),
    *(f"role_{role}" for role in Role),
    *(f"same_{kind}" for kind in ("phones", "accounts", "handles")),
    *(f"nav_{part}" for part in ("check", "cases", "queue", "registry", "drift", "audit", "staff")),
)
# Keys that the program puts together.
MADE = {
    *(f"{kind}_{risk}" for kind in ("risk", "advice") for risk in Risk),
    *(f"category_{category}" for category in Category),
    *(f"severity_{severity}" for severity in Severity),
    *(f"heading_{kind}" for kind in Kind),
    *(f"detail_{field.name}" for field in fields(Details)),
    *(f"per_{period}" for period in ("hour", "day", "week", "month", "year", "contract")),
    *(f"limit_{limit.replace(' ', '_')}" for limit in Limit),
    *(
        f"row_{code}"
        for code in (
            "no_text",
            "not_text",
            "too_long",
            "torn",
            "ragged",
            "broken_json",
            "broken_list",
            "scanned",
            "broken_letter",
        )
    ),
    *(f"desk_{made}" for made in DESK),
    *(f"problem_{code}" for code in PROBLEMS),
    *(f"registry_{status}" for status in ListingStatus),
    *(f"registry_{kind}_{owner}" for kind in ("phone", "licence") for owner in ("other", "unlisted")),
    *(f"registry_field_{field.name}" for field in fields(Agency) if field.name != "name"),
    *(
        f"registry_row_{what}"
        for what in ("no_name", "odd_name", "torn", "twice", "phone", "status", "valid_until", "checked_on")
    ),
    *(f"report_method_{number}" for number in range(1, 7)),
    *(f"report_growth_{period}" for period in ("day", "week")),
    *(f"report_unit_{unit}" for unit in ("day", "week", "month", "year")),
    *(f"report_{section}{part}" for section in ("destinations", "jobs") for part in ("", "_lead")),
    *(f"picture_note_{note}" for note in ("first_frame", "pages_left_out", "scaled_down", "time", "unclear")),
    # Whatever is written into the audit log.
    *(
        f"audit_{action.replace('.', '_')}"
        for source in SOURCES
        for action in re.findall(r'"((?:case|feedback|key|registry|session|staff)\.[a-z_]+)"', source)
        if action not in ("registry.search", "staff.manage", "staff.name", "key.manage")  # those are never written
    ),
    *(
        f"audit_with_{name}"
        for name in ("role", "state", "changed", "shown", "cases", "rows", "agencies", "form", "origin", "feedback",
                     "giver", "receiver")
    ),
    *(f"audit_changed_{column}" for column in ("state", "assignee", "decision", "retain_until", "role", "office")),
    *(f"audit_{name}_{answer}" for name in ("confirmed", "original") for answer in ("yes", "no")),
    *(f"error_is_{kind}" for kind in ("picture", "archive", "recording", "document")),
}


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(TABLE))
def test_both_languages_have_the_same_places(key: str) -> None:
    words = TABLE[key]
    assert sorted(words) == ["en", "id"]
    assert all(words.values())
    assert places(words["id"]) == places(words["en"])


def test_every_phrase_is_used_and_every_used_phrase_exists() -> None:
    named = {
        key for source in SOURCES for key in re.findall(r"""(?:phrase|both|_section)\(\s*["'](\w*[^\W_])["']""", source)
    }
    chosen = {key for source in SOURCES for key in re.findall(r'"(\w+)"', source)} & set(TABLE)
    assert named - set(TABLE) == set()
    assert MADE - set(TABLE) == set()
    assert set(TABLE) - named - MADE - chosen == set()


def test_we_accuse_nobody() -> None:
    said = [words for phrase in TABLE.values() for words in phrase.values()]
    for one in read_catalog().indicators:
        said += [words for told in (one.name, one.reason, one.question) for words in (told.id, told.en)]
    said += [words for step in read_steps() for words in (step.text.id, step.text.en)]
    indonesian = r"\b(ilegal|pelaku|tersangka|calo|sindikat|penipu|mafia|penjahat|oknum)\b"
    english = r"\b(illegal|culprit|syndicate|scammer|trafficker|crook|criminal)s?\b"
    assert not [words for words in said if re.search(f"{indonesian}|{english}", words.lower())]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFERSCAN_WORKERS", "3")
    monkeypatch.setenv("OFFERSCAN_MODEL", "")
    read = settings.read_settings()
    assert (read.workers, read.model, read.lang) == (3, None, "id")


@pytest.mark.parametrize(
    ("name", "value"), [("WORKERS", "0"), ("LANG", "jv"), ("PORT", "x"), ("MAX_REQUEST_BYTES", "-1")]
)
def test_odd_settings_are_told_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"OFFERSCAN_{name}", value)
    with pytest.raises(InputError, match=f"^OFFERSCAN_{name}: "):
        settings.read_settings()
