// Written by scripts/make-lessons from Fixtures/short-connection.

extension LessonCaptures {
    static let captureShortConnection = """
        H4sIAAAAAAACA32TT2jTUBzHX7radSkF9bTTeE7YQdomzbq5htDVbWVjbq5oLoIw0vSti3ZJWJ+jVYdDBMWzHoV5EAbeRMSj07G7MobDP0e9eBAF
        cQrq+72s65qVhrwk773f75Pv75dvtl4/fRRAQdQ4gkhg191bHVfud0XQKfYM4x8/AhAQCIeQEEYhFujNxS4U8HLZkwCZjw9kejH8Kuxn7s0hvsGA
        zDWWOckWJuuZe/thlENIU5NZlA19XYJoyN3pQ/lYz42XELIa+P1NuMNCg0eeBQNh8fuLVwUO6OgQgfzcT65r4mSEgNy3BlReT36nb1vY+MXo66vH
        /94d6myQNy7N3QR6nbzOyCMMNdJKc0pVuOZln+Z1Rt9dOYqGCWYJgqcXyED8yYisFD4OEWtqPyeebknsRsOzP/aJJhDHczqWLLtIqol5ulDGE7qe
        l5KJZFSccCpUxRWyuEQWE6RqLLhlEhVHHdsmJrUcW8Vm2amwpSgv9I+/0IMtTGXeg6wvW74W7sZ6lkOs0GzxnSeLSVoBaUCcFSPoCfMbDD9ReJj5
        AMTPl1sSu1E2fK+ZWC8MK7KMZ85GxQu8MhXbJcuush1FgarHDEpUPO3YMaz043POEotXBrEsq3JKldN4fFrnTaDEpnG95rJgSqpUguY1NqaIXaLz
        Kk4q6ag4ZVRofNopWnMWKapYn78aw3ISTxp2gw3nPtvf4JxulFTcO5geGCikZTk+lOyNimdMk7g0ft6wS6Si4kKNkgp8C+3E2MyofjGfwyApI2r1
        GzGKGY1atEwy1HRJ1S0blq1J3oom8X1RKzjFGkQnm4LYVNTcDG9Zkb3La1pCk1y2Lu3lSN6b4NPdFtu6PsU9er3Zo8uhbWGzAK433SaPrgDxgdjW
        Xh+5vd42m2GzwM1wDGVN+7C9TkbaahzgGq+10Ggy4nCdeFCjGmmr8RPX+Man0WTUTvgFzIVmjf8BOn6KUn4FAAA=
        """
}
