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
    "these pages has the project that holds them; its README tells of more ways, such as Binder.",
)
WHERE = (
    "With Python 3.11 or newer, in the folder of the project, on Linux or macOS:",
    "On Windows, in PowerShell:",
)


def told_of(readme):
    """Return {notebook's name: what it is about}, from the table of chapters of a README."""
    row = re.compile(r"^\| \[[^]]*\]\(notebooks/(\w+\.ipynb)\) \| (.*) \|$", re.MULTILINE)
    return dict(row.findall(readme))


def opened_by(readme):
    """Return the README's first commands as HTML: they open the notebooks in JupyterLab."""
    commands = re.findall(r"^```\w+\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    return "".join(
        f'<p>{where}</p><div class="input"><pre class="command">{escape(command)}</pre></div>'
        for where, command in zip(WHERE, commands)
    )


def index_html(chapters, readme, live=""):
    """Return the first page.

    Parameters
    ----------
    chapters : list of Chapter
    readme : text of the project's README: its title, first words, first commands and what it tells
        of chapters
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
    run += opened_by(readme)
    run += LIVE.format(escape(live + chapters[0].path.name)) if live else ""
    return page(
        title,
        f"<main><h1>{title}</h1><p>{words}</p><h2>The chapters</h2><table><thead><tr><th>chapter"
        f"</th><th>what it is about</th></tr></thead><tbody>{rows}</tbody></table>"
        f'<h2 id="run">Run them</h2>{run}</main>',
        script="",
    )
