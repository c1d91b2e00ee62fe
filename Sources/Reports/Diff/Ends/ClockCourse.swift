import Language
import TCP

/// How far B's clock is ahead of A's in the course of the captures: a constant, a steady drift, or where one of the clocks was set, several of these behind one
/// another; as few as will do.
///
/// A clock that moves makes packets of one direction seem slower and those of the other faster, by the same time. A path that slows down does not make
/// the other direction faster.
struct ClockCourse {
    /// A packet that both ends have: when by A's clock, and how much later by B's, in nanoseconds.
    struct Sample {
        var frames: (first: Int, second: Int)
        var times: (first: Int64, second: Int64)
        /// From A to B.
        var isForth: Bool
    }

    /// From a frame on.
    private struct Piece {
        /// The first of the samples that it holds for.
        var first: Int
        var firstFrame: Int
        var start: Double
        var end: Double
        var line: (offset: Double, slope: Double)

        func offset(at x: Double) -> Double { line.offset + line.slope * x }

        var isAsSteepAsMayBe: Bool {
            abs(line.slope) >= 0.99 * ClockBand.steepest && abs(line.slope) * (end - start) >= ClockCourse.resolution
        }
    }

    /// What is less is no matter here, in nanoseconds.
    private static let resolution = 1_000_000.0
    /// Clocks that are set more often tell nothing.
    private static let mostPieces = 16
    /// Fewer samples prove no drift that a constant explains too.
    private static let leastSamples = 20

    /// Frames of that capture tell which piece holds.
    private let isOfSecond: Bool
    private let pieces: [Piece]
    /// The clocks run too differently to be compared: by more than any that is of use. A drift up to the bound, and steps that make up for the rest, would be
    /// made up.
    let isBeyondUse: Bool
    /// What is subtracted from all times of A, and from all differences.
    private let origin: (time: Int64, difference: Int64)

    /// nil where the samples are not of both directions, or tell nothing.
    init?(_ samples: [Sample]) {
        guard let first = samples.first, samples.contains(where: { $0.isForth != first.isForth }) else { return nil }
        let origin = (first.times.first, first.times.second.subtractingReportingOverflow(first.times.first).partialValue)
        var best: (isOfSecond: Bool, pieces: [Piece])?
        var isOneLine = false
        for isOfSecond in [true, false] {
            let walk = Walk(samples, isOfSecond: isOfSecond, origin: origin)
            isOneLine = isOneLine || best?.pieces.count != 1 && walk.isOneLine
            for allowsDrift in [false, true] {
                if best?.pieces.count == 1 { break }
                guard let pieces = walk.pieces(allowsDrift: allowsDrift) else { continue }
                if pieces.count < best?.pieces.count ?? .max { best = (isOfSecond, pieces) }
            }
        }
        guard let best else { return nil }
        isOfSecond = best.isOfSecond
        pieces = best.pieces
        isBeyondUse = best.pieces.count > 2 && isOneLine || best.pieces.contains(where: \.isAsSteepAsMayBe)
        self.origin = origin
    }

    /// The samples in the order of one capture, with what each of them bounds.
    private struct Walk {
        private var points: [(frame: Int, x: Double, y: Double, isForth: Bool)] = []
        /// How long both ways take together, at best, and how much of it is not believed to be always so.
        private var roundTrip = 0.0
        private var slack = 0.0
        private var spread = 0.0

        init(_ samples: [Sample], isOfSecond: Bool, origin: (time: Int64, difference: Int64)) {
            let ordered = samples.sorted {
                isOfSecond ? $0.frames.second < $1.frames.second : $0.frames.first < $1.frames.first
            }
            var x = -Double.infinity
            for sample in ordered {
                // The clock that was not set goes on.
                let base = origin.time.addingReportingOverflow(isOfSecond ? 0 : origin.difference).partialValue
                let time = isOfSecond ? sample.times.first : sample.times.second
                x = max(x, Double(time.subtractingReportingOverflow(base).partialValue))
                let difference = sample.times.second.subtractingReportingOverflow(sample.times.first).partialValue
                points.append(
                    (
                        isOfSecond ? sample.frames.second : sample.frames.first, x,
                        Double(difference.subtractingReportingOverflow(origin.difference).partialValue), sample.isForth
                    ))
            }
            // Neighbours of either direction: whatever the clocks say, their difference is a round trip, unless a clock was set just between them.
            let trips = zip(points, points.dropFirst()).compactMap { a, b in
                a.isForth == b.isForth ? nil : a.isForth ? a.y - b.y : b.y - a.y
            }.filter { $0 >= 0 }.sorted()
            guard !trips.isEmpty else { return }
            roundTrip = trips[trips.count >= 4 ? 1 : 0]
            spread = trips[trips.count / 2] - roundTrip
            slack = max(ClockCourse.resolution, roundTrip / 4, spread / 2)
        }

        /// The bound of a point: half a round trip away from it, as far as that is believed.
        private var margin: Double { max(0, roundTrip / 2 - slack) - ClockCourse.resolution / 2 }

        /// A packet that seems late is bounded by the clocks before and behind the step: it belongs where it is less late.
        private func extend(_ pieces: inout [Piece], _ n: Int) {
            func late(_ i: Int, _ piece: Piece) -> Double {
                let excess = points[i].y - piece.offset(at: points[i].x)
                return points[i].isForth ? excess - margin : -excess - margin
            }
            while pieces[n].first > pieces[n - 1].first + 1 {
                let i = pieces[n].first - 1
                guard late(i, pieces[n]) >= 0, late(i, pieces[n]) < late(i, pieces[n - 1]) else { return }
                pieces[n].first = i
                pieces[n].firstFrame = points[i].frame
                pieces[n].start = points[i].x
            }
        }

        /// Whether one drift explains everything, though no clock of use drifts like that.
        var isOneLine: Bool {
            var band = ClockBand(allowsDrift: true, half: roundTrip / 2 - margin, steepest: 0.5)
            return points.enumerated().allSatisfy { i, point in
                let isTaken = band.take(point.x, point.isForth ? point.y - margin : point.y + margin, isAbove: point.isForth)
                if i == 0 { _ = band.settle() }
                return i == 0 || isTaken
            }
        }

        func pieces(allowsDrift: Bool) -> [Piece]? {
            var pieces: [Piece] = []
            var band = ClockBand(allowsDrift: allowsDrift, half: roundTrip / 2 - margin)
            func close(_ last: Int) {
                _ = band.settle()
                pieces[pieces.count - 1].end = points[last].x
                pieces[pieces.count - 1].line = band.line
            }
            for (i, point) in points.enumerated() {
                let y = point.isForth ? point.y - margin : point.y + margin
                if i > 0, band.take(point.x, y, isAbove: point.isForth) { continue }
                if i > 0 { close(i - 1) }
                guard pieces.count < ClockCourse.mostPieces else { return nil }
                pieces.append(Piece(first: i, firstFrame: point.frame, start: point.x, end: point.x, line: (0, 0)))
                band = ClockBand(allowsDrift: allowsDrift, half: roundTrip / 2 - margin)
                _ = band.take(point.x, y, isAbove: point.isForth)
                _ = band.settle()
            }
            close(points.count - 1)
            for n in pieces.indices.dropFirst() { extend(&pieces, n) }
            if pieces.count == 1, points.count >= ClockCourse.leastSamples {
                // A constant will do, but a drift explains more than chance does.
                let constant = band.gap(0).width
                if band.drift() - constant >= ClockCourse.resolution + 4 * spread {
                    pieces[0].line = band.line
                } else {
                    close(points.count - 1)
                }
            }
            return pieces
        }
    }

    /// How far B's clock is ahead when a packet is at A, or at B, or at both.
    func ahead(_ first: (frame: Int, time: Int64?)?, _ second: (frame: Int, time: Int64?)?) -> Int64 {
        func relative(_ time: Int64, _ base: Int64) -> Double { Double(time.subtractingReportingOverflow(base).partialValue) }
        let atFirst = first?.time.map { relative($0, origin.time) }
        let atSecond = second?.time.map { relative($0, origin.time.addingReportingOverflow(origin.difference).partialValue) }
        let frame = isOfSecond ? second?.frame : first?.frame
        // Between two pieces, where only the other capture has the packet, the time tells.
        let x = isOfSecond ? atFirst ?? atSecond : atSecond ?? atFirst
        let piece = pieces.last { piece in
            if let frame { return piece.firstFrame <= frame }
            return x.map { piece.start <= $0 } ?? false
        }
        guard let piece = piece ?? pieces.first else { return origin.difference }
        var place = x ?? piece.start
        if isOfSecond, atFirst == nil, let atSecond { place = atSecond - piece.offset(at: atSecond) }
        if !isOfSecond, atSecond == nil, let atFirst { place = atFirst + piece.offset(at: atFirst) }
        return origin.difference.addingReportingOverflow(Self.whole(piece.offset(at: place))).partialValue
    }

    private static func whole(_ value: Double) -> Int64 { Int64(exactly: value.rounded()) ?? 0 }

    /// How far B's clock is ahead at first.
    var start: Int64 {
        origin.difference.addingReportingOverflow(pieces.first.map { Self.whole($0.offset(at: $0.start)) } ?? 0).partialValue
    }

    /// How the clocks moved against each other, where they did.
    var motion: ClockMotion {
        var motion = ClockMotion()
        if let longest = pieces.max(by: { $0.end - $0.start < $1.end - $1.start }), longest.line.slope != 0,
            abs(longest.line.slope) * (longest.end - longest.start) >= Self.resolution
        {
            motion.drift = (longest.line.slope * 1_000_000, Self.whole(longest.end - longest.start))
        }
        for (before, after) in zip(pieces, pieces.dropFirst()) {
            let step = after.offset(at: after.start) - before.offset(at: after.start)
            motion.steps.append(
                ClockMotion.Step(
                    isOfFirst: !isOfSecond, frame: after.firstFrame, by: Self.whole(isOfSecond ? step : -step)))
        }
        return motion
    }
}
