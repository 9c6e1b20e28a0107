"""Secrets that the program makes: told once, and known afterwards by their hash alone."""

from __future__ import annotations

import hashlib
import secrets

__all__ = ["hash_token", "make_token"]


def make_token() -> str:
    """32 random bytes, fit for a cookie or a header."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Of 32 random bytes a plain hash is enough: they cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
