"""The rules by which a watched term may stand: regular expressions that Python and JavaScript read alike.

Each is read on a normalised text, in which a line is a paragraph. `excuses` says how they are used.
"""

from __future__ import annotations

from prevention_cpd.language.normalise import CAPITAL_LETTER, LETTER


def _any(words: str) -> str:
    """Return a rule for any of some words, which may be rules themselves."""
    return f"(?:{'|'.join(words.split())})"


_NAME_LETTERS = f"{LETTER}’'-"
_CAPITAL = rf"[{CAPITAL_LETTER}][{_NAME_LETTERS}0-9]{{0,40}}"
# Not "the": a name begins after it.
_SMALL = _any("of and on for against &")
_SMALL_WITHIN = _any("of and on for against & in to with from a an or")
#: The nouns that the names of laws, tools and bodies end in, or begin with before "on", "of" or "for".
_KIND = _any(
    "Act Bill Law Code Convention Protocol Directive Regulations? Order Statute Ordinance Charter Treaty"
    " Registry Register Tool Scale Inventory Questionnaire Checklist Programme Program Scheme Services? Unit"
    " Team Agency Association Society Foundation Network Alliance Cent(?:re|er) Institute"
    " Commission(?:er)? Committee Council Board Court Helpline Hotline Fund Trust Support Strategy Journal"
)
_IN_BRACKETS = rf"\((?:{_CAPITAL}|{_SMALL})(?: (?:{_CAPITAL}|{_SMALL}|etc\.?)){{0,6}}\)"
_YEAR = r"(?:1[89]|20)\d\d"

_FIRST = rf"[{CAPITAL_LETTER}]\.?"
_INITIALS = rf"{_FIRST}(?:[ -]?{_FIRST}){{0,3}}(?![{LETTER}])"
_SURNAME = rf"[{CAPITAL_LETTER}][{_NAME_LETTERS}]{{1,40}}"
_PARTICLE = _any("van von de da di del der den le la dos af ter ten zu")
_FAMILY = rf"(?:{_PARTICLE} ){{0,3}}{_SURNAME}(?: {_SURNAME})?"
_GIVEN = rf"(?:{_INITIALS}|{_SURNAME}(?: [{CAPITAL_LETTER}]\.)?)"
#: Authors: "Example, Ann", "Example A,", "A. Example".
_BY = (
    rf"(?:{_FAMILY}, {_GIVEN}|{_FAMILY} [{CAPITAL_LETTER}]{{1,3}}(?=[,.:])"
    rf"|(?:[{CAPITAL_LETTER}]\.[ -]?){{1,3}}{_FAMILY})"
)
#: What may stand before an entry: a bullet, a number.
_ENTRY = r"^ ?(?:[>*•-] ?)?(?:[\[(]?\d{1,3}[\]).]?\.? )?"
_DATE = rf"[(\[](?:{_YEAR}[a-z]?(?:[,/–-][^()\n]{{0,30}})?|n\.? ?d\.?|no date|in press|forthcoming)[)\]]"
#: What only the data of a publication look like: volume, pages, place and press, edition, when it was seen.
_PUBLISHED = (
    rf"(?:\bvol\. ?\d|\bno\. ?\d|\bpp?\. ?\d|\d ?\(\d{{1,4}}\)[:,] ?\d|\b{_YEAR};\d|\bdoi\b|https?://"
    rf"|\bISBN\b|\bed(?:n|s)?\.[ ,)]|: [{CAPITAL_LETTER}][^\n:]{{1,60}}, {_YEAR}\b"
    rf"|\((?:[^()\n]{{1,60}} )?{_YEAR}\)|[.,] {_YEAR}\.?$|(?:Retrieved|Accessed|accessed) )"
)
#: How sentences begin that are no titles of an entry.
_PROSE = _any(
    "In The This That We It He She They On At From After Before These There For As All No Our Some If When"
)
_LISTS = (
    "References|Bibliography|Works cited|Sources(?: cited)?|Literature(?: cited)?|Further reading"
    "|Reading list|Cited works|Literatur(?:verzeichnis)?|Quellen|Bibliographie|Références|Bibliografía"
    "|Referencias|Bibliografia|Referenties|Källor|Referenser|Kilder"
)
_DOMAIN = r"\b(?:[A-Za-z0-9-]{1,63}\.){1,6}"
_FILES = _any(
    "docx? docm xlsx? pptx? pdf txt md rtf odt csv jpe?g png gif heic tiff? webp mp[34] mov avi mkv wmv wav"
    " m4a zip rar 7z eml msg pst html? xml json log db"
)

RULES = {
    # Addresses, names of files and of people's accounts: words without a space.
    "literal": (
        r"(?:[a-z][a-z0-9+.-]{1,12}://|www\.)[^ \n<>\x22“”]+"
        r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
        rf"|{_DOMAIN}[a-z]{{2,12}}/[^ \n<>\x22“”]*"
        rf"|{_DOMAIN}{_any('org com net gov edu int info eu uk ie de fr nl pl ca au nz')}\b"
        rf"|\b[A-Za-z0-9_()~-]{{1,120}}(?:\.[A-Za-z0-9_()~-]{{1,60}}){{0,4}}\.{_FILES}\b"
        r"|^\(?[~.]{0,2}(?:/[A-Za-z0-9_.%-]{1,80}){2,20}|^\(?@[A-Za-z0-9_.]{2,30}"
    ),
    # Folders of Windows, and code between back-ticks, may hold spaces.
    "code": (
        r"\b[A-Za-z]:\\(?:[^\\\n:*?\x22<>|]{1,80}\\){0,12}[^\\\n:*?\x22<>| ]{0,80}"
        r"|\\\\[A-Za-z0-9.-]{1,63}(?:\\[^\\\n ]{1,80}){1,12}|`[^`\n]{1,200}`"
    ),
    # Right after a term: the rest of a file's name.
    "file": rf"[A-Za-z0-9_()-]{{0,60}}\.{_FILES}\b",
    # "Convention on ...", "Register of Sex Offenders", and "Sex Offenders (Amendment) Act".
    "name": (
        rf"(?:{_CAPITAL} ){{0,4}}{_KIND} (?:of|on|for|against|concerning) (?:the )?{_CAPITAL}"
        rf"(?:,? (?:{_IN_BRACKETS} )?(?:{_SMALL_WITHIN} ){{0,3}}{_CAPITAL}){{0,12}}"
        rf"|(?:{_CAPITAL},? (?:{_IN_BRACKETS} )?(?:{_SMALL} ){{0,2}}){{1,8}}(?:{_IN_BRACKETS} )?{_KIND}"
        rf"(?![{LETTER}])(?! [{CAPITAL_LETTER}][a-z])"
    ),
    # More than capitals: what goes before a name, or after it: a year, a short form, a country, a section.
    "before_name": r"(?:^|[ (])"
    + _any(
        "the an? this that these its our their his her your each any under of by via and or in from to with"
        " for new old national local joined called contact contacted see"
    )
    + " $",
    "after_name": (
        rf"^(?:,? (?:of )?{_YEAR}\b| \((?:[A-Z]{{2,12}}|{_YEAR}|[A-Z][a-z]{{2,20}}(?: Ireland)?)\)"
        r"|,? (?:section|s\.|art(?:icle|\.)) ?\d)"
    ),
    # A word in small letters that a headline would set in capitals.
    "sentence": (
        rf"(?:^|[ (])(?!{_any('an? and as at but by for from in into of on or over the to up vs with')} )"
        rf"[a-z][{_NAME_LETTERS}]+(?![{LETTER}])"
    ),
    # An entry of a list of references, in the usual styles, by how it begins and what it holds.
    "entry": (
        rf"{_ENTRY}(?:[^\n]{{1,250}}?[.)\]] {_DATE}[.:,]"
        rf"|{_BY}[^\n]{{0,250}}?{_DATE}(?:[.:,]| (?=[{CAPITAL_LETTER}'‘\x22“]))"
        rf"|{_BY}[^\n]{{0,200}}?[.,] {_YEAR}[a-z]?[.,:]"
        rf"|(?:{_BY}|{_INITIALS} {_FAMILY},)[^\n]{{0,400}}?{_PUBLISHED})[^\n]*$"
    ),
    # What stands over a list of references, and what an entry under it holds.
    "list": rf"^(?:#{{1,6}} )?(?:\d{{1,2}}\.? )?(?:List of )?(?:{_LISTS})(?: \(selected\))?:?$",
    "listed": (
        rf"{_ENTRY}(?!{_PROSE} )[{CAPITAL_LETTER}\x22“‘'«„]"
        rf"[^\n]{{2,300}}(?:{_YEAR}|n\.d\.|https?://|\bdoi\b)[^\n]*$"
        rf"|{_ENTRY}[^\n]{{3,300}}(?:, {_YEAR}\.?|\({_YEAR}\)\.?|\. (?:https?://|doi)[^ \n]+)$"
    ),
    # After a term that an offence is named by: ", contrary to section 12".
    "charge": (
        r"^[ ,(]{0,4}(?:contrary to|in breach of|as defined (?:in|by)|within the meaning of|under) "
        r"(?:the )?(?:§|sections? |ss?\.|articles? |art\.|\d{1,3} U\.?S\.?C)"
    ),
}
