"""Tells in JSON what an XML parser finds in an SVG file: read_svg.py FILE."""

import json
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
TOOLTIP = "{http://www.w3.org/1999/xlink}title"

text = open(sys.argv[1], encoding="utf-8").read()
root = ElementTree.fromstring(text.encode("utf-8"))
told = {
    "first": [child.tag.removeprefix(SVG) for child in root][:2],
    "title": root.find(SVG + "title").text,
    "desc": root.find(SVG + "desc").text,
    "tags": sorted({element.tag.removeprefix(SVG) for element in root.iter()}),
    "attributes": sorted({name for element in root.iter() for name in element.attrib}),
    "ids": len([1 for element in root.iter() if "id" in element.attrib]),
    "distinct_ids": len({element.attrib["id"] for element in root.iter() if "id" in element.attrib}),
    "doctype": "<!DOCTYPE" in text,
    "node": {},
    "edge": {},
}
for group in root.iter(SVG + "g"):
    sort = group.get("class", "").split(" ")[0]
    if sort not in ("node", "edge"):
        continue
    paths = group.findall(f".//{SVG}path")
    told[sort][group.get("id")] = {
        "class": group.get("class"),
        "text": " ".join(line.text for line in group.iter(SVG + "text")),
        "tooltip": next((a.get(TOOLTIP) for a in group.iter(SVG + "a")), None),
        "dashes": paths[0].get("stroke-dasharray") if paths else None,
        "width": paths[0].get("stroke-width") if paths else None,
        "shape": [(child.tag.removeprefix(SVG), len((child.get("points") or "").split()))
                  for child in group.iter() if child.tag != SVG + "path"
                  and child.tag in (SVG + "polygon", SVG + "ellipse")],
    }
json.dump(told, sys.stdout)
