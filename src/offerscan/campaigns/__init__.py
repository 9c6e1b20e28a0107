"""Campaigns: offers that are copies or variants of one another, what changes between them, and the contacts that join them.

A recruiter posts one text a hundred times, with another telephone, city or amount each time. Whoever has to act needs the
one campaign, not the hundred posts. Nobody is accused: a campaign says that texts are alike, and what they have in common.
"""

from __future__ import annotations

from offerscan.campaigns.campaign import Campaign, find_campaigns
from offerscan.campaigns.contacts import Contact, Flag, FlagKind, contacts_of
from offerscan.campaigns.template import Slot, SlotKind, Template, make_template
from offerscan.campaigns.variants import Variants
from offerscan.campaigns.writing import WRITERS

__all__ = [
    "WRITERS",
    "Campaign",
    "Contact",
    "Flag",
    "FlagKind",
    "Slot",
    "SlotKind",
    "Template",
    "Variants",
    "contacts_of",
    "find_campaigns",
    "make_template",
]
