// Written by scripts/make-lessons from Fixtures/refused.

extension LessonCaptures {
    static let captureRefused = """
        H4sIAAAAAAACA7tyeNNCJgYWBgRgYWAEkhOamLOZdnIwaAHZIPwfDJhACpg42BgYORjYgAohfC5OBiaIXiCLEaRTBkknRA2YZITrhPJB6hFmgHTK
        A3V6AQW8YDqh8hwMrgwMNsvvOTA4sNWdBKkG6T3IwRBwotfNGqRkAdOvDxucgUpZWLewMHFwsSptLgAbwMzMBTJZB2iyGZBvhu4mkMkaDAwgk9X2
        gEwF+ycAaDYQAE23CRBhYDg9k4EBABum4aIsAQAA
        """
}
