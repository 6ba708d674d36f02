"""Deliveries while everything breaks: none may be doubled, none lost.

All constants are the program's own. What would take minutes, the end of a lease and of a nonce's
window, is had by letting time pass while no process lives: see `Ledger.age`.
"""
