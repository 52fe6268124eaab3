"""Make pages whose pictures move without a kernel: python -m rnn_helpers.pages site

One page a chapter and an index, in a folder that opens with a double click.
"""

import argparse
import time
from pathlib import Path

from .chapter_page import Chapter
from .formulas import mathml
from .index_page import index_html

PROJECT = Path(__file__).resolve().parents[2]


def build(folder, names=(), *, live="", project=None, **how):
    """Write the pages of all chapters, or of those whose names begin so, and the index.

    live, how : as for `Chapter`
    """
    project = project or PROJECT
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    kept = [path for path in paths if not names or path.name.startswith(tuple(names))]
    if strange := [name for name in names if not any(p.name.startswith(name) for p in paths)]:
        raise SystemExit(f"no notebook's name begins with {', '.join(strange)}")
    links = {path.name: f"{path.stem}.html" for path in kept}
    folder.mkdir(parents=True, exist_ok=True)
    chapters = []
    for path in kept:
        began = time.monotonic()
        print(path.stem, end=" ", flush=True)
        chapter = Chapter(path, **how)
        html = chapter.html(links, live)
        (folder / chapter.file).write_text(html, encoding="utf-8", newline="\n")
        print(f"{len(html.encode()) / 1e6:.2f} MB, {time.monotonic() - began:.0f} s", flush=True)
        chapter.forget()
        chapters.append(chapter)
    readme = (project / "README.md").read_text("utf-8")
    index = index_html(chapters, readme, live)
    (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m rnn_helpers.pages", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages go")
    parser.add_argument("names", nargs="*", help="beginnings of chapters' names, such as 00 08")
    live = "opens a notebook to be run when its file's name is put behind it"
    parser.add_argument("--live", default="", metavar="ADDRESS", help=live)
    parser.add_argument("--no-solutions", action="store_true", help="leave out the solutions")
    parser.add_argument("--lecturer", action="store_true", help="keep the lecturer's notes")
    parser.add_argument("--still", action="store_true", help="run nothing: no picture moves")
    options = parser.parse_args(arguments)
    try:
        mathml("s_t")
    except ModuleNotFoundError as error:
        raise SystemExit(f"{error}") from None
    how = {"solutions": not options.no_solutions, "lecturer": options.lecturer}
    build(options.folder, options.names, live=options.live, still=options.still, **how)


if __name__ == "__main__":
    main()
