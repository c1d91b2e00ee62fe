// Written by scripts/make-lessons from Fixtures/simultaneous-open.

extension LessonCaptures {
    static let captureSimultaneousOpen = """
        H4sIAAAAAAACA33QSyhEURgH8HPPHYwJeeWVxSxkoxAjhOampCzERNmJ8ghjxuQ1OykbjyjXK6MoxdJri6LEioVZ2HqUncnOZOH7n+mOmdNtbt3b
        rXPv7/v/v+fbswPOLOz/sjCFnoF5dTRcrLA2esfNcaSIJ7eyFsYaXesa05Kfc22pjNOtBDTWwd1Fs/hkn4dDDzf0qSXpwsKttrLzxTQBqKoN8sur
        JPOIH5H5JOQSB1TorCOg3WeF1g155Otf1oNvv7Hy52vCzLrInCNnJl3fzw6HtpPjMjuhG3LXMU+UeUpkrpYzk+6XZT34XoGNGHI/ye1EtZtl1lwb
        InOGlNmPzCeZzFl4TT8oIu8EZEVJsmEyzqHXjKvxemxujU+L3OVSbh0ToHdqEZ3kPmwEOjaGc+g/9Smsh7ges+xtrk2RXTXLPlfAnOlDRvalPUwY
        Hhgb89gHfR633evxTdodlXSJHQ0zK+smuNusRSufES1KzVpgTu+h0eJjBXuS59RFhizQkGZSm83KOFxbokyBVGaVBh3N0aqumqJlHjEI4q6SUNwW
        Yr6pmEViQ1R8MsTTO0mMXYSDz4pF1EmLOIIam5G0aywdYtVKaiLRL8RaE3ENGS+DUfEbOSH2ymJ86x3ROk9qvUbqMTJeeo3WyzVQ/wAaNWrkowQA
        AA==
        """
}
