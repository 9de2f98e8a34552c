"""From marks to levels: words, annotations, inheritance, features."""
