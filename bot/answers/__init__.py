"""An interaction in, one reply out."""
