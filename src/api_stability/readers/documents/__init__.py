"""The documents of listed files, with what is the matter with them as diagnostics."""
