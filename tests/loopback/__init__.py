"""A small Discord on a loopback socket, for tests that run the real process against it.

It behaves as Discord's reference describes (docs.discord.com, read in August 2026), as far as
this project asks; what is not documented is said where it stands. Multipart bodies, threads,
roles and more than one shard are left out.
"""
