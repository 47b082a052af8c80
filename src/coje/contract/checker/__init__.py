"""Rules on the text of a contract: each one a class, findings with file and line."""
