"""Due work leaves here, each piece once."""
