PORT = "MORE_PORT"
USER = "MORE_" + "user".upper()
NAMES = ("MORE_ONE", "MORE_TWO")
