"""YAML and JSON documents as trees of values that know their lines; bounded, whatever they hold."""
