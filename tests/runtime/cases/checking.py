"""What the cases are written with; Python 3.9, no pytest, so that any interpreter runs them.

A case module imports `stability`, which is whatever the runner puts there: the package, or the
file that it vendors. Its functions `check_…` are the cases.
"""

import importlib.util
import linecache
import sys
import warnings


class warns:
    """The body gives exactly these warnings, each at the line of the ``with`` statement.

    `messages` are beginnings of "CategoryName: text"; none means that nothing may warn. The line is
    that of the ``with`` statement, or the one below it when the body begins there, plus `line`.
    """

    def __init__(self, *messages, line=0):
        frame = sys._getframe(1)
        self.messages = messages
        file, number = frame.f_code.co_filename, frame.f_lineno
        below = linecache.getline(file, number).rstrip().endswith(":")
        self.place = (file, number + below + line)

    def __enter__(self):
        self.recording = warnings.catch_warnings(record=True)
        self.caught = self.recording.__enter__()
        warnings.simplefilter("always")
        return self.caught

    def __exit__(self, kind, error, traceback):
        self.recording.__exit__(kind, error, traceback)
        if kind is None:
            texts = [f"{w.category.__name__}: {w.message}" for w in self.caught]
            matches = [text.startswith(begin) for text, begin in zip(texts, self.messages)]
            assert len(texts) == len(self.messages) and all(matches), (texts, self.messages)
            places = [(w.filename, w.lineno) for w in self.caught]
            assert all(place == self.place for place in places), (places, self.place)


def raises(error, function, *args, saying="", **kwargs):
    """The call raises this error, whose text has `saying`."""
    try:
        function(*args, **kwargs)
    except error as raised:
        assert saying in str(raised), (str(raised), saying)
    else:
        raise AssertionError(f"{function} did not raise {error}")


def load_cases(path, api):
    """The functions of a case file, by name, made with this API."""
    sys.modules["stability"] = api
    name = f"{path.stem}_with_{api.__name__}"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name.startswith("check_")}
