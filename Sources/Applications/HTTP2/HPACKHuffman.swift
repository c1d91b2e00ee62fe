/// The Huffman code of RFC 7541 appendix B: four bits at a time through a table of states.
enum HPACKHuffman {
    /// A step from a state by four bits. No code is shorter than five bits, so a step ends at most one symbol.
    private struct Step {
        var next: UInt8 = 0
        var symbol: UInt8 = 0
        var endsSymbol = false
        /// It reaches the symbol EOS, which no string may hold.
        var fails = false
    }

    private struct Table {
        var steps: [Step]
        /// Whether a string may end in a state: what was read since the last symbol is a prefix of EOS, and less than a byte.
        var mayEnd: [Bool]
    }

    /// Bits of each symbol's code, EOS last. The code is canonical: symbols of one length have codes in their order.
    private static let lengths: [UInt8] = [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28,
        28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23,
        23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22,
        22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27,
        27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27,
        27, 26,
        30,
    ]

    private static let table = makeTable()

    /// Appends what the bytes in `range` stand for; false if they are no Huffman code, or it would be more than `limit` bytes.
    static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8], limit: Int) -> Bool {
        let table = table
        let steps = table.steps.span
        let end = output.count + limit
        var state = 0
        for i in range {
            let byte = bytes[i]
            var shift: UInt8 = 4
            while true {
                let step = steps[state << 4 | Int(byte >> shift & 15)]
                if step.fails { return false }
                if step.endsSymbol {
                    if output.count >= end { return false }
                    output.append(step.symbol)
                }
                state = Int(step.next)
                if shift == 0 { break }
                shift = 0
            }
        }
        return table.mayEnd[state]
    }

    private static func makeTable() -> Table {
        // The tree: a node is the index of its two children; a leaf is a symbol, counted down from -1.
        var nodes: [(zero: Int, one: Int)] = [(0, 0)]
        var code: UInt32 = 0
        var length: UInt8 = 5
        let order = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
        for symbol in order {
            code <<= UInt32(lengths[symbol] - length)
            length = lengths[symbol]
            var node = 0
            for bit in (0..<UInt32(length)).reversed() {
                let isOne = code >> bit & 1 == 1
                if bit == 0 {
                    if isOne { nodes[node].one = -1 - symbol } else { nodes[node].zero = -1 - symbol }
                } else {
                    var next = isOne ? nodes[node].one : nodes[node].zero
                    if next == 0 {
                        next = nodes.count
                        nodes.append((0, 0))
                        if isOne { nodes[node].one = next } else { nodes[node].zero = next }
                    }
                    node = next
                }
            }
            code += 1
        }
        var table = Table(steps: [], mayEnd: Array(repeating: false, count: nodes.count))
        for node in nodes.indices { for nibble in 0..<16 { table.steps.append(step(from: node, by: nibble, nodes)) } }
        var node = 0
        for _ in 0..<8 where node >= 0 {
            table.mayEnd[node] = true
            node = nodes[node].one
        }
        return table
    }

    private static func step(from start: Int, by nibble: Int, _ nodes: [(zero: Int, one: Int)]) -> Step {
        var step = Step()
        var node = start
        for bit in [3, 2, 1, 0] {
            node = nibble >> bit & 1 == 1 ? nodes[node].one : nodes[node].zero
            guard node < 0 else { continue }
            let symbol = -1 - node
            if symbol == 256 {
                step.fails = true
                return step
            }
            step.symbol = UInt8(truncatingIfNeeded: symbol)
            step.endsSymbol = true
            node = 0
        }
        step.next = UInt8(truncatingIfNeeded: node)
        return step
    }
}
