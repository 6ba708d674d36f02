"""Digests, corrections and replies, put together."""
