"""briefbot: curated, sourced briefs of incidents, in Discord."""

__version__ = "0.1.0"
