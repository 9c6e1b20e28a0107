"""The imported list of licensed agencies: kept in versions, looked up by name, compared with an offer's contacts.

No list is bundled: licences change within weeks. An office imports the one it trusts, and every answer tells its age.
"""

from offerscan.registry.agency import Agency
from offerscan.registry.columns import Doubt
from offerscan.registry.company import Company, Match
from offerscan.registry.following import FindRegistry, FollowedRegistry, no_registry, open_registry
from offerscan.registry.importing import Import, Row, import_list, is_header
from offerscan.registry.names import SAME, SAME_PRECISION
from offerscan.registry.opened import Registry
from offerscan.registry.versions import Edition, current_version, list_versions, read_edition, use_version

__all__ = [
    "SAME",
    "SAME_PRECISION",
    "Agency",
    "Company",
    "Doubt",
    "Edition",
    "FindRegistry",
    "FollowedRegistry",
    "Import",
    "Match",
    "Registry",
    "Row",
    "current_version",
    "import_list",
    "is_header",
    "list_versions",
    "no_registry",
    "open_registry",
    "read_edition",
    "use_version",
]
