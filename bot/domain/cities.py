"""Time zones as people look for them: by IANA name, or by a city that is in none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from bot.domain.folding import closest, words
from bot.domain.limits import CHOICES
from bot.domain.zones import zone_named

# Offered before anything is typed, and first among equals.
COMMON = (
    "UTC", "Europe/London", "Europe/Warsaw", "Europe/Kyiv", "Europe/Berlin", "Europe/Paris",
    "Europe/Madrid", "Europe/Rome", "Europe/Vilnius", "Europe/Stockholm", "Europe/Helsinki",
    "Europe/Istanbul", "Asia/Jerusalem", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
    "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "Africa/Johannesburg",
)  # fmt: skip

# Cities and countries that name no zone, by the zone that they keep (IANA's zone1970.tab), and
# the abbreviations that Americans say in summer too: IANA's EST knows no summer time.
_CITIES = {
    "Europe/Warsaw": (
        "Łódź, Kraków, Cracow, Gdańsk, Wrocław, Poznań, Szczecin, Lublin, Białystok, Katowice, "
        "Rzeszów, Gdynia, Poland, Polska, Warszawa"
    ),
    "Europe/Kyiv": "Kiev, Київ, Lviv, Львів, Odesa, Kharkiv, Dnipro, Zaporizhzhia, Ukraine",
    "Europe/Berlin": "Munich, München, Hamburg, Frankfurt, Cologne, Köln, Stuttgart, Germany",
    "Europe/London": "Manchester, Birmingham, Edinburgh, Glasgow, Cardiff, Britain, England",
    "Europe/Paris": "Marseille, Lyon, Toulouse, Nice, Strasbourg, France",
    "Europe/Madrid": "Barcelona, Valencia, Seville, Sevilla, Bilbao, Spain",
    "Europe/Rome": "Milan, Milano, Naples, Napoli, Turin, Venice, Roma, Italy",
    "Europe/Brussels": "Antwerp, Ghent, Belgium",
    "Europe/Amsterdam": "Rotterdam, The Hague, Utrecht, Netherlands",
    "Europe/Zurich": "Geneva, Genève, Bern, Basel, Lausanne, Switzerland",
    "Europe/Vienna": "Wien, Graz, Salzburg, Austria",
    "Europe/Prague": "Brno, Ostrava, Praha, Czechia",
    "Europe/Lisbon": "Porto, Lisboa, Portugal",
    "Europe/Stockholm": "Gothenburg, Göteborg, Malmö, Sweden",
    "Europe/Oslo": "Bergen, Trondheim, Norway",
    "Europe/Copenhagen": "Aarhus, København, Denmark",
    "Europe/Helsinki": "Tampere, Turku, Finland",
    "Europe/Vilnius": "Kaunas, Klaipėda, Lithuania",
    "Europe/Riga": "Daugavpils, Latvia",
    "Europe/Tallinn": "Tartu, Narva, Estonia",
    "Europe/Bucharest": "Cluj, Iași, Constanța, București, Romania",
    "Europe/Athens": "Thessaloniki, Greece",
    "Europe/Istanbul": "Ankara, İzmir, Turkey, Türkiye",
    "Europe/Moscow": "Saint Petersburg, St Petersburg, Moskva, Москва, Kazan, Sochi",
    "Asia/Yekaterinburg": "Chelyabinsk, Ufa, Perm",
    "Asia/Jerusalem": "Tel Aviv, Haifa, Israel",
    "Asia/Riyadh": "Jeddah, Mecca, Saudi Arabia",
    "Asia/Dubai": "Abu Dhabi",
    "Asia/Tehran": "Isfahan, Mashhad, Shiraz, Iran",
    "Asia/Karachi": "Lahore, Islamabad, Pakistan",
    "Asia/Kolkata": "Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Hyderabad, "
    "Calcutta, India",
    "Asia/Dhaka": "Chittagong, Bangladesh",
    "Asia/Ho_Chi_Minh": "Saigon, Hanoi, Vietnam",
    "Asia/Jakarta": "Bandung, Surabaya, Indonesia",
    "Asia/Kuala_Lumpur": "Malaysia",
    "Asia/Shanghai": "Beijing, Peking, Guangzhou, Shenzhen, Chengdu, Wuhan, 北京, 上海, China",
    "Asia/Taipei": "Kaohsiung, Taiwan",
    "Asia/Seoul": "Busan, Incheon, South Korea",
    "Asia/Tokyo": "Osaka, Kyoto, Nagoya, Sapporo, Fukuoka, 東京, Japan",
    "Australia/Sydney": "Canberra, Wollongong",
    "Australia/Brisbane": "Gold Coast, Cairns",
    "Pacific/Auckland": "Wellington, Christchurch, New Zealand",
    "Africa/Lagos": "Abuja, Nigeria",
    "Africa/Nairobi": "Mombasa, Kenya",
    "Africa/Johannesburg": "Cape Town, Pretoria, Durban, South Africa",
    "Africa/Cairo": "Alexandria, Giza, Egypt",
    "Africa/Casablanca": "Rabat, Marrakesh, Fez, Morocco",
    "America/New_York": (
        "Washington, Boston, Philadelphia, Miami, Atlanta, Orlando, NYC, Eastern Time, EST, EDT"
    ),
    "America/Chicago": (
        "Houston, Dallas, Austin, San Antonio, Minneapolis, New Orleans, Central Time, CST, CDT"
    ),
    "America/Denver": "Salt Lake City, Albuquerque, Colorado Springs, Mountain Time, MST, MDT",
    "America/Phoenix": "Tucson, Arizona",
    "America/Los_Angeles": (
        "San Francisco, San Diego, Seattle, Portland, Las Vegas, Sacramento, Pacific Time, PST, PDT"
    ),
    "America/Toronto": "Ottawa, Montreal, Montréal, Québec",
    "America/Edmonton": "Calgary, Alberta",
    "America/Sao_Paulo": "Rio de Janeiro, Brasília, Belo Horizonte, Porto Alegre, Curitiba",
    "America/Mexico_City": "Guadalajara, Puebla",
    "America/Argentina/Buenos_Aires": "Rosario, Argentina",
    "America/Bogota": "Medellín, Cali, Colombia",
    "America/Lima": "Arequipa, Peru",
    "America/Santiago": "Valparaíso, Chile",
}
# Names that a better one has taken the place of (IANA's `backward` file); still understood.
_OLD = frozenset(
    {
        "EST", "HST", "MST",
        "America/Buenos_Aires", "America/Indianapolis", "America/Louisville", "Asia/Ashkhabad",
        "Asia/Calcutta", "Asia/Chongqing", "Asia/Chungking", "Asia/Dacca", "Asia/Harbin",
        "Asia/Istanbul", "Asia/Kashgar", "Asia/Katmandu", "Asia/Macao", "Asia/Rangoon",
        "Asia/Saigon", "Asia/Tel_Aviv", "Asia/Thimbu", "Asia/Ujung_Pandang", "Asia/Ulan_Bator",
        "Atlantic/Faeroe", "Europe/Kiev", "Europe/Nicosia", "Europe/Uzhgorod",
        "Europe/Zaporozhye", "Pacific/Enderbury", "Pacific/Ponape", "Pacific/Truk",
    }
)  # fmt: skip
# Their signs are POSIX': Etc/GMT+2 is two hours behind, which nobody means who writes GMT+2.
_OFFSET = re.compile(r"GMT[+-]?\d")
_OLD_AREAS = ("Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "US/")
# The host's own zone and a placeholder: not the same, or nothing, on another machine.
_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone to choose: its IANA name, and a label such as `Europe/Warsaw — 14:05 now`."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What a zone is found by: its own name, or a city's."""

    zone: str
    city: str
    words: tuple[str, ...]
    importance: int
    """The smaller, the more people look for it."""


def matching_zones(typed: str, now: datetime, most: int = CHOICES) -> list[ZoneChoice]:
    """Zones that begin with what was typed, word by word; best first, the common ones if empty.

    Args:
        typed: parts of a zone's name or of a city's, in any case, with or without diacritics.
        now: aware; the labels show the local time then.
        most: how many, at most.
    """
    sought = _words(typed)
    if not sought:
        found = [place for place in _places() if place.importance < len(COMMON) and not place.city]
    else:
        found = [place for place in _places() if _begin(place.words, sought)]
    found.sort(key=lambda place: (not _is_whole(place, sought), place.importance, place.zone))
    by_zone: dict[str, _Place] = {}
    for place in found:
        by_zone.setdefault(place.zone, place)
    return [_choice(place, now) for place in list(by_zone.values())[:most]]


def zone_called(text: str) -> str | None:
    """The zone of that name, in any case, or of that city; none if there is none."""
    name = text.strip()
    return name if name in _names() else _by_words().get(tuple(_words(name)))


def nearest_zone(text: str) -> str | None:
    """The zone that a mistyped name may mean."""
    if len(text) > 50:  # no name is, and comparing takes the square of it
        return None
    spelled = {" ".join(key): zone for key, zone in _by_words().items()}
    near = closest(" ".join(_words(text)), spelled)
    return spelled[near[0]] if near else None


def _words(text: str) -> list[str]:
    return words(text.replace("_", " "))


def _begin(words_of_place: Iterable[str], sought: list[str]) -> bool:
    """Whether each word sought begins a word of the place, in the same order."""
    rest = iter(words_of_place)
    return all(any(word.startswith(part) for word in rest) for part in sought)


def _is_whole(place: _Place, sought: list[str]) -> bool:
    """Whether the place is called so, not only begins so."""
    return bool(sought) and list(place.words[-len(sought) :]) == sought


def _choice(place: _Place, now: datetime) -> ZoneChoice:
    city = f" ({place.city})" if place.city else ""
    local = now.astimezone(zone_named(place.zone))
    return ZoneChoice(place.zone, f"{place.zone}{city} — {local:%H:%M} now")


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_PLACE)


@cache
def _places() -> tuple[_Place, ...]:
    """Read once, with the zones themselves, so that no later search waits for a disk."""
    found = [_place(name) for name in _names() - _OLD if not _OFFSET.search(name)]
    for zone, cities in _CITIES.items():
        found += [_place(zone, city) for city in cities.split(", ") if zone in _names()]
    for place in found:
        zone_named(place.zone)
    return tuple(found)


def _place(zone: str, city: str = "") -> _Place:
    importance = len(COMMON) + (1 if not city else 0)
    if zone in COMMON:
        importance = COMMON.index(zone)
    elif "/" not in zone or zone.startswith(_OLD_AREAS):
        importance = len(COMMON) + 2
    return _Place(zone, city, tuple(_words(city or zone)), importance)


@cache
def _by_words() -> dict[tuple[str, ...], str]:
    """What a zone may be called, down to the city alone: the more important zone's if several."""
    called: dict[tuple[str, ...], str] = {}
    for place in sorted(_places(), key=lambda place: (place.importance, place.zone)):
        called.setdefault(place.words, place.zone)
    for place in sorted(_places(), key=lambda place: (place.importance, place.zone)):
        if not place.city:
            called.setdefault(tuple(_words(place.zone.rpartition("/")[2])), place.zone)
    return called
