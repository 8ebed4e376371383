"""The version, in one place without heavy imports."""

VERSION = "0.1.0"
