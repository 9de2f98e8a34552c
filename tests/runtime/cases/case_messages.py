"""The exact words, which people and tools search for (Feature Stability Policy, section 2)."""

from checking import warns
from stability import deprecated, experimental


def f(): ...


EXPERIMENTAL = [
    ("", "f is EXPERIMENTAL and may change without notice."),
    ("Under development", "f is EXPERIMENTAL and may change without notice. Under development"),
    ("Two. Sentences.", "f is EXPERIMENTAL and may change without notice. Two. Sentences."),
    (" padded ", "f is EXPERIMENTAL and may change without notice. padded"),
    ("50 % {x} %s", "f is EXPERIMENTAL and may change without notice. 50 % {x} %s"),
]

# Reason, removal, alternative, what follows "f is DEPRECATED. ".
DEPRECATED = [
    ("Slow.", None, None, "Slow."),
    ("Slow", None, None, "Slow"),
    ("Slow.", None, "pkg.new", "Slow. Use pkg.new instead."),
    ("Slow", None, "pkg.new", "Slow. Use pkg.new instead."),
    ("Why?", None, "pkg.new", "Why? Use pkg.new instead."),
    ("", None, "pkg.new.", "Use pkg.new instead."),
    ("", None, "Use pkg.new() instead", "Use pkg.new() instead."),
    ("", None, "Use pkg.new() instead.", "Use pkg.new() instead."),
    ("", None, "use discovery", "Use discovery."),
    ("", None, "UserService", "Use UserService instead."),
    ("", None, "Use", "Use Use instead."),
    ("Slow", "1.0", None, "Slow. Will be removed in version 1.0."),
    ("Slow...", "1.0", "", "Slow... Will be removed in version 1.0."),
    (
        "Direct access is deprecated", "1.0", "Use Runtime.kv_store() instead",
        "Direct access is deprecated. Use Runtime.kv_store() instead. "
        "Will be removed in version 1.0.",
    ),
]


def check_experimental():
    for reason, expected in EXPERIMENTAL:
        with warns("FutureWarning: ") as caught: experimental(reason)(f)()
        assert str(caught[0].message) == expected


def check_deprecated():
    for reason, removal, alternative, expected in DEPRECATED:
        marked = deprecated(reason, removal, alternative)(f)
        with warns("DeprecationWarning: ") as caught: marked()
        assert str(caught[0].message) == f"f is DEPRECATED. {expected}"
        assert marked.__deprecated__ == expected
    with warns("DeprecationWarning: ") as caught: deprecated("")(f)()
    assert str(caught[0].message) == "f is DEPRECATED."


def check_the_name_is_the_qualified_one():
    class Outer:
        @experimental
        def method(self): ...
    name = "check_the_name_is_the_qualified_one.<locals>.Outer.method"
    with warns(f"FutureWarning: {name} is EXPERIMENTAL "): Outer().method()
