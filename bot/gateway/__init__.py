"""What holds a connection to Discord."""
