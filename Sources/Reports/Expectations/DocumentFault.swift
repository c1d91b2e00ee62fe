/// What is wrong with a file of expectations: facts, which the phrasebooks of the command turn into a line.
public indirect enum DocumentFault: Sendable, Equatable {
    // MARK: The document

    case notJSON(Syntax)
    /// With libyaml's own words; nil if it has none.
    case notYAML(String?)
    case notUTF8
    case noMemory
    case isEmpty
    case secondDocument
    case tooMuch
    case noAnchor(String)

    // MARK: Keys and values

    case notMapping(Place, Kind)
    case keyIsNoWord(Kind)
    case unknownKey(String, in: Place, near: [String], known: [String])
    case repeatedKey(String)
    case value(key: String, Expected, Kind)
    case notRegularExpression(key: String, String)
    case emptyList(key: String)
    case leastAboveMost(key: String)

    // MARK: Expectations

    case noSchema(String)
    case nothingExpected
    case noSelect
    case emptySelect
    case nthOfEvery
    case exactlyWithoutExchanges
    case unknownFinding(String, near: [String])
    /// The expectation of this name selects no connection.
    case selectsNone(String)
    /// It selects more than one, and does not say which.
    case selectsMany(String)
    /// It selects the nth of fewer.
    case selectsBeyond(String, nth: Int, count: Int)

    /// The name of the expectation that it is about, where it is about what a selection selects.
    var expectation: String? {
        switch self {
        case .selectsNone(let name), .selectsMany(let name), .selectsBeyond(let name, _, _): name
        default: nil
        }
    }

    /// What JSON lacks, or has too much of.
    public enum Syntax: Sendable {
        case somethingFollows, tooDeep, valueIsMissing, keyIsMissing, colonIsMissing, commaOrBraceIsMissing,
            commaOrBracketIsMissing
        case noValue, controlCharacter, noEscape, stringHasNoEnd, noHexadecimalDigits
    }

    /// What a mapping is.
    public enum Place: Sendable, Equatable {
        case file, expectation, exchange
        /// The value of this key.
        case key(String)
    }

    /// What stands where something else must be.
    public enum Kind: Sendable, Equatable {
        case nothing, list, mapping
        case text(String)
        /// A number, or a word without quotes.
        case plain(String)
    }

    /// What a key takes.
    public enum Expected: Sendable, Equatable {
        case schema(String), list, text, textOrExpression, trueOrFalse, time, number, numberOrRange, ordinal, port, name
        case method, status, severities, findings, end, host, url, digest, fieldName
        case oneOf([String])
        case words
    }
}
