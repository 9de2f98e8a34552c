def moved():
    """Do it."""


def there():
    """Do it here."""
