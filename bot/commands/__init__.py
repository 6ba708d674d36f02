"""One module a slash command group; a new module here is a new group."""
