"""What pygal has drawn as a part of a page: inline SVG that takes its colours from there.

pygal's own style sheet, its script and the texts for that script are left out: a page allows no script, and a
style sheet for each chart would be most of the page.
"""

import re

from lxml import etree

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped."""


def bare(svg: etree._Element, chart_id: str, title: str, summary: str) -> etree._Element:
    """The drawing alone, with words for those who do not see it: a screen reader reads title and summary.

    `chart_id` is unique within the page. The drawing is as wide as there is room, and no higher.
    """
    etree.strip_elements(svg, "defs", "desc", etree.Comment, with_tail=False)
    svg.attrib.update(
        {
            "id": chart_id,
            "role": "img",
            "aria-labelledby": f"{chart_id}-title {chart_id}-summary",
            "preserveAspectRatio": "none",
        }
    )
    title_element = svg.find("title")
    title_element.text = NOT_XML.sub("\ufffd", title)
    title_element.set("id", f"{chart_id}-title")
    summary_element = etree.Element("desc", {"id": f"{chart_id}-summary"})
    summary_element.text = NOT_XML.sub("\ufffd", summary)
    title_element.addnext(summary_element)
    return svg
