"""Campaigns: offers that are copies or variants of one another, what changes between them, and the contacts that join them.

A recruiter posts one text a hundred times, with another telephone, city or amount each time. Whoever has to act needs the
one campaign, not the hundred posts. Nobody is accused: a campaign says that texts are alike, and what they have in common.
"""

from __future__ import annotations

from offerscan.campaigns.campaign import Campaign, Member, Spread
from offerscan.campaigns.contacts import JOINING, KINDS, Contact, contacts_of
from offerscan.campaigns.flags import FLAG_PHRASES, Flag, FlagKind
from offerscan.campaigns.growth import Growth, Period
from offerscan.campaigns.memory import Memory, News, read_memory
from offerscan.campaigns.survey import Survey, find_campaigns, survey_offers
from offerscan.campaigns.table import COLUMNS, cells_of
from offerscan.campaigns.template import Slot, SlotKind, Template, make_template
from offerscan.campaigns.variants import Variants
from offerscan.campaigns.writing import WRITERS, companion_of

__all__ = [
    "COLUMNS",
    "FLAG_PHRASES",
    "JOINING",
    "KINDS",
    "WRITERS",
    "Campaign",
    "Contact",
    "Flag",
    "FlagKind",
    "Growth",
    "Member",
    "Memory",
    "News",
    "Period",
    "Slot",
    "SlotKind",
    "Spread",
    "Survey",
    "Template",
    "Variants",
    "cells_of",
    "companion_of",
    "contacts_of",
    "find_campaigns",
    "make_template",
    "read_memory",
    "survey_offers",
]
