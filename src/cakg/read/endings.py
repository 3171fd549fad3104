"""How names change their form, language by language, as data: endings, stemmers of Snowball, variants of spelling.

A noun of a Turkic language takes plural, possessive and case, in this order, each with the vowels and the first
consonant that its stem asks for; all their forms are listed, since names from other languages break the harmony.
*Source*: Kazakh: R. Muhamedowa, Kazakh: A Comprehensive Grammar, 2016. Kyrgyz: G. Landmann, Kirgisisch: Kurzgrammatik,
2011. Uzbek: A. J. E. Bodrogligeti, An Academic Reference Grammar of Modern Literary Uzbek, 2003. Turkmen: L. Clark,
Turkmen Reference Grammar, 1998. Tajik: J. R. Perry, A Tajik Persian Reference Grammar, 2005. Russian: A. A. Zaliznyak,
Grammaticheskii slovar' russkogo iazyka, 1977.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Inflection(NamedTuple):
    """Hold how a language inflects: by its endings, or by a stemmer of Snowball where no endings are listed.

    A stemmer suits the words of a language better than names: it takes a surname's own end for an ending (`карим` for
    Каримов). `possessive` is that of the third person, `cases_after_it` stand after it, `cases` after all else,
    `enclitics` last. `dropped` are ends that a name loses before an ending, `changed` those that it changes.
    `exchanges` say what end of a name gives way to what in what is called after it, which names of persons do not;
    `spellings` what is written for what (regular expressions).
    """

    stemmer: str = ""
    plural: tuple[str, ...] = ()
    possessive: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    cases_after_it: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    changed: Mapping[str, str] = {}
    exchanges: tuple[tuple[str, str], ...] = ()
    spellings: Mapping[str, str] = {}
    has_prefixes: bool = False


def _e(endings: str) -> tuple[str, ...]:
    return tuple(endings.split())


def _exchanges(listed: str) -> tuple[tuple[str, str], ...]:
    """Return what gives way to what, written as `old>new`."""
    return tuple((old, new) for old, _, new in (exchange.partition(">") for exchange in listed.split()))


INFLECTIONS: dict[str, Inflection] = {
    "ar": Inflection(stemmer="arabic", has_prefixes=True),
    "de": Inflection(stemmer="german"),
    "en": Inflection(
        stemmer="english",
        cases=_e("s es"),
        exchanges=_exchanges(">i >ian >ese a>an a>ese e>ian y> ey>ish en>ish and>ish ain>ish istan> stan>"),
        spellings={
            "centre": "center",
            r"(?<=\w)isation": "ization",
            "programme": "program",
            "defence": "defense",
            "labour": "labor",
        },
    ),
    "fr": Inflection(stemmer="french"),
    "ru": Inflection(
        stemmer="russian",
        cases=_e("а я у ю е и ы ом ем ой ей ою ею ью ам ям ами ями ах ях")
        + _e("ого его ому ему ым им ом ем ий ый ая яя ую юю ое ее ые ие ых их ыми ими"),
        dropped=_e("а я о е ь й ы и ий ый ой ия ие ая яя ое ее ые"),
        exchanges=_exchanges(">ск >анск а>инск ы>инск е>инск а>ск а>ейск ия>ск ия>ийск ь>ск истан>ск ы>ов"),
        spellings={"ё": "е"},
    ),
    "sv": Inflection(stemmer="swedish"),
    "tr": Inflection(stemmer="turkish"),
    "kk": Inflection(
        plural=_e("лар лер дар дер тар тер"),
        possessive=_e("ы і сы сі"),
        cases=_e("ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті да де та те дан ден тан тен нан нен")
        + _e("мен бен пен дағы дегі тағы тегі"),
        cases_after_it=_e("ның нің н на не нда нде нан нен мен ндағы ндегі"),
        exchanges=_exchanges(">лық >лік >дық >дік >тық >тік"),
        changed={"қ": "ғ", "к": "г", "п": "б"},
    ),
    "ky": Inflection(
        plural=_e("лар лер лор лөр дар дер дор дөр тар тер тор төр"),
        possessive=_e("ы и у ү сы си су сү"),
        cases=_e("нын нин нун нүн дын дин дун дүн тын тин тун түн га ге го гө ка ке ко кө ны ни ну нү ды ди ду дү")
        + _e("ты ти ту тү да де до дө та те то тө дан ден дон дөн тан тен тон төн")
        + _e("дагы деги догу дөгү тагы теги тогу төгү"),
        cases_after_it=_e("нын нин нун нүн н на не но нө нда нде ндо ндө нан нен нон нөн ндагы ндеги ндогу ндөгү"),
        exchanges=_exchanges(">лык >лик >лук >лүк >дык >дик >дук >дүк >тык >тик >тук >түк"),
        changed={"к": "г", "п": "б"},
    ),
    "uz": Inflection(
        plural=_e("lar лар"),
        possessive=_e("i si и си"),
        cases=_e("ning ni ga ka qa da dan dagi нинг ни га ка қа да дан даги"),
        cases_after_it=_e("ning ni ga da dan dagi нинг ни га да дан даги"),
        exchanges=_exchanges(">lik >лик"),
        spellings={"(?<=[og])[‘’'`´ʼ](?=\\w)": "ʻ"},
        changed={"k": "g", "q": "gʻ", "к": "г", "қ": "ғ"},
    ),
    "tk": Inflection(
        plural=_e("lar ler"),
        possessive=_e("y i sy si"),
        cases=_e("yň iň uň üň nyň niň nuň nüň a e ä y i u ü ny ni da de dan den daky däki"),
        cases_after_it=_e("nyň niň na ne ny ni nda nde ndan nden ndaky ndäki"),
        exchanges=_exchanges(">ly >li >lyk >lik"),
        dropped=_e("e"),
        changed={"t": "d", "k": "g", "p": "b", "ç": "j", "e": "ä"},
    ),
    "tg": Inflection(
        plural=_e("ҳо он ён гон"),
        possessive=_e("аш ашон"),
        cases=_e("и е ро"),
        cases_after_it=_e("ро"),
        enclitics=_e("у ю ву"),
        exchanges=_exchanges(">ӣ >и"),
        changed={"ӣ": "и"},
    ),
}
