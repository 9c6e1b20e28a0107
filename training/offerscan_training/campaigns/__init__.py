"""Offers that are posted again and again, made on purpose, so that it is known which of them belong together."""
