"""Check what is in the wheel: every tracked file of the package, data included, and nothing else at the top level."""

import subprocess
import sys
import zipfile

FOLDERS = {"summarizer/": "summarizer/", "schemas/": "summarizer/schemas/", "prompts/": "summarizer/prompts/"}
LINKS = {"summarizer/schemas", "summarizer/prompts"}


def expected(root: str) -> set[str]:
    """The files that the package holds in the checkout, by their names in the wheel."""
    listing = subprocess.run(["git", "ls-files", *FOLDERS], cwd=root, check=True, capture_output=True, text=True)
    names = set(listing.stdout.splitlines()) - LINKS
    return {new + name.removeprefix(old) for name in names for old, new in FOLDERS.items() if name.startswith(old)}


def main(root: str, wheel: str) -> None:
    """Exit with a message that names what is missing from the wheel or does not belong there."""
    found = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = expected(root)
    if found != wanted:
        sys.exit(f"missing from the wheel: {sorted(wanted - found)}; not wanted in it: {sorted(found - wanted)}")
    sys.stdout.write(f"the wheel holds all {len(found)} files of the package and nothing else\n")


main(*sys.argv[1:])
