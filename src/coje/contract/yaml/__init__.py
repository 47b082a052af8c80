"""YAML text: read with the place of every value, written, and edited without touching the rest. Knows no contract."""
