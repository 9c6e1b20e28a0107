"""Model folders, one a version; the file DEFAULT names the one that is used. No code lives here."""
