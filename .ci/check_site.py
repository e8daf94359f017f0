"""Check a built site: every link and anchor inside it leads somewhere, and a page loads nothing from another machine.

MkDocs checks the links that pages have in Markdown; this checks what came of them, links between the two languages and
those of generated pages included. ``python .ci/check_site.py FOLDER`` prints what is wrong and exits with 1.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
_NOT_LOADED = {"canonical", "alternate", "next", "prev"}


@cache
def parsed(page: Path) -> LexborHTMLParser:
    """A page of the site."""
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a link into a page may name behind its ``#``."""
    return frozenset(str(node.attributes["id"]) for node in parsed(page).css("[id]"))


def broken(site: Path, page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    here = f"/{page.relative_to(site).parent.as_posix()}/".replace("/./", "/")
    for node in parsed(page).css("a[href], img[src]"):
        link = node.attributes.get("href") or node.attributes.get("src") or ""
        if urlsplit(link).scheme or link.startswith("//") or page.name == "404.html":
            continue
        target = urlsplit(urljoin(here, link))
        file = site / unquote(target.path).lstrip("/")
        file = file / "index.html" if file.is_dir() or target.path.endswith("/") else file
        if not file.is_file():
            yield f"{link}: there is no such page"
        elif target.fragment and unquote(target.fragment) not in anchors(file) | {"__skip"}:
            yield f"{link}: that page has no such anchor"


def loaded(page: Path) -> Iterator[str]:
    """What a page would load from another machine."""
    for tag, name in _LOADED.items():
        for node in parsed(page).css(f"{tag}[{name}]"):
            relation = set(str(node.attributes.get("rel") or "").split())
            if urlsplit(node.attributes[name] or "").netloc and not (tag == "link" and relation & _NOT_LOADED):
                yield f"{node.attributes[name]}: is loaded from another machine"


def main(folder: str) -> int:
    """Print what is wrong with the site in a folder."""
    site = Path(folder).resolve()
    pages = sorted(site.rglob("*.html"))
    wrong = [f"{page.relative_to(site)}: {line}" for page in pages for line in (*broken(site, page), *loaded(page))]
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    sys.stderr.write(f"{len(pages)} pages, {len(wrong)} broken links\n")
    return 1 if wrong or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
