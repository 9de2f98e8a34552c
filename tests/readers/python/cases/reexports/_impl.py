from api_stability import beta


@beta("Listed.")
def listed(): ...


@beta("Not listed: stays private.")
def unlisted(): ...


@beta("import x as x")
def explicit(): ...


def unmarked(): ...
