"""The rules of the record: pure, no I/O, no Discord, no clock."""
