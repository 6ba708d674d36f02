"""Pictures of what a brief holds: data in, a PNG and the same in words out."""
