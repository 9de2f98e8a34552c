from api_stability import experimental


class Lazy:
    """Imported when used."""

    @experimental()
    def method(self): ...
