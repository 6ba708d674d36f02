"""What Discord would refuse, by its own description of its HTTP API: an OpenAPI 3.1 document.

Discord publishes it (discord/discord-api-spec); it is not part of this project.
"""
