"""Holds exported sources against the records: read_bibliography.py SOURCES.json FILE.bib FILE.xml.

FILE.bib is read with Debian's python3-bibtexparser, FILE.xml is what bibutils' ris2xml made of the RIS file.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree

import bibtexparser
from bibtexparser.bparser import BibTexParser

MODS = "{http://www.loc.gov/mods/v3}"
COMMANDS = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
            "textasciicircum": "^"}


def from_tex(text):
    parts = re.split(r"\\(text\w+)\{\}|\\([&%$#_])|([{}])", text)
    out = ""
    for plain, command, character, _ in zip(*[iter(parts + [None, None, None])] * 4):
        out += plain + COMMANDS.get(command, "") + (character or "")
    return out


def squeezed(text):
    return " ".join(text.split())


def names_in(source):
    names = [re.sub(r" *et al\.$", "", name) for name in squeezed(source.get("authors", "")).split(", ")]
    names = [name for name in names if name]
    if not names:
        return [squeezed(source["body"])]
    return names


def names_in_bibtex(field):
    """Each as records have it: "Du Toit, G. L." is "Du Toit GL". What stands in braces is one name."""
    names = []
    for name in re.split(r" and (?![^{}]*\}(?:[^{}]|$))", field):
        if name.startswith("{"):
            names.append(from_tex(name))
        elif name != "others":
            family, _, given = name.partition(", ")
            names.append(from_tex(family) + " " + re.sub("[. ]", "", given))
    return names


def letters(names):
    """ris2xml cuts the names of bodies at blanks and at "and"; no letter may be lost all the same."""
    return sorted(re.sub(r"\band\b|[ ,]", "", " ".join(names)))


def check(what, source, found, wanted):
    if found != wanted:
        complaints.append(f"{what} of {source['id']}: {found!r} instead of {wanted!r}")


complaints = []
sources = json.load(open(sys.argv[1], encoding="utf-8"))["sources"]
parser = BibTexParser(common_strings=True)
parser.ignore_nonstandard_types = False
entries = bibtexparser.load(open(sys.argv[2], encoding="utf-8"), parser).entries
records = ElementTree.parse(sys.argv[3]).getroot().findall(MODS + "mods")
if not len(sources) == len(entries) == len(records):
    sys.exit(f"{len(sources)} sources, {len(entries)} BibTeX entries, {len(records)} RIS records")

for source, entry, record in zip(sources, entries, records):
    check("key", source, entry["ID"], source["id"])
    check("title", source, from_tex(entry["title"]), squeezed(source["title"]))
    check("authors", source, names_in_bibtex(entry["author"]), names_in(source))
    check("others", source, entry["author"].endswith(" and others"),
          source.get("authors", "").endswith("et al."))
    for key, theirs in (("year", "year"), ("volume", "volume"), ("doi", "doi"), ("pmid", "pmid")):
        check(key, source, entry.get(theirs), str(source[key]) if key in source else None)
    check("pages", source, from_tex(entry.get("pages", "")).replace("--", "-"), source.get("pages", ""))
    check("journal", source, from_tex(entry.get("journal", "")), source.get("journal", ""))

    # ris2xml cuts titles at a colon or a question mark.
    title = " ".join(part.text for part in record.find(MODS + "titleInfo") if part.text)
    plain = lambda text: squeezed(re.sub("[:?]", " ", text))
    check("RIS key", source, record.get("ID"), source["id"])
    check("RIS title", source, plain(title), plain(source["title"]))
    names = []
    for name in record.findall(MODS + "name"):
        if name.find(f"{MODS}role/{MODS}roleTerm").text == "author":
            names += [part.text for part in name.findall(MODS + "namePart")]
    check("RIS authors", source, letters(names), letters(names_in(source)))
    doi = [one.text for one in record.findall(MODS + "identifier") if one.get("type") == "doi"]
    check("RIS DOI", source, doi, [source["doi"]] if "doi" in source else [])
    if "year" in source:
        dates = [one.text for one in record.iter() if one.tag in (MODS + "date", MODS + "dateIssued")]
        check("RIS year", source, set(dates), {str(source["year"])})
    start = record.find(f".//{MODS}extent[@unit='page']/{MODS}start")
    page = source.get("pages", "").split("-")[0]
    if start is not None:
        check("RIS first page", source, start.text, page)

print("\n".join(complaints))
sys.exit(bool(complaints))
