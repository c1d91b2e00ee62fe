import Language
import Platform

/// A line on standard error that says how far a long reading has come: from the second second on, and only where that is a terminal.
final class Progress {
    /// Frames between two looks at the clock.
    private static let stride = 8192
    private static let interval: Int64 = 250_000_000

    private let total: Int?
    private let began = Progress.now()
    private var lastDrawn = Progress.now()
    private var frames = 0

    /// - Parameter total: bytes of all files; nil if one of them is a stream.
    init?(total: Int?) {
        guard isatty(2) == 1 else { return nil }
        self.total = total
    }

    /// Another frame was read, with `bytes` of the files behind it.
    func note(bytes: @autoclosure () -> Int) {
        frames += 1
        guard frames % Self.stride == 0 else { return }
        let now = Self.now()
        guard now - began >= 1_000_000_000, now - lastDrawn >= Self.interval else { return }
        lastDrawn = now
        Terminal.showStatus(text(bytes(), after: Double(now - began) / 1e9).string)
    }

    private func text(_ bytes: Int, after seconds: Double) -> Text {
        let rate = Double(bytes) / seconds
        var progress = ReadingProgress(bytes: bytes, rate: Int(rate))
        if let total, total > 0 {
            let share = min(1, Double(bytes) / Double(total))
            let filled = Int(share * 20)
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
            let left = rate > 0 ? Int64(Double(max(0, total - bytes)) / rate * 1e9) : nil
            progress.whole = ReadingProgress.Whole(bar: bar, percent: Int(share * 100), bytes: total, left: left)
        }
        return Terminal.phrasebook.sentence(for: progress)
    }

    func end() { Terminal.clearStatus() }

    private static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
