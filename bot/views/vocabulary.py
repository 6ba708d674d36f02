"""Signs beside the words for how far a report has got; a sign never stands alone."""

from bot.domain.brief import Standing
from bot.domain.claims import ClaimState

SIGNS = {
    Standing.CONFIRMED: "✅",
    Standing.CORROBORATED: "✅",
    Standing.REPORTED: "◽",
    Standing.DISPUTED: "⚖️",
    Standing.REFUTED: "❌",
    Standing.WITHDRAWN: "↩️",
    Standing.SUPERSEDED: "⏭️",
}
STATES = {
    ClaimState.KNOWN: "✅ known",
    ClaimState.DISPUTED: "⚖️ disputed",
    ClaimState.UNCONFIRMED: "◽ reported, not confirmed",
    ClaimState.OPEN: "No answer stands any more",
}
"""Where a claim stands, in words."""
