"""What the tests of several explorers share."""


def views_of(explorer):
    """{class: view}, for an explorer without two views of one class."""
    views = {type(view): view for view in explorer.views}
    assert len(views) == len(explorer.views)
    return views


def random_values(explorer, rng):
    """A value for each control, anywhere in its range."""
    values = {}
    for name, control in explorer.controls.items():
        if hasattr(control, "options"):
            values[name] = str(rng.choice(control.options))
        elif isinstance(control.value, int):
            values[name] = int(rng.integers(control.min, control.max + 1))
        else:
            values[name] = float(rng.uniform(control.min, control.max))
    return values
