"""The live check: the program captures in network namespaces, with real programs talking, and is held to what it promises."""
