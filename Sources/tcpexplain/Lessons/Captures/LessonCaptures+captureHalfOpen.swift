// Written by scripts/make-lessons from Fixtures/half-open.

extension LessonCaptures {
    static let captureHalfOpen = """
        H4sIAAAAAAACA43TO0vDUBQA4NMkljZYEHFwDIK1gtbWSof6aFHqG+zQQVCHqqlKtalpEAdFqdAHTiKIm3FzVVwENxcRwcU/oC5dBEEnQfGcW9tq
        CGLgXgK5+c4rub86O+ZAgOolgAX3jQyf8Mg8jOI9LY4eWdjO2SAM0KM3hyBkzWZEO3C4LNcNEMnnD210ROfeX4RuPCrUnAucTQwe1boYwPMiyTdr
        Bpkr+SUZgGTnCamkQ+S64eP21Y66Xa//zIdXq/Lg9M4z6WX5BeV+pPrNcu7SnSzngiFnO+ridh0E1Sy+YGH5tpFM4t0WDwoSipkY01uYOGUqNkLw
        4KIiukkcCkeljviSmtak4Wg00uF1ex3isJLWAlJaVtdk1S2vx1ZSy7JDdLCClD1DQT9b1VXMUfg+l6FVIqbgx4JC6kQpPIZ+oxRI3EUxgUTCTJwp
        5kns/TQVGyE0cvpbLFchdXo80sSYQxxQkpqc1NrH5eSCthiQfFSJkmDF7O/9OR0X62XO0Es/hvex6TRVeumj8JsoFnQrpJBImYmzeisTJ01FnE52
        pizWPZHIppOW55Tk/D/GQ/Efzqzgx4B+s2a6vr/kS0MzfXQkgj/dYxzgC6bQ+IyCAwAA
        """
}
