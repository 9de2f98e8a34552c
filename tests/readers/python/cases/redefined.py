"""One name, several definitions."""

import sys

from api_stability import beta, experimental

if sys.platform == "win32":

    @beta("Windows.")
    def branches(): ...

else:

    @beta("Elsewhere.")
    def branches(): ...


@experimental("Replaced: not there in the end.")
def replaced(): ...


def replaced(): ...


from api_stability import experimental as beta


@beta()
def rebound_import(): ...


for loop in range(3):

    class InLoop:
        attribute = 1


with open(__file__) as stream:

    def in_with(): ...


class Class:
    x: int
    y = 1

    def __init__(self):
        self.x = 1
        self.z: int = 2

        def local(): ...


match sys.argv:
    case []:

        def in_match(): ...


first, (second, *third) = 1, (2, 3)
