"""What the values mean that a key may have, for those who write briefs and those who read them."""

from collections.abc import Mapping

STATUS: Mapping[str, str] = {
    "developing": "news keeps coming in, and the record changes with it",
    "monitoring": "little is new; somebody still looks",
    "closed": "nothing more is expected",
}
STANDING: Mapping[str, str] = {
    "reported": "somebody says so; what is meant if it is left out",
    "corroborated": (
        "independent sources say the same; by sources of one origin it is shown, and counts, "
        "as reported"
    ),
    "confirmed": "those who can know have shown it",
    "disputed": "others who may know contradict it",
    "refuted": "it was shown to be wrong",
    "superseded": "the same side has since said something else",
    "withdrawn": "whoever said it took it back",
}
VERDICT: Mapping[str, str] = {
    "false": "it is not so",
    "misleading": "true words that leave a wrong impression",
    "altered": "words or a picture were changed",
    "unproven": "nothing found bears it out",
    "outdated": "it was once so, or thought so, and no longer is",
}
CORRECTION_CLASS: Mapping[str, str] = {
    "withdrawn": "it should not have been said",
    "corrected": "it was wrong",
    "refile": "only its form was",
}
# The Admiralty code's first axis (NATO AJP-2.1; UK JDP 2-00).
RELIABILITY: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
ALL = (STATUS, STANDING, VERDICT, CORRECTION_CLASS, RELIABILITY)
