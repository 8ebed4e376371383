"""The version, in one place without heavy imports."""

VERSION = "0.3.0"
