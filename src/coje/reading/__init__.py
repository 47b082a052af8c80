"""From files people send to records, whole or not at all."""
