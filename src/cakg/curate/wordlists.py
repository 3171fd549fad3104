"""Words of press releases, language by language, as data: what no cue of the ontology says and no name of the register.

English and Russian are served. Words are in small letters, those of names in the spelling that `read/inflection` gives
them; of Russian words the stems that its stemmer makes are compared, so that one form stands for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wording:
    """Hold the words of one language.

    `light` do not count in names; `titles` stand before persons; `happenings` are the nouns of events with the class
    and the format (or none) that each means, `weak` those of them that are none without a date; `gathered` are words
    for those who come together, `sent` of these for whoever was sent, `between` what stands between them and names.
    `deeds` are verbs with which an event of a class and format takes place, `encounters` those of two sides, `journeys`
    of a visit, `attending` of coming, `acting` of what is done there. `ahead` tell what is still to come; `within`
    stand before a place; `days` are words for a day as its distance from today; `joined` join names. `heads` are groups
    of words for one office, `alike` words that stand for others, `bodies` those that are in names of bodies.
    """

    light: frozenset[str]
    titles: frozenset[str]
    happenings: Mapping[str, tuple[str, str]]
    gathered: frozenset[str]
    weak: frozenset[str]
    sent: frozenset[str]
    deeds: tuple[tuple[str, str, tuple[str, ...]], ...]
    encounters: tuple[str, ...]
    journeys: tuple[str, ...]
    attending: tuple[str, ...]
    acting: tuple[str, ...]
    ahead: tuple[str, ...]
    within: frozenset[str]
    days: Mapping[str, int]
    weekdays: tuple[str, ...]
    ordinals: tuple[str, ...]
    joined: frozenset[str]
    between: frozenset[str]
    heads: tuple[tuple[str, ...], ...] = ()
    alike: Mapping[str, str] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()


def bag(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def _each(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _l(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(","))


def _events(text: str) -> dict[str, tuple[str, str]]:
    """Return what nouns mean, written as `noun=Class:format`."""
    found = {}
    for one in text.split(";"):
        noun, _, meaning = one.strip().partition("=")
        sort, _, form = meaning.partition(":")
        found[noun] = sort, form
    return found


WORDINGS: dict[str, Wording] = {
    "en": Wording(
        light=bag("the of in and for to a an at on by with from s"),
        titles=bag("mr mrs ms dr prof professor ambassador general president sir h e he minister secretary colonel "
                  "lieutenant major academician chairman director comrade excellency"),
        happenings=_events(
            "meeting=Meeting:; session=Meeting:session; summit=Meeting:summit; conference=Meeting:conference; "
            "forum=Meeting:forum; consultation=Meeting:consultation; consultations=Meeting:consultation; "
            "talks=Meeting:negotiation; negotiations=Meeting:negotiation; roundtable=Meeting:roundtable; "
            "round table=Meeting:roundtable; workshop=Meeting:workshop; seminar=Meeting:seminar; "
            "webinar=Meeting:webinar; training=Meeting:training; briefing=Meeting:briefing; "
            "gathering=Meeting:informal; "
            "dialogue=Meeting:dialogue; visit=Visit:; trip=Visit:; tour=Visit:; ceremony=Meeting:ceremony; "
            "exercise=Exercise:; exercises=Exercise:; election=Election:; elections=Election:; "
            "telephone conversation=Meeting:telephone-call; phone call=Meeting:telephone-call; "
            "telephone call=Meeting:telephone-call; call with=Meeting:telephone-call; "
            "news conference=Meeting:press-conference; "
            "press conference=Meeting:press-conference; symposium=Meeting:conference; discussions=Meeting:; "
            "meetings=Meeting:; plenary=Meeting:plenary; ministerial=Meeting:ministerial; "
            "referendum=Election:; drills=Exercise:; inauguration=Meeting:ceremony; "
            "retreat=Meeting:retreat; hearing=Meeting:hearing; congress=Meeting:conference"
        ),
        gathered=bag("representative representatives delegation delegations official officials head heads leader "
                     "leaders "
                    "president presidents minister ministers expert experts participant participants secretary "
                    "secretaries envoy envoys delegate delegates ambassador ambassadors member members chief chiefs "
                    "diplomat diplomats specialist specialists state states country countries observer "
                    "observers guest guests"),
        weak=bag("discussions discussion dialogue training exercise exercises election elections hearing tour trip "
                 "dialogues trainings visits trips tours"),
        sent=bag("representative representatives delegation delegations official officials expert experts envoy envoys "
                "delegate delegates diplomat diplomats specialist specialists observer observers guest guests"),
        deeds=(
            ("Meeting", "signing", _l("signed, was signed, were signed, done in, done at")),
            ("Establishment", "", _l("was inaugurated, was established, was founded, was opened")),
            ("Adoption", "", _l("adopted, was adopted, the adoption of")),
            ("Meeting", "", _l("met, gathered, convened")),
        ),
        encounters=_l("met with, met, meets with, will meet, meet with, meeting with, held talks with, held a meeting "
                      "with, received, talks with, spoke with, conversation with, held talks, spoke by telephone"),
        journeys=_l("visited, paid a visit, arrived, visit to, travel to, traveled to, travelled to, will visit"),
        attending=_l("attended, took part, take part, takes part, taking part, participated, attend, participate, "
                     "attending, were present, was present, were also present, was also present, "
                     "participants included, was represented by, were represented, joined by, joined"),
        acting=_l("spoke as, opening address, opening remarks, opening speech, "
                  "addressed the, opened the, welcomed the participants, delivered, moderated, acted as"),
        ahead=_l("will, is expected to, are expected to, is to, are to, is scheduled, are scheduled, plan to, plans "
                 "to, "
                 "is planned, are planned, going to, upcoming, forthcoming, to be held, next, tomorrow"),
        within=bag("in at near outside"),
        days={"today": 0, "tomorrow": 1, "yesterday": -1},
        weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ordinals=_each("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
                       "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
        joined=bag("and or as well also including"),
        between=bag("republic kingdom commonwealth countries two three four five six seven eight nine ten eleven "
                    "twelve neighbouring other all member participating states government governments security foreign "
                    "senior heads agencies special international regional organizations organisations major current"),
        heads=(
            ("foreign minister", "minister of foreign affairs", "minister for foreign affairs"),
            ("deputy foreign minister", "deputy minister of foreign affairs"),
            ("first deputy foreign minister", "first deputy minister of foreign affairs"),
            ("interior minister", "minister of internal affairs", "minister of the interior", "minister of interior"),
            ("defence minister", "minister of defence"),
            ("president", "head of state"),
            ("prime minister", "premier", "head of government"),
            ("secretary of state", "us secretary of state"),
            ("secretary general", "secretary-general"),
        ),
        alike={"chairperson": "chairman", "chairwoman": "chairman", "chair": "chairman", "usa": "us",
               "co": "co", "premier": "premier"},
        bodies=bag("ministry committee agency organization organisation council commission centre center office union "
                  "institute academy foundation bank service department bureau secretariat university network "
                  "association mission embassy fund group initiative"),
    ),
    "ru": Wording(
        light=bag("и в во на по о об с со для при из от к ко у за до а"),
        titles=bag("г господин госпожа посол генерал президент министр секретарь полковник товарищ профессор доктор "
                  "председатель директор глава"),
        happenings=_events(
            "встреча=Meeting:; заседание=Meeting:session; саммит=Meeting:summit; конференция=Meeting:conference; "
            "форум=Meeting:forum; консультации=Meeting:consultation; переговоры=Meeting:negotiation; "
            "круглый стол=Meeting:roundtable; семинар=Meeting:seminar; вебинар=Meeting:webinar; "
            "тренинг=Meeting:training; брифинг=Meeting:briefing; диалог=Meeting:dialogue; визит=Visit:; "
            "поездка=Visit:; "
            "церемония=Meeting:ceremony; учения=Exercise:; учение=Exercise:; выборы=Election:; "
            "референдум=Election:; совещание=Meeting:; "
            "телефонный разговор=Meeting:telephone-call; беседа=Meeting:; сессия=Meeting:session; "
            "пресс конференция=Meeting:press-conference; съезд=Meeting:conference; симпозиум=Meeting:conference"
        ),
        gathered=bag("представитель представители делегация делегации глава главы лидер лидеры президент президенты "
                    "министр министры эксперт эксперты участник участники секретарь секретари руководитель "
                    "руководители посол послы член члены специалист специалисты государство страна"),
        weak=bag("диалог тренинг учения учение выборы диалога учений выборов диалоге диалогу"),
        sent=bag("представитель представители делегация делегации эксперт эксперты специалист специалисты"),
        deeds=(
            ("Meeting", "signing", _l("подписан, подписано, подписали, подписал, совершено в")),
            ("Establishment", "", _l("основан, учрежден, открылся, создан")),
            ("Adoption", "", _l("принято, приняли, утвердили")),
            ("Meeting", "", _l("встретились, собрались")),
        ),
        encounters=_l("встретился с, встретилась с, встретились, встречается с, встретится с, встретиться с, встречу "
                      "с, "
                      "встрече с, встреча с, провел встречу, провела встречу, проведет переговоры, "
                      "провел переговоры, провели переговоры, принял, приняла, встреча с, переговоры с, "
                      "провел беседу, состоялась встреча, состоялась беседа, состоялся телефонный разговор"),
        journeys=_l("отправился в, отправилась в, направился в, посетил, посетила, прибыл, прибыла, визит в, "
                    "с визитом, посетит, совершил визит"),
        attending=_l("принял участие, приняла участие, приняли участие, принимает участие, участвовал, участвовали, "
                     "участвует, участвуют, примет участие, примут участие, присутствовали, с участием"),
        acting=_l("выступил с, выступила с, открыл, открыла, обратился, обратилась, обратились, приветствовал, "
                  "модератором выступил, организатором выступил"),
        ahead=_l("состоится, состоятся, пройдет, пройдут, примет, примут, планируется, планируют, запланирован, "
                 "запланирована, запланировано, запланированы, предстоящий, будет, будут, намечен, намечена, намечено, "
                 "намечены, ожидается, посетит, завтра, проведет, проведут, встретится, встретятся, прибудет"),
        within=bag("в во"),
        days={"сегодня": 0, "завтра": 1, "вчера": -1, "послезавтра": 2, "позавчера": -2},
        weekdays=("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
        ordinals=_each("первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый "
                       "двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый "
                       "девятнадцатый двадцатый"),
        joined=bag("и или также а включая"),
        between=bag("республика государство страна все правительство министерство другие"),
        heads=(
            ("министр иностранных дел", "глава мид", "глава министерства иностранных дел", "руководитель мид"),
            ("заместитель министра иностранных дел", "замминистра иностранных дел", "замглавы мид"),
            ("министр внутренних дел", "глава мвд"),
            ("министр обороны", "глава минобороны"),
            ("президент", "глава государства"),
            ("премьер министр", "глава правительства", "председатель правительства", "премьер"),
            ("генеральный секретарь", "генсек"),
        ),
        bodies=bag("министерство комитет агентство организация совет комиссия центр бюро союз институт академия фонд "
                  "банк служба департамент секретариат университет ассоциация миссия посольство"),
    ),
}  # fmt: skip
