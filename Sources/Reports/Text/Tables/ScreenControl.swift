/// What a terminal is told to do with its screen (ECMA-48, and xterm's private modes).
public enum ScreenControl {
    /// The alternate screen, and no cursor.
    public static let enter: StaticString = "\u{1b}[?1049h\u{1b}[?25l"
    /// The screen as it was, with its cursor.
    public static let leave: StaticString = "\u{1b}[?25h\u{1b}[?1049l"
    static let clear: StaticString = "\u{1b}[2J"
    static let home: StaticString = "\u{1b}[H"
    static let clearBelow: StaticString = "\u{1b}[J"
    /// Ends a line, without what stood behind it before.
    static let endOfLine: StaticString = "\u{1b}[K\r\n"
    /// Clears the line, to be written anew.
    public static let clearLine = "\r\u{1b}[K"
    /// Colour off.
    static let plain = "\u{1b}[0m"
}
