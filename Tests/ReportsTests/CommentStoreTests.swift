import Testing

@testable import Reports

/// Comments come in any order, and are read back in that of the frames, wherever they lie meanwhile.
@Suite struct CommentStoreTests {
    private final class Memory: SpareFile {
        var bytes: [UInt8] = []
        /// How often it takes what it is given.
        var patience = Int.max

        func append(_ more: [UInt8]) -> Bool {
            guard patience > 0 else { return false }
            patience -= 1
            bytes += more
            return true
        }

        func read(_ count: Int, at offset: Int) -> [UInt8]? {
            guard offset <= bytes.count else { return nil }
            return Array(bytes[offset..<min(bytes.count, offset + count)])
        }
    }

    /// Frames and texts, of which there are more than are held.
    private func comments(_ count: Int) -> [(frame: Int, text: [UInt8])] {
        (0..<count).map { i in
            let text = Array("comment \(i) ".utf8)
            return (i % 3 == 0 ? (i * 7919) % count : i, Array(repeatElement(text, count: 8).joined()))
        }
    }

    /// A text as reports hand it over.
    private func line(_ text: [UInt8]) -> OutputBuffer {
        let line = OutputBuffer { _ in }
        line.append(text.span)
        return line
    }

    private func read(_ store: inout CommentStore) -> [(frame: Int, text: [UInt8])] {
        var all: [(Int, [UInt8])] = []
        while let frame = store.nextFrame({ connection, exchange in connection != 3 && exchange != 2 }) {
            all.append((frame, Array(store.takeNext())))
        }
        return all
    }

    @Test(arguments: [1000, 30_000]) func theOrderIsThatOfTheFrames(count: Int) {
        let file = Memory()
        var store = CommentStore(limit: 1 << 18, file: file)
        var expected: [(frame: Int, text: [UInt8])] = []
        var most = 0
        for (i, (frame, text)) in comments(count).enumerated() {
            store.add(line(text), to: frame, of: i % 5, i % 4, room: .max)
            if i % 5 != 3, i % 4 != 2 { expected.append((frame, text)) }
            most = max(most, store.size)
        }
        #expect(store.leftOut == 0 && most <= 1 << 18 && file.bytes.isEmpty == (count == 1000))
        let found = read(&store)
        expected = expected.enumerated().sorted { ($0.element.frame, $0.offset) < ($1.element.frame, $1.offset) }.map(\.element)
        #expect(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { $0.frame == $1.frame && $0.text == $1.text })
    }

    /// A disk that is full: what was put aside is there, what is held too, and the rest is counted.
    @Test(arguments: [0, 1, 9]) func aFileThatTakesNoMore(patience: Int) {
        let file = Memory()
        file.patience = patience
        var store = CommentStore(limit: 1 << 18, file: file)
        let all = comments(30_000)
        for (frame, text) in all { store.add(line(text), to: frame, of: 1, room: .max) }
        #expect(store.leftOut > 0)
        let found = read(&store)
        #expect(found.count + store.leftOut == all.count)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.frame <= $1.frame })
    }

    /// Without a file there is a bound.
    @Test func withoutAFile() {
        var store = CommentStore(limit: 1 << 18, file: nil)
        for (frame, text) in comments(10_000) { store.add(line(text), to: frame, of: 1, room: .max) }
        #expect(store.leftOut > 0 && store.size <= 1 << 18)
        #expect(read(&store).count + store.leftOut == 10_000)
    }
}
