"""Pages of sources, read to look for what they are quoted for. Used by `briefbot verify` alone."""
