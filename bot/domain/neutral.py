"""Words of English that may be put for one another, or left out, without another fact.

Closed lists: a word is here only where no reader could learn anything from the choice. Hedges,
negations, quantities and whatever names, places or dates a thing are never here.
"""

ARTICLES = frozenset({"a", "an", "the"})
# Beside these an article tells something: “a few” and “few”, “the only drone” and “only the drone”.
ARTICLE_TELLS = frozenset({
    "all", "any", "best", "better", "bit", "both", "couple", "either", "every", "few", "fewer",
    "fifth", "first", "former", "fourth", "good", "great", "half", "handful", "last", "latter",
    "least", "less", "little", "lot", "majority", "more", "most", "neither", "next", "no", "not",
    "number", "only", "other", "quarter", "right", "same", "second", "single", "sixth", "some",
    "such", "tenth", "third", "very", "worst", "just", "even", "almost", "nearly", "one",
})  # fmt: skip

SPEECH = frozenset({"said", "says", "stated"})
"""Put for one another; “that” after them may be left out."""
# Before these “that” after “said” may tell something: “said that night”, “said that was”, “said
# that at five drones fell”.
POINTED_AT = frozenset({
    "about", "after", "at", "before", "by", "during", "for", "from", "in", "of", "on", "to", "with",
    "afternoon", "can", "could", "day", "evening", "had", "has", "hour", "is", "may", "might",
    "moment", "month", "morning", "much", "night", "same", "should", "time", "was", "week", "were",
    "will", "would", "year", "too",
})  # fmt: skip

APPROXIMATELY = frozenset({"about", "approximately", "roughly"})
"""Put for one another before a number."""

# Each line is one meaning; the first stands for all.
_SYNONYMS = (
    ("begin", "start"), ("began", "started"), ("begins", "starts"),
    ("while", "whilst"), ("among", "amongst"), ("amid", "amidst"), ("until", "till"),
    ("towards", "toward"), ("although", "though"), ("plane", "airplane"),
    ("plane", "aeroplane"), ("photo", "photograph"), ("photos", "photographs"),
    ("km", "kilometre"), ("km", "kilometres"), ("kg", "kilogram"), ("kg", "kilograms"),
    ("kg", "kilo"), ("kg", "kilos"), ("cm", "centimetre"), ("cm", "centimetres"),
    ("mm", "millimetre"), ("mm", "millimetres"), ("percent", "%"), ("and", "&"),
    ("learnt", "learned"), ("burnt", "burned"),
)  # fmt: skip
_SPELLINGS = (
    "aging ageing", "armor armour", "behavior behaviour", "canceled cancelled",
    "catalog catalogue", "center centre", "centers centres", "color colour", "colors colours",
    "defense defence", "dialog dialogue", "favor favour", "fiber fibre",
    "fueled fuelled", "gray grey", "harbor harbour", "harbors harbours", "honor honour",
    "judgment judgement", "kilogramme kilogram", "kilogrammes kilograms", "kilometer kilometre",
    "kilometers kilometres", "labeled labelled", "labor labour", "liter litre", "liters litres",
    "maneuver manoeuvre", "maneuvers manoeuvres", "meters metres", "neighbor neighbour",
    "neighboring neighbouring", "neighbors neighbours", "offense offence", "program programme",
    "programs programmes", "rumor rumour", "rumors rumours", "signaled signalled",
    "skeptical sceptical", "theater theatre", "traveled travelled", "traveling travelling",
    "analyze analyse", "analyzed analysed", "analyzing analysing", "paralyze paralyse",
    "paralyzed paralysed", "centimeter centimetre", "centimeters centimetres",
    "millimeter millimetre", "millimeters millimetres", "vapor vapour", "modeled modelled",
)  # fmt: skip
SPELLINGS = {one: other for one, _, other in (pair.partition(" ") for pair in _SPELLINGS)}
"""One spelling of a word → the other."""
SYNONYMS = {other: one for one, other in _SYNONYMS}
"""Word → the word that stands for it, in British spelling."""

# Longest first where one begins like another.
PHRASES = {
    ("no", "one"): "nobody",
    ("per", "cent"): "percent",
    ("because", "of"): "because-of",
    ("owing", "to"): "because-of",
    ("in", "order", "to"): "to",
    ("close", "to"): "near",
    ("air", "space"): "airspace",
    ("cease", "fire"): "ceasefire",
    ("counter", "attack"): "counterattack",
    ("in", "the", "night", "of"): "on-the-night-of",
    ("on", "the", "night", "of"): "on-the-night-of",
}
"""Some words in a row, or joined by hyphens → what stands for them."""

CONTRACTIONS = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"),
    "aren't": ("are", "not"), "couldn't": ("could", "not"), "didn't": ("did", "not"),
    "doesn't": ("does", "not"), "don't": ("do", "not"), "hadn't": ("had", "not"),
    "hasn't": ("has", "not"), "haven't": ("have", "not"), "isn't": ("is", "not"),
    "shouldn't": ("should", "not"), "wasn't": ("was", "not"), "weren't": ("were", "not"),
    "wouldn't": ("would", "not"), "they're": ("they", "are"), "we're": ("we", "are"),
    "you're": ("you", "are"), "they've": ("they", "have"), "we've": ("we", "have"),
    "they'll": ("they", "will"), "we'll": ("we", "will"), "it'll": ("it", "will"),
}  # fmt: skip

# A comma beside one of these may say what belongs to what: “No, drones crossed”, “the pilots,
# who fled”, “Tusk, said Putin, lied”.
COMMA_TELLS = frozenset({
    "according", "alleged", "allegedly", "all", "any", "because", "both", "claimed", "confirmed",
    "denied", "even", "except", "however", "if", "instead", "just", "likely", "maybe", "most",
    "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "only", "or", "perhaps",
    "possibly", "presumably", "probably", "rather", "reported", "reportedly", "said", "say",
    "some", "that", "though", "to", "told", "unless", "when", "where", "which", "who", "whom",
    "whose", "without", "yes", "of", "including", "then", "too", "also",
})  # fmt: skip

# With another first letter these are other words: a nation, a month, a country, a name.
CASE_TELLS = frozenset({
    "august", "bill", "china", "guinea", "job", "jordan", "march", "mark", "may", "mobile", "nice",
    "patriot", "polish", "reading", "turkey", "will",
})  # fmt: skip

# They stand in no text of another language as whole words, or hardly.
ENGLISH = frozenset({
    "the", "and", "were", "with", "from", "has", "been", "which", "their", "that", "said", "says",
    "this", "into", "they", "would", "not", "fell", "crossed", "shot", "flew", "entered", "landed",
    "three", "four", "five", "seven", "eight", "eleven", "twelve", "twenty", "thirty", "forty",
    "fifty", "hundred", "thousand", "dozen", "did", "had", "but", "after", "before", "over",
})  # fmt: skip
FOREIGN = frozenset({
    "w", "z", "na", "nie", "jest", "oraz", "dla", "po", "ze", "od", "czy", "jak", "przez", "przed",
    "ale", "lub", "tak", "ich", "jego", "dron", "drony",
    "der", "das", "und", "nicht", "ein", "eine", "von", "mit", "dem", "het", "een", "van", "niet",
    "le", "les", "la", "des", "du", "et", "est", "une", "un", "que", "el", "los", "las", "del",
    "il", "di", "che", "em", "da", "por", "para",
})  # fmt: skip
"""Short words of Polish, German, Dutch, French, Spanish, Italian and Portuguese."""

HARMLESS = frozenset({
    *ARTICLES, *SPEECH, *APPROXIMATELY, *SYNONYMS, *SYNONYMS.values(), *SPELLINGS,
    *SPELLINGS.values(), *CONTRACTIONS, *(word for phrase in PHRASES for word in phrase),
    "that", "on", "near",
})  # fmt: skip
"""Every word that may differ in some place; all others tell something everywhere."""
