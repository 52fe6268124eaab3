"""SoftmaxSheet: how it writes powers of e."""

import numpy as np

from rnn_helpers.views.sheets.softmax_sheet import as_power


def test_powers_as_text():
    numbers = [0, 1, 0.3679, 1e-5, 1.2e304, np.inf, np.nan, 9999, 5e-324]
    texts = ["0", "1.000", "0.368", "1.0e\u22125", "1.2e+304", "inf", "nan", "9999.000"]
    assert [as_power(n).replace("\u221205", "\u22125") for n in numbers[:-1]] == texts
    assert as_power(5e-324) == "4.9e\u2212324"
