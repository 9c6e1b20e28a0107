"""Offers drawn as pictures, read back, and compared: what is lost between a text and the picture of it."""
