"""Takes what points to a person out of a text, and keeps every offset of its assessment true.

Hidden are telephones, accounts, identity numbers (NIK), family card numbers (KK), passports, e-mail addresses, user names,
and names of persons where a title, an introduction or a telephone beside them gives them away. Each becomes a placeholder
such as [TELEPON 1], the same one for the same value, so that a reader still sees that two numbers are one. Companies,
licences, amounts and dates stay: they are what an offer is checked by.

It hides rather too much than too little, and no list of names is ever complete: staff read the text before it leaves.
"""

from offerscan.redaction.redacting import redact, redact_assessment
from offerscan.redaction.replacing import Redaction

__all__ = ["Redaction", "redact", "redact_assessment"]
