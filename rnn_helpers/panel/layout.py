"""How an explorer is laid out: controls, buttons, Play, the picture, an error, the sentence."""

from html import escape
from math import ceil

import ipywidgets as widgets
from traitlets import Bool, CInt

from .front_end import FrontEnd

WIDEST = "900px"  # as wide as the widest picture
PLAY_INTERVAL = 700  # milliseconds from one step to the next


class _Play(widgets.Play):
    """A Play of the window in which it was pressed: in others it would move the slider, too."""

    value = CInt(0).tag(sync=True, echo_update=False)
    playing = Bool(False).tag(sync=True, echo_update=False)


class Layout:
    """The widgets around one picture.

    Parameters
    ----------
    control_set : ControlSet
    groups : {title: [name, ...]}, one group in sight; controls in no group always are
    buttons : {name: what a click does}, Reset first
    puts : {name: where it puts the controls}, as `Buttons.sent_values`
    play : name of the whole-number control that the Play button moves, or None
    stride : how far it moves it at a time
    tasks : Tasks, or None
    background : of the picture, a PNG
    width : of the picture, in pixels

    Attributes
    ----------
    box : controls, buttons, task, picture and error, one below the other
    front_end, error : the picture and the HTML below it
    player : the Play widget, or None
    groups, play, stride : as given
    words : the sentence, an output of its own
    rests : whether what the picture shows has been said
    """

    def __init__(
        self, control_set, *, groups, buttons, puts, play, stride=1, tasks, background, width
    ):
        self.groups, self.play, self.stride = groups, play, stride
        width = {"width": f"{width:.0f}px", "max_width": "100%"}
        self.words = widgets.HTML(layout={**width, "margin": "0", "min_height": "56px"})
        self._longest, self.rests = "", False
        self.error = widgets.HTML(layout={"margin": "0"})
        self.front_end = FrontEnd(
            background=background, controls=control_set.traits(), words=self.words.model_id,
            buttons=puts,
            layout={**width, "margin": "0"},
        )  # fmt: skip
        self.player = None if play is None else _player(control_set.control(play), stride)
        chosen = {
            title: [control_set.control(name) for name in names] for title, names in groups.items()
        }
        grouped = {name for names in groups.values() for name in names}
        self._loose = [name for name in control_set.controls if name not in grouped]
        rows = _rows([control_set.control(name) for name in self._loose], chosen)
        self._stack = next((row for row in rows if hasattr(row, "selected_index")), None)
        reset, *presets = [_button(name, press) for name, press in buttons.items()]
        self._tasks = tasks
        self.box = widgets.VBox(
            [
                *rows,
                _row([reset, *([self.player] if self.player else []), *presets]),
                *([tasks.row] if tasks else []),
                self.front_end,
                self.error,
            ],
            layout={"max_width": "100%"},
        )
        self.box.add_class("rnn-panel")

    def show_picture(self, frame, sentence):
        """Send a frame, and the sentence that goes with it; an error is over."""
        self.rests, self._sentence = False, sentence
        self.front_end.frame = frame
        self._longest = max(self._longest, sentence, key=len)
        self.words.value = (
            f'<div class="rnn-words" data-longest="{escape(self._longest)}">'
            f"<span>{escape(sentence)}</span></div>"
        )
        self.error.value = ""

    def let_point(self, areas, pointed):
        """Call pointed(across, down) when a hand points into one of the areas of the picture."""
        self.front_end.areas = areas

        def hear(told):
            try:
                pointed(*told["pointed"])
            finally:
                self.front_end.send({"heard": told["number"]})

        self._hear("pointed", hear)

    def let_ask(self, asked):
        """Call asked(question) when a browser asks where the controls stand."""
        self._hear("question", lambda told: asked(told["question"]))

    def _hear(self, kind, act):
        """Call act(told) for the front end's messages of one kind."""
        self.front_end.on_msg(lambda _, told, buffers: act(told) if kind in told else None)

    def let_type(self, typed):
        """Call typed(symbol, text) when a hand has typed something beside a slider."""
        self.front_end.observe(lambda change: typed(*change["new"][:2]), names="typed")

    def let_watch(self, watched, chosen):
        """Call watched(browser) when somebody looks, chosen() when other controls come in sight."""
        self.front_end.observe(lambda change: watched(change["new"]), names="watching")
        if self._stack:
            self._stack.observe(lambda change: chosen(), names="selected_index")

    def in_sight(self):
        """Return the names of the controls that are in sight: all, but of the groups one."""
        chosen = [*self.groups.values()][self._stack.selected_index] if self._stack else []
        return [*self._loose, *chosen]

    def let_copy(self, link):
        """Send link(), a line of code, when a hand asks for it."""

        def answer(change):
            try:
                line = link()
            except ValueError as error:
                line = f"# {error}"
            self.front_end.send({"line": line})

        self.front_end.observe(answer, names="line_asked")

    def note(self, words):
        """Say beside the field what is wrong with what was typed there; "" takes it away."""
        self.front_end.note = ""  # so that the same words are said once more
        self.front_end.note = words

    def say(self):
        """Have a screen reader say the sentence, once."""
        self.front_end.said = self._sentence
        self.rests = True

    def show_error(self, error):
        """Say in the panel what went wrong."""
        self.error.value = (
            '<div role="alert" style="border-left: 4px solid; padding: 4px 8px; line-height: 20px">'
            f"<b>{type(error).__name__}</b>: {escape(str(error))}<br>"
            "The picture still shows the last values that worked. Try Reset.</div>"
        )

    def stop_playing(self):
        """Stop Play; return whether it was playing."""
        was_playing = self.player is not None and self.player.playing
        if was_playing:
            self.player.playing = False
        return was_playing

    def live_panel(self):
        """Return the panel as a notebook's output: a dict of formats."""
        return self.box._repr_mimebundle_()

    def live_words(self):
        """Return the sentence as a notebook's output, as HTML too for where no kernel runs."""
        tasks = self._tasks.still() if self._tasks else ""
        still = f"<p>{escape(self._sentence)}</p>{tasks}"
        return {**self.words._repr_mimebundle_(), "text/html": still}

    def close(self):
        """Close every widget: the browser forgets the panel, and Python can free it."""
        _close(self.box)
        _close(self.words)


def _player(scrubber, stride):
    if not isinstance(scrubber.value, int):
        raise TypeError(f"play expects a control for whole numbers, got {scrubber.description!r}")
    player = _Play(
        min=scrubber.min, max=scrubber.max, value=scrubber.value, step=stride,
        interval=PLAY_INTERVAL, show_repeat=False, layout={"width": "96px"},
    )  # fmt: skip
    player.linked = widgets.jslink((player, "value"), (scrubber, "value"))
    return player


def _rows(loose, groups):
    """The controls in no group; beside a single one, or below them, the groups' titles; below them
    the controls of the chosen group."""
    if not groups:
        return [_grid(loose)]
    titles, stack = _one_of(groups)
    return [_grid([*loose, titles]), stack] if len(loose) == 1 else [_grid(loose), titles, stack]


def _one_of(groups):
    """Titles, and the controls of the chosen group, always of the same height."""
    titles = widgets.ToggleButtons(options=list(groups), style={"button_width": "auto"})
    rows = max(ceil(len(controls) / _columns(controls)) for controls in groups.values())
    row = "(var(--jp-widgets-inline-height, 28px) + 2 * var(--jp-widgets-margin, 2px))"
    stack = widgets.Stack(
        [_grid(controls) for controls in groups.values()],
        selected_index=0, layout={"min_height": f"calc({rows} * {row})"},
    )  # fmt: skip
    stack.add_class("rnn-chosen")
    stack.linked = widgets.jslink((titles, "index"), (stack, "selected_index"))
    return titles, stack


def _button(name, press):
    button = widgets.Button(description=name, layout={"width": "auto"})
    button.on_click(lambda _: press())
    return button


def _row(children):
    return widgets.HBox(children, layout={"flex_flow": "row wrap"})


def _grid(controls):
    """Controls below each other in columns, fewer where the page is narrow."""
    least = f"max(15.5em, {96 / _columns(controls):.0f}%)"
    columns = f"repeat(auto-fit, minmax({least}, 1fr))"
    layout = {"grid_template_columns": columns, "width": "100%", "max_width": WIDEST}
    return widgets.GridBox(controls, layout=layout)


def _columns(controls):
    return 2 if len(controls) in (2, 4) else 3  # the four numbers of W stand as in the matrix


def _close(widget):
    parts = [getattr(widget, name, None) for name in ("layout", "style", "linked")]
    for part in [*getattr(widget, "children", ()), *parts]:
        if part is not None:
            _close(part)
    widget.close()
