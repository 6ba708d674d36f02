"""From files to briefs in memory."""
