"""Whether two texts state the same fact in other words."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.likeness import is_reworded
from bot.domain.neutral import HARMLESS

REWORDED = (
    # Punctuation, capitals, white space.
    ("Three fell.", "Three fell"),
    ("Three fell", "Three  fell!"),
    ("Three fell; four flew on.", "Three fell. Four flew on."),
    ("Drones fell, and they burned.", "Drones fell and they burned."),
    ("Drones \u2013 new ones \u2013 fell.", "Drones (new ones) fell."),
    ("“Drones” fell", '"Drones" fell'),
    ("The soldiers' drones fell", "The soldiers\u2019 drones fell"),
    ("It wasn't hit", "It wasn\u2019t hit"),
    ("Dr. Smith and Gen. Nowak left", "Dr Smith and Gen Nowak left"),
    ("The U.S. said so", "The US said so"),
    ("U.S.", "US"),
    ("In Lublin drones fell", "In Lublin, drones fell"),
    # Numbers, dates and times.
    ("2,000", "2000"),
    ("2 000 soldiers crossed", "2,000 soldiers crossed"),
    ("twenty-one", "21"),
    ("Three were shot down", "3 were shot down"),
    ("two hundred five drones", "205 drones"),
    ("one hundred and five drones", "105 drones"),
    ("two thousand three hundred drones", "2,300 drones"),
    ("2.5 million euros", "2,500,000 euros"),
    ("a hundred drones", "100 drones"),
    ("two dozen drones", "24 drones"),
    ("9 September", "September 9"),
    ("on 9 September 2025", "on September 9, 2025"),
    ("on 9 September 2025", "on 2025-09-09"),
    ("the 9th of September", "9 September"),
    ("9\u201310 September 2025", "September 9-10, 2025"),
    ("9-10 drones fell", "9\u201310 drones fell"),
    ("the 3rd drone fell", "the third drone fell"),
    ("at 11:30 pm", "at 23:30"),
    ("at 9 p.m.", "at 21:00"),
    ("at 09:05", "at 9:05"),
    ("five kilometres away", "5 km away"),
    ("20%", "20 per cent"),
    # Words that say nothing by themselves.
    ("A drone crossed the border", "The drone crossed the border"),
    ("Tusk says drones fell", "Tusk said drones fell"),
    ("Tusk said that drones fell", "Tusk said drones fell"),
    ("It was not hit", "It wasn\u2019t hit"),
    ("They cannot fly", "They can't fly"),
    ("Nobody was hurt", "No one was hurt"),
    ("It burned because of the wind", "It burned owing to the wind"),
    ("about 20 drones fell", "approximately 20 drones fell"),
    ("It began while they flew", "It started whilst they flew"),
    ("On the night of 9 September drones fell", "In the night of 9 September drones fell"),
    ("The grey harbour", "The gray harbor"),
    ("They organised the defence", "They organized the defense"),
    ("The ceasefire held", "The cease-fire held"),
    # Other languages: punctuation and the beginning of a sentence.
    ("Дроны упали.", "Дроны упали"),
    ("Три упали; четыре нет.", "Три упали. Четыре нет."),
    ("„Dron” spadł", '"Dron" spadł'),
    ("Spadło 12 000 dronów", "Spadło 12000 dronów"),
    ("Łódź", "Ło\u0301dź"),
)  # fmt: skip

CHANGED = (
    # Numbers, dates, times, units.
    ("19 violations", "29 violations"),
    ("three were shot down", "four were shot down"),
    ("Three", "Three or four"),
    ("2,000", "2.000"),
    ("1.5 km", "1,5 km"),
    ("1.5 km", "15 km"),
    ("-5 degrees", "5 degrees"),
    ("3, 4", "34"),
    ("one hundred and five drones", "100 and 5 drones"),
    ("between one hundred and five hundred", "between 105 and 100"),
    ("3-4 drones", "34 drones"),
    ("21 year-old boats", "twenty one-year-old boats"),
    ("1.2.3", "1.2. 3"),
    ("at 23:30", "at 00:30"),
    ("at 11:30", "at 11:30 pm"),
    ("on 9 September", "on 10 September"),
    ("9 September 2025", "9 September"),
    ("9 September", "9\u201310 September"),
    ("20 km", "20 miles"),
    ("5 tonnes", "5 tons"),
    ("5'", '5"'),
    ("2 million", "2 billion"),
    ("dozens", "a dozen"),
    ("20%", "20"),
    # Names, places, nations.
    ("Polish fighters", "Dutch fighters"),
    ("Tusk said so", "Sikorski said so"),
    ("in Wyryki", "in Wyhalew"),
    ("Louise fell and cried", "Louize fell and cried"),
    ("US drones fell", "us drones fell"),
    ("the Polish army", "the polish army"),
    ("Kiev", "Kyiv"),
    ("Tusk", "Туск"),
    ("Зеленский", "Залужный"),
    ("Wałęsa", "Walesa"),
    ("F-16", "F-35"),
    ("https://a.example/x", "https://a.example/y"),
    # Negation.
    ("It was hit", "It was not hit"),
    ("It was hit", "It wasn't hit"),
    ("with explosives", "without explosives"),
    ("Somebody was hurt", "Nobody was hurt"),
    ("It was intentional", "It was unintentional"),
    ("the armed drone", "the unarmed drone"),
    ("Either fell", "Neither fell"),
    ("No drones crossed", "No, drones crossed"),
    ("No drones crossed", "No. Drones crossed"),
    ("Dron spadł", "Dron nie spadł"),
    ("Дрон упал", "Дрон не упал"),
    # Hedges and standing.
    ("It was confirmed", "It was possible"),
    ("the alleged drone", "the drone"),
    ("It was probably a missile", "It was a missile"),
    ("Russia denied it", "Russia reported it"),
    ("It was", "It may have been"),
    ("It will fall", "It has fallen"),
    ("They were shot down", "They could be shot down"),
    # Quantities and comparisons.
    ("at least 20", "up to 20"),
    ("more than 20", "about 20"),
    ("all drones fell", "some drones fell"),
    ("a few drones", "few drones"),
    ("the only drone that fell", "only the drone that fell"),
    ("less than 20", "20"),
    # Who says it, and who did it.
    ("Tusk said Putin lied", "Putin said Tusk lied"),
    ("Tusk said Putin lied", "Tusk, said Putin, lied"),
    ("Three fell, Putin said. Tusk denied it.", "Three fell. Putin said, Tusk denied it."),
    ("Polish fighters shot Dutch drones", "Dutch fighters shot Polish drones"),
    ("The drones were Russian", "The drones were said to be Russian"),
    ("The pilots who fled were shot", "The pilots, who fled, were shot"),
    ("They fell in Poland. Germany said so", "They fell in Poland, Germany said so"),
    ("It fell, said Tusk, and Putin lied", "It fell, said Tusk and Putin lied"),
    ("They want to bomb Russia", "They want to bomb, Russia"),
    ("Three fell (four flew on)", "Three fell four flew on"),
    ("He said that at five drones fell", "He said at five drones fell"),
    ("Казнить, нельзя помиловать", "Казнить нельзя, помиловать"),
    ("Nie, spadły", "Nie spadły"),
    ("It was due to fall", "It was because of fall"),
    ("The Army fled", "The army fled"),
    # Directions and opposites.
    ("before the attack", "after the attack"),
    ("to the north", "to the south"),
    ("They entered Poland", "They left Poland"),
    ("It rose", "It fell"),
    ("The number increased", "The number decreased"),
    ("from Poland to Belarus", "from Belarus to Poland"),
    # A sentence more or less; a question.
    ("Three fell.", "Three fell. Four flew on."),
    ("Three fell. Four flew on.", "Four flew on."),
    ("Was it hit?", "Was it hit."),
    ("", "Three fell."),
    # What only looks harmless.
    ("He said that night drones fell", "He said night drones fell"),
    ("He said “the drone” fell", "He said “a drone” fell"),
    ("He called it a drone", "He called it a “drone”"),
    ("They resigned", "They re-signed"),
    ("Plan A failed and burned", "Plan failed and burned"),
    ("around the house they fell", "about the house they fell"),
    ("Polska a Rosja", "Polska Rosja"),
    ("Warszawa i Łódź", "Warszawa Łódź"),
    ("поляки сбили дроны", "дроны сбили поляки"),
    ("Drones fell on Lublin", "Drones fell near Lublin"),
)  # fmt: skip


@pytest.mark.parametrize(("was", "now"), REWORDED)
def test_what_differs_in_words_only_is_reworded(was: str, now: str) -> None:
    assert is_reworded(was, now)
    assert is_reworded(now, was)


@pytest.mark.parametrize(("was", "now"), CHANGED)
def test_what_differs_in_fact_is_not_reworded(was: str, now: str) -> None:
    assert not is_reworded(was, now)
    assert not is_reworded(now, was)


@pytest.mark.parametrize(
    ("was", "now"),
    [("A drone and the house", "The drone and a house"), ("three were hit", "3 were hit")],
)
def test_english_words_are_harmless_in_english_alone(was: str, now: str) -> None:
    assert is_reworded(was, now, "en-GB")
    assert not is_reworded(was, now, "pl")


PLAIN = (
    "Polish and Dutch fighters shot down three drones near Wyryki before dawn on Wednesday",
    "Nobody was hurt, the minister said, but one house in Wyryki was hit by a missile",
    "Russia denied that it had sent drones; Belarus warned Poland at 23:30",
    "Ничего не известно про то, кто сбил дроны над Польшей",
    "Wojsko potwierdziło, że zestrzelono trzy drony nad Polską",
)
OTHERS = sorted(
    {word for text in PLAIN for word in re.findall(r"[^\W\d_]{2,}", text)}
    | {
        "not", "never", "no", "without", "nobody", "neither", "possible", "possibly", "confirmed",
        "alleged", "reported", "denied", "may", "might", "could", "will", "all", "some", "none",
        "only", "least", "up", "more", "less", "before", "after", "north", "south", "left",
        "right", "entered", "increase", "decrease", "Tusk", "Putin", "Lublin", "Dutch", "German",
        "Łódź", "Киев", "nie", "не", "miles", "was", "were", "is", "has", "who", "which", "also",
        "but", "or", "if", "19", "29", "23:45", "0.5", "F-16", "very", "quickly", "old",
    }
)  # fmt: skip
TELLING = [word for word in OTHERS if word.lower() not in HARMLESS]


@given(st.sampled_from(PLAIN), st.sampled_from(TELLING), st.data())
def test_no_telling_word_is_put_in_or_swapped_or_left_out_unseen(
    text: str, word: str, data: st.DataObject
) -> None:
    words = text.split()
    at = data.draw(st.integers(0, len(words) - 1))
    put_in = [*words[:at], word, *words[at:]]
    assert not is_reworded(text, " ".join(put_in))
    bare = words[at].strip(",;").lower()
    assume(bare not in HARMLESS and bare != word.lower())
    assert not is_reworded(text, " ".join([*words[:at], word, *words[at + 1 :]]))
    assert not is_reworded(text, " ".join([*words[:at], *words[at + 1 :]]))


@given(st.sampled_from(PLAIN), st.data())
def test_no_two_telling_words_change_places_unseen(text: str, data: st.DataObject) -> None:
    words = text.split()
    one, other = sorted(data.draw(st.sets(st.integers(0, len(words) - 1), min_size=2, max_size=2)))
    moved = [*words]
    moved[one], moved[other] = words[other], words[one]
    bare = {words[at].strip(",;").lower() for at in (one, other)}
    assume(len(bare) == 2 and bare.isdisjoint(HARMLESS))
    assert not is_reworded(text, " ".join(moved))


TEXTS = st.text(max_size=40) | st.lists(
    st.sampled_from([*PLAIN[0].split(), *HARMLESS, *",.-(?3\n\u201c\u2019\u2013"]),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(TEXTS, TEXTS)
def test_which_text_came_first_does_not_matter(was: str, now: str) -> None:
    assert is_reworded(was, now) == is_reworded(now, was)
    assert is_reworded(was, was)
