PREFIX = "shared"


class Names:
    QUEUE = f"{PREFIX}_queue"
    TIME = "shared.time"
