"""The real bot in a simulated Discord, shown in the browser."""
