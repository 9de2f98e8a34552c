"""A marked class is the same object, works as before, and leaves its subclasses alone."""

import abc
import contextlib
import copy
import dataclasses
import enum
import inspect
import pickle
import sys
import typing
from typing import Generic, NamedTuple, Protocol, TypedDict, TypeVar, runtime_checkable
from unittest import mock

from checking import raises, warns
from stability import beta, deprecated, experimental, removal

EXPERIMENTAL = "FutureWarning: "
DEPRECATED = "DeprecationWarning: "
T = TypeVar("T")


class Empty: ...

class WithInit:
    def __init__(self, a, b=2): self.a, self.b = a, b

class WithNew:
    def __new__(cls, a, b=2):
        self = super().__new__(cls)
        self.a, self.b = a, b
        return self

class WithBoth:
    def __new__(cls, *args, **kwargs): return super().__new__(cls)
    def __init__(self, a, b=2): self.a, self.b = a, b

class InheritsInit(WithInit): ...
class InheritsNew(WithNew): ...

class Slotted:
    __slots__ = ("a", "b")
    def __init__(self, a, b=2): self.a, self.b = a, b

class Integer(int): ...
class Text(str):
    def shout(self): return self.upper()
class Dictionary(dict): ...

class Failure(Exception): ...
class DetailedFailure(ValueError):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b

class OfMany(Generic[T]):
    def __init__(self, a: T, b=2): self.a, self.b = a, b

class Point(NamedTuple):
    a: int
    b: int = 2

@dataclasses.dataclass
class Record:
    a: int
    b: int = 2

@dataclasses.dataclass(frozen=True)
class FrozenRecord:
    a: int
    b: int = 2

class Meta(type):
    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)
    def __new__(mcls, name, bases, namespace, **kwargs):
        return super().__new__(mcls, name, bases, namespace, **kwargs)

class WithMeta(metaclass=Meta):
    def __init__(self, a, b=2): self.a, self.b = a, b

class Concrete(abc.ABC):
    def __init__(self, a, b=2): self.a, self.b = a, b
    @abc.abstractmethod
    def f(self): ...
    f.__isabstractmethod__ = False

class Colour(enum.Enum):
    RED = 1
    GREEN = 2

class Flags(enum.IntFlag):
    A = 1
    B = 2


CLASSES = [
    (Empty, ()), (WithInit, (1,)), (WithNew, (1,)), (WithBoth, (1,)), (InheritsInit, (1,)),
    (InheritsNew, (1,)), (Slotted, (1,)), (Integer, ("11", 2)), (Text, ("x",)),
    (Dictionary, ([(1, 2)],)), (Failure, ("x", 1)), (DetailedFailure, ("x",)), (OfMany, (1,)),
    (Point, (1,)), (Record, (1,)), (FrozenRecord, (1,)), (WithMeta, (1,)), (Concrete, (1,)),
]


def duplicate(cls):
    """Another class like this one, so that the first stays unmarked."""
    namespace = {
        name: value for name, value in vars(cls).items()
        if name not in ("__dict__", "__weakref__")
    }
    if cls is Slotted:
        for name in cls.__slots__:
            del namespace[name]
    if cls is WithNew or cls is WithBoth:
        # `super()` without arguments knows the class it was written in.
        namespace["__new__"] = staticmethod(
            (lambda c, a, b=2: make(object.__new__(c), a, b)) if cls is WithNew
            else (lambda c, *args, **kwargs: object.__new__(c)))
    if issubclass(cls, DetailedFailure):
        namespace["__init__"] = init_failure
    return type(cls)(cls.__name__, cls.__bases__, namespace)

def make(self, a, b):
    self.a, self.b = a, b
    return self

def init_failure(self, a, b=2):
    ValueError.__init__(self, a)
    self.b = b


def signature_of(cls):
    try:
        return str(inspect.signature(cls))
    except ValueError:
        return None


def check_instances_of_each_class():
    for original, args in CLASSES:
        for decorator in (deprecated("x"), experimental("x"), beta("x")):
            cls = duplicate(original)
            before = signature_of(cls), cls.__doc__, cls.__mro__, type(cls), repr(cls)
            marked = decorator(cls)
            assert marked is cls
            assert (signature_of(cls), cls.__doc__, cls.__mro__, type(cls), repr(cls)) == before, cls
            if marked.__stability__ == "beta":
                with warns(): instance = cls(*args)
            elif marked.__stability__ == "experimental":
                with warns(EXPERIMENTAL + original.__qualname__): instance = cls(*args)
                with warns(): cls(*args)
            else:
                with warns(DEPRECATED + original.__qualname__ + " is DEPRECATED. x"): cls(*args)
                with warns(DEPRECATED): instance = cls(*args)
            assert type(instance) is cls
            assert vars_of(instance) == vars_of(original(*args)), cls
            assert not hasattr(instance, "__stability__")


def vars_of(instance):
    return [getattr(instance, name, None) for name in ("a", "b", "args")] + [
        instance if isinstance(instance, (int, str, dict, tuple)) else None]


def check_subclasses_of_each_class():
    for original, args in CLASSES:
        cls = deprecated("x")(duplicate(original))
        with warns(DEPRECATED):
            class Sub(cls): ...
        assert_unmarked(Sub)
        with warns(): instance = Sub(*args)
        assert vars_of(instance) == vars_of(original(*args))
        with warns():
            class SubSub(Sub): ...
        with warns(): SubSub(*args)
        assert isinstance(instance, cls) and issubclass(SubSub, cls)
        if original is not Point:
            with warns(DEPRECATED):
                class Initialised(cls):
                    def __init__(self, *args, more=None):
                        super().__init__(*(() if original.__init__ is object.__init__ else args))
            with warns(): Initialised(*args)
            if original not in (InheritsNew, WithNew, Integer, Text, Dictionary):
                expected = str(inspect.signature(type("I", (original,), {"__init__": vars(Initialised)["__init__"]})))
                assert str(inspect.signature(Initialised)) == expected, (cls, expected)


def assert_unmarked(cls):
    for name in ("__stability__", "__stability_reason__", "__deprecated__", "__removal_version__"):
        assert not hasattr(cls, name), name
        raises(AttributeError, getattr, cls, name, saying=name)
    assert "__stability__" not in vars(cls)


def check_tools_that_walk_a_subclass():
    cls = deprecated("x")(duplicate(WithInit))
    with warns(DEPRECATED): Sub = type("Sub", (cls,), {})
    inspect.getmembers(Sub)
    mock.create_autospec(Sub)
    inspect.classify_class_attrs(Sub)
    assert "__stability__" in dir(cls)


def check_wrong_arguments():
    import warnings
    for original, args in [(Empty, (1,)), (WithInit, ()), (WithNew, ()), (Slotted, ()), (Point, ())]:
        cls = experimental("x")(duplicate(original))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            raises(TypeError, cls, *args)
            raises(TypeError, type("Sub", (cls,), {}), *args)


def check_super_new_with_arguments():
    for base in (Empty, WithNew, Integer):
        cls = beta("x")(deprecated("x")(duplicate(base)))
        with warns(DEPRECATED):
            class Sub(cls):
                def __new__(cls, *args):
                    self = super().__new__(cls, *([] if base is Empty else args))
                    self.made = True
                    return self
        with warns(): instance = Sub("1")
        assert instance.made


def check_multiple_inheritance():
    order = []
    class Left: ...
    class Right:
        def __new__(cls, *args):
            order.append("Right.__new__")
            return super().__new__(cls)
        def __init__(self, *args): order.append(("Right.__init__", args))
        def __init_subclass__(cls, **kwargs):
            order.append(("Right.__init_subclass__", kwargs))
            super().__init_subclass__()
    Left = deprecated("x")(Left)
    with warns(DEPRECATED):
        class Both(Left, Right, option=1): ...
    with warns(): Both(1)
    assert order == [
        ("Right.__init_subclass__", {"option": 1}), "Right.__new__", ("Right.__init__", (1,))]
    with warns(DEPRECATED):
        class OfDictionary(Left, dict): ...
    assert OfDictionary([(1, 2)]) == {1: 2}

    First, Second = deprecated("1")(type("First", (), {})), deprecated("2")(type("Second", (), {}))
    with warns(DEPRECATED + "First", DEPRECATED + "Second"):
        class Third(First, Second): ...
    with warns(): Third()


def check_init_subclass():
    seen = []
    @deprecated("x")
    class C:
        def __init_subclass__(cls, flag=False, **kwargs):
            seen.append((cls.__name__, flag))
            super().__init_subclass__(**kwargs)
    with warns(DEPRECATED):
        class Sub(C, flag=True): ...
    with warns():
        class SubSub(Sub): ...
    assert seen == [("Sub", True), ("SubSub", False)]
    assert str(inspect.signature(C.__init_subclass__)) == "(flag=False, **kwargs)"


def check_experimental_base_class():
    """To subclass is a use: of an abstract base it is the only one."""
    cls = experimental("x")(duplicate(Concrete))
    with warns(EXPERIMENTAL):
        class Sub(cls): ...
    with warns():
        class Other(cls): ...
    with warns(): Sub(1), cls(1)


def check_class_statement_line():
    with warns(DEPRECATED + "check_class_statement_line.<locals>.C is", line=1):
        C = deprecated("x")(type("C", (), {"__qualname__": "check_class_statement_line.<locals>.C"}))
        class Sub(C):
            attribute = 1


def check_metaclass_frames_are_passed():
    cls = deprecated("x")(duplicate(WithMeta))
    with warns(DEPRECATED): cls(1)
    with warns(DEPRECATED):
        class Sub(cls): ...
    with warns(DEPRECATED): typing.cast(typing.Any, cls)(1)

    class Singleton(type):
        instances = {}
        def __call__(cls, *args):
            if cls not in cls.instances:
                cls.instances[cls] = super().__call__(*args)
            return cls.instances[cls]
    @deprecated("x")
    class Single(metaclass=Singleton): ...
    with warns(DEPRECATED): first = Single()
    with warns(): assert Single() is first


def check_generic_alias():
    cls = deprecated("x")(duplicate(OfMany))
    cls = typing.cast(typing.Any, cls)
    with warns(DEPRECATED): assert cls[int](1).a == 1
    with warns(DEPRECATED):
        class Sub(cls[int]): ...
    with warns(): Sub(1)
    assert typing.get_args(Sub.__orig_bases__[0]) == (int,)


def check_dataclass_above_and_below():
    options = [{}, {"frozen": True}, {"order": True}]
    if sys.version_info >= (3, 10):
        options += [{"slots": True}, {"slots": True, "frozen": True}, {"kw_only": True}]
    for option in options:
        @dataclasses.dataclass(**option)
        @deprecated("x")
        class Below:
            a: int
            b: int = 2
        @deprecated("x")
        @dataclasses.dataclass(**option)
        class Above:
            a: int
            b: int = 2
        for cls in (Below, Above):
            with warns(DEPRECATED): instance = cls(a=1)
            assert (instance.a, instance.b) == (1, 2), option
            with warns(DEPRECATED): assert instance == cls(a=1)
            with warns(DEPRECATED): assert dataclasses.replace(instance, a=3).a == 3
            assert cls.__stability__ == "deprecated" and not hasattr(instance, "__stability__")
            assert str(inspect.signature(cls)).startswith(
                "(*, a:" if "kw_only" in option else "(a:"), inspect.signature(cls)
            assert dataclasses.asdict(instance) == {"a": 1, "b": 2}
            with warns(DEPRECATED):
                class Sub(cls): ...
            assert_unmarked(Sub)
            with warns(): Sub(a=1)


def check_dataclass_subclass():
    @deprecated("x")
    @dataclasses.dataclass
    class C:
        a: int
    with warns(DEPRECATED):
        class Sub(C): b: int = 1
    Sub = dataclasses.dataclass(Sub)
    with warns(): assert Sub(1, 2).b == 2


def check_enum():
    for original in (Colour, Flags):
        @deprecated("x")
        class Marked(type(original(1)).__mro__[1]):
            A = 1
            B = 2
        with warns(): assert Marked.A.value == 1 and Marked["B"] is Marked.B and len(Marked) == 2
        with warns(DEPRECATED): assert Marked(1) is Marked.A
        assert Marked.__stability__ == "deprecated" and not hasattr(Marked.A, "__stability__")
        with warns(DEPRECATED): Marked(2)
        assert copy.deepcopy(Marked.A) is Marked.A
        assert list(Marked) == [Marked.A, Marked.B]

    @deprecated("x")
    class Base(enum.Enum):
        def shout(self): return self.name.upper()
    with warns(DEPRECATED):
        class Sub(Base): a = 1
    with warns(): assert Sub(1) is Sub.a and Sub.a.shout() == "A"
    assert_unmarked(Sub)


@deprecated("x")
class PickledColour(enum.Enum):
    RED = 1

@experimental("x")
class Pickled:
    def __init__(self, a): self.a = a

@deprecated("x")
@dataclasses.dataclass
class PickledRecord:
    a: int

@deprecated("x")
class PickledPoint(NamedTuple):
    a: int


def check_pickling_and_copying():
    with warns(EXPERIMENTAL): instance = Pickled(1)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        with warns(): assert pickle.loads(pickle.dumps(instance, protocol)).a == 1
    assert pickle.loads(pickle.dumps(Pickled)) is Pickled
    with warns(): assert copy.copy(instance).a == copy.deepcopy(instance).a == 1
    assert copy.deepcopy(Pickled) is Pickled
    with warns(DEPRECATED): record = PickledRecord(1)
    with warns(): assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)
    assert pickle.loads(pickle.dumps(PickledColour.RED.name)) == "RED"
    with warns(DEPRECATED): point = PickledPoint(1)
    with warns(): assert point._replace(a=2).a == 2


@deprecated("x")
class PickledWithoutInit: ...


def check_copies_where_new_is_watched():
    with warns(DEPRECATED): instance = PickledWithoutInit()
    with warns(DEPRECATED): copy.copy(instance)
    with warns(DEPRECATED): copy.deepcopy(instance)
    with warns(DEPRECATED): pickle.loads(pickle.dumps(instance))


def check_abstract_is_still_abstract():
    @experimental("x")
    class Base(abc.ABC):
        @abc.abstractmethod
        def f(self): ...
    with warns(EXPERIMENTAL), contextlib.suppress(TypeError):
        Base()
        raise AssertionError("it was instantiated")


def check_exceptions():
    cls = deprecated("x")(duplicate(Failure))
    try:
        with warns(DEPRECATED): error = cls("a")
        raise error
    except Failure.__mro__[1] as caught:
        assert caught is error and caught.args == ("a",)
    try:
        with warns(): raise type("Sub", (duplicate(Failure),), {})("b")
    except Exception as caught:
        assert caught.args == ("b",)


def check_protocol():
    @deprecated("x")
    @runtime_checkable
    class Above(Protocol):
        name: str
        def f(self): ...
    @runtime_checkable
    @experimental("x")
    class Below(Protocol):
        def f(self): ...
    class Plain:
        name = "n"
        def f(self): ...
    with warns(): assert isinstance(Plain(), Above) and isinstance(Plain(), Below)
    with warns(): assert issubclass(Plain, Below) and not isinstance(1, Above)
    order = []
    class Base:
        def __init__(self, a): order.append(a)
    with warns(DEPRECATED):
        class Both(Above, Base): ...
    with warns(): Both(1)
    assert order == [1]
    assert_unmarked(Both)
    raises(TypeError, Above)
    assert Above.__stability__ == "deprecated"


def check_abstract_class():
    @deprecated("x")
    class Base(abc.ABC):
        @experimental("x")
        @abc.abstractmethod
        def above(self): ...
        @abc.abstractmethod
        @experimental("x")
        def below(self): ...
        @experimental("x")
        @property
        @abc.abstractmethod
        def prop(self): ...
    assert Base.__abstractmethods__ == {"above", "below", "prop"}
    assert inspect.isabstract(Base)
    with warns(DEPRECATED):
        class Sub(Base):
            above = below = prop = lambda self: 1
    with warns(): Sub().above()


def check_typed_dict():
    class Options(TypedDict, total=False):
        a: int
    for decorator in (experimental("x"), deprecated("x")):
        raises(TypeError, decorator, Options, saying="__stability__")
    assert not hasattr(Options, "__stability__")
    assert beta("x")(Options) is Options and Options.__stability__ == "beta"
    assert Options(a=1) == {"a": 1}


def check_immutable_class():
    for decorator in (experimental("x"), beta("x"), deprecated("x")):
        raises(TypeError, decorator, int, saying="cannot be marked")


def check_stacked_on_a_class():
    @experimental("x")
    @deprecated("y")
    class C:
        def __init__(self, a): self.a = a
    with warns(DEPRECATED, EXPERIMENTAL): assert C(1).a == 1
    with warns(DEPRECATED): C(1)
    assert (C.__stability__, C.__stability_level__) == ("deprecated", "experimental")


def check_removal_changes_the_warning_in_either_order():
    for above in (True, False):
        cls = duplicate(WithInit)
        decorators = [deprecated("x."), removal("2.0", alternative="New")]
        for decorator in decorators if above else reversed(decorators):
            cls = decorator(cls)
        text = "WithInit is DEPRECATED. x. Use New instead. Will be removed in version 2.0."
        with warns(DEPRECATED + text): cls(1)
        assert cls.__deprecated__ == "x. Use New instead. Will be removed in version 2.0."


def check_marked_subclass_of_a_marked_class():
    @deprecated("base")
    class Base:
        def __init__(self, a): self.a = a
    with warns(DEPRECATED + "check_marked_subclass_of_a_marked_class.<locals>.Base"):
        class Sub(Base): ...
    Sub = experimental("sub")(Sub)
    assert Sub.__stability__ == "experimental" and not hasattr(Sub, "__deprecated__")
    with warns(EXPERIMENTAL): assert Sub(1).a == 1
    with warns(): Sub(1)
    with warns(DEPRECATED): Base(1)
