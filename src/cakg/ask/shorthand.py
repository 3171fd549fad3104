"""Short forms of offices and ministries, written out: what is said for them in speech and in headlines."""

import re

from cakg.words.patterns import regex

# What is said, as a regular expression of whole words, and what it stands for. The longer come first.
SAID = {
    r"(?:глав\w{1,2}|руководител\w{1,3}) мид": "министр иностранных дел",
    r"замглав\w{1,2} мид": "заместитель министра иностранных дел",
    r"мид(?:а|у|ом|е)?": "министерство иностранных дел",
    r"мвд": "министерство внутренних дел",
    r"гкнб": "государственный комитет национальной безопасности",
    r"кнб": "комитет национальной безопасности",
    r"(?<=\w )рк": "казахстана",  # after the name of an office or a body alone, as whose it is
    r"(?<=\w )кр|киргизии": "кыргызстана",
    r"(?<=\w )рт": "таджикистана",
    r"(?<=\w )руз": "узбекистана",
    r"(?<=\w )рф": "россии",
    r"туркмении": "туркменистана",
    r"спецпредставител\w{1,3}": "специальный представитель",
    r"генсек\w{0,3}": "генеральный секретарь",
    r"замминистр\w{1,3}": "заместитель министра",
    r"премьер\w{0,2}(?!-)": "премьер-министр",
    r"mfa|foreign ministry": "ministry of foreign affairs",
    r"(?:heads?|chiefs?) of the (?:mfa|foreign ministry)|fm": "minister of foreign affairs",
    r"foreign minister": "minister of foreign affairs",
    r"(?:sec-?gen|secgen)": "secretary general",
    r"cio": "chair in office",
    r"srsg": "special representative of the un secretary-general",
    r"chair(?:man|woman|person)": "chair",
}
_ANY = regex("|".join(rf"(?P<_{n}>\b(?:{said})\b)" for n, said in enumerate(SAID)), re.IGNORECASE)
MEANT = tuple(SAID.values())


def spoken_out(text: str) -> str:
    """Return a text in which each short form is written out; names and what is looked for are both read so."""
    return _ANY.sub(lambda match: MEANT[int(str(match.lastgroup)[1:])], text)
