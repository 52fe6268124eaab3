"""The first page of the site: what the collection is, its chapters, and how to run them."""

import re
from html import escape

from .chapter_page import page

LIVE = (
    '<p><a href="{}">Run them in this browser</a>, with nothing to install: there all controls '
    "move together, lines take what you type, and the exercises check your answers.</p>"
)
RUN = (
    "These pages need nothing but a browser. Their pictures move along ways that were recorded: "
    "from where a named button leads, each control by itself, and often with it the one that ▶ "
    "moves.",
    "To move several, to type, and to have exercises checked, take the notebooks. Who sent you "
    "these pages has them; the README of the project says in a few lines how to open them in "
    "JupyterLab or on Binder.",
)


def told_of(readme):
    """Return {notebook's name: what it is about}, from the table of chapters of a README."""
    row = re.compile(r"^\| \[[^]]*\]\(notebooks/(\w+\.ipynb)\) \| (.*) \|$", re.MULTILINE)
    return dict(row.findall(readme))


def index_html(chapters, readme, live=""):
    """Return the first page.

    Parameters
    ----------
    chapters : list of Chapter
    readme : text of the project's README: its title, its first words and what it tells of chapters
    live : as for `Chapter.html`
    """
    title, _, rest = readme.partition("\n")
    title = escape(title.removeprefix("# "))
    words = escape(rest.strip().partition("\n\n")[0].replace("`", ""))
    about = told_of(readme)
    rows = "".join(
        f'<tr><td><a href="{one.file}">{one.number} {escape(one.title)}</a></td>'
        f"<td>{escape(about.get(one.path.name, ''))}</td></tr>"
        for one in chapters
    )
    run = "".join(f"<p>{escape(line)}</p>" for line in RUN)
    run += LIVE.format(escape(live + chapters[0].path.name)) if live else ""
    return page(
        title,
        f"<main><h1>{title}</h1><p>{words}</p><h2>The chapters</h2><table><thead><tr><th>chapter"
        f"</th><th>what it is about</th></tr></thead><tbody>{rows}</tbody></table>"
        f'<h2 id="run">Run them</h2>{run}</main>',
        script="",
    )
