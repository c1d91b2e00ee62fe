// Written by scripts/make-lessons from Fixtures/simultaneous-close.

extension LessonCaptures {
    static let captureSimultaneousClose = """
        H4sIAAAAAAACA5WXS2gTURSGb9IkxkCstQsTBRmLiFGazCPzKoWGlmhpRYtm1a7aMm1jm6Qmo6a7Iq2K7kTBZd2JG0UExV0o9blUobYuimh8oRWM
        CC6s99w0iZnG4BmYIZPc/8t/8t+cw7yYv3PdThykcjiIjV5HzjaMd7V6yX76Gs41dthhgd3tIjY3cdGFxXvPZmIvaukrGygX/FvKyuIadrWVlev3
        sL7CAGWeKnvoGz0l5frnbhIlpD2xECER1/03sBq0OY70fY7P7IMlc/Zf37R5utThvOuwuz3LT76PMkBDgwfIJzY1VpNLnhiZECDvvQFUVk9fjmvu
        3eOj9MDctt8XHugVcsuR3SGgl8i3KbmTojpreQ4nHjLPHy2eA5Tun95KOvKvqMDG/K4AeZQSl6mfDCmeG4hG4hEj3qtJ9JGOAU+ZuAbEQ9EYFxpO
        pzKZoJk1ue5YrC8kBAWvpzuVMdu4jJE+baSDRnYwMTlheD1eD1iQDtiqi/r75wqL28FC4Zrl5/JTG/20qEi+tWiBfv1FsAHEOCV+chJ2WonO16IP
        iF9X/0XcNVtNLFXBiTzPHe31erpSSdNImq2xqUmjjTONrBmanBiMJyufHDaSo+ZYGycqPA9lTsSTBjdockNTpsGtHzyXGmELKGLM4E6eig+Pc0Pp
        1JkkN5LK1pLIAlYi8CJaIktYiciH0RJZxkokXkFLZBUrCfMaWiLrWIksoNOXFXT6ioBOX1HQ6asCOn1VQaevCej0NQWdvi6g09cVbPr0T8mjJSo2
        fUEQRbRExaZPvySMlqjY9AVJ/I/0ofOfs86S6gH5mI2z95Zx1t/cG8jRzt+5crA0zgrt0P2BeIkSnXSOOGvMEsdP0Q/E1efVsySQY7PERyKNC9Wz
        xFKWit2hQljU0BIVvUNlCb1DZQ29QxUJvUMVDb1DVQm9Q1UNvUM1SUFLNHT6uoROX9ew6dNxzqMlOjZ9kW5ltETHpk/bUxgt0bHpi1JYQUt0bPq0
        FA0t0dHpy3L99KEpXq7fZp+wNpvf2GaDM7TNRpenN7bZmzlnPeJTRnxXk9hEokvHS8QfYyVit+6q91ixgz1WXK1u3MEZ1ribSGRJLzXulpfgE4jH
        rMRqj8+Yx7cWjwOUOgtVL34oezwPVCAWbtX1uJN5vGLxOAtUeFBZ/FL2WIDK/wBBtc4IYg8AAA==
        """
}
