"""Explains archives of packet captures with tcpexplain, on Spark."""

__version__ = "0.1.0"
