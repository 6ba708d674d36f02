"""What the bot remembers: SQLite or PostgreSQL, one code; a file a noun, a method a transaction."""
