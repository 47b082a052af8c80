"""What happened: append-only rows, known as of a day. Pure."""
