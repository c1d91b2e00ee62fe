import Analysis
import CPlatform
import Capture
import Language
import Platform
import Reports
import Wire

/// A capture from an interface: packets are told as they come, until it is ended by a signal, a count, a time, or the interface itself.
struct LiveRun {
    /// How it came to its end.
    enum End: Equatable {
        case asked
        /// The system's words; nil if it merely went down.
        case interfaceGone(String?)
        case outputClosed
    }

    /// What is done while packets come.
    struct Actions {
        /// Everything told so far is to be seen.
        var flush: () -> Void
        /// The terminal has another size.
        var resize: () -> Void
        /// The screen is to be drawn anew, where there is one.
        var draw: (LiveCapture.Counts) -> Void
        /// Whether the outputs still take anything.
        var isOpen: () -> Bool
        /// The reader of standard output went away.
        var close: () -> Void
        /// Frames of this origin come, which have this number.
        var origin: (FrameOrigin, Int) -> Void
        /// Something is to be told at once.
        var warn: (Notice) -> Void
    }

    let capture: LiveCapture
    let writer: CaptureWriter?
    /// Packets to take at most.
    let count: Int?
    /// How long to capture, in seconds.
    let duration: Double?
    /// Readable once a signal came.
    let signals: Int32
    /// What is run meanwhile; the capture ends soon after it.
    var command: RunningCommand?

    /// Packets taken in one go before the clock is looked at. Whether a signal came is asked after each: a single one can take milliseconds.
    private static let batch = 64
    /// The clock is looked at so often where no packet comes, in milliseconds.
    private static let heartbeat = 200

    /// How long packets are still taken once the command has ended: its connections are closed meanwhile.
    private static let settling: Int64 = 500_000_000

    func run(_ analyzer: Analyzer, _ actions: Actions) -> End {
        let began = Self.now()
        var end = duration.map { began.advanced(by: Int64($0 * 1e9)) }
        var next = 1
        var latest = began
        var told = LiveCapture.Counts()
        var lastLook = began
        let wasUp = unsafe tcpexplain_interface_is_up(capture.settings.interface) == 1
        while tcpexplain_was_interrupted() == 0, actions.isOpen() {
            let left = count.map { $0 - (next - 1) } ?? Self.batch
            if left <= 0 { return .asked }
            let outcome = capture.takePackets(from: next, limit: min(left, Self.batch)) { info, frame in
                writer?.write(frame, info)
                for new in capture.newOrigins { actions.origin(new.origin, new.number) }
                analyzer.process(frame, info)
                latest = info.time
                return tcpexplain_was_interrupted() == 0
            }
            if tcpexplain_was_interrupted() != 0 { break }
            let now = Self.now()
            if tcpexplain_was_resized() != 0 {
                actions.resize()
                actions.draw(told)
            }
            if let end, now >= end, isOver(outcome, latest: latest, end: end) { return .asked }
            if let command, command.hasJustEnded() {
                let settled = now.advanced(by: Self.settling)
                end = end.map { min($0, settled) } ?? settled
            }
            switch outcome {
            case .ended(let reason): return tcpexplain_was_interrupted() != 0 ? .asked : .interfaceGone(reason)
            case .packets(let taken):
                next += taken
                if taken == Self.batch { break }
                // Nothing more waits: what was found is shown before the next packet comes.
                analyzer.tick(at: now)
                writer?.flush()
                actions.flush()
                if wait(until: end, now) { actions.close() }
            }
            if now.nanoseconds(since: lastLook) >= 500_000_000 {
                lastLook = now
                tellDrops(&told, actions.warn)
                actions.draw(told)
                // libpcap waits for an interface to come up again; who captures wants to know.
                if wasUp, unsafe tcpexplain_interface_is_up(capture.settings.interface) == 0 {
                    return .interfaceGone(nil)
                }
            }
        }
        return actions.isOpen() ? .asked : .outputClosed
    }

    /// Whether all packets were taken that came before the end: on a busy machine some still wait in the kernel's buffer then, and those of the last
    /// close are the ones that decide.
    private func isOver(_ outcome: LiveCapture.Outcome, latest: Timestamp, end: Timestamp) -> Bool {
        guard case .packets(Self.batch) = outcome else { return true }
        return latest >= end
    }

    /// Waits for packets, a signal, or the next look at the clock. Whether the reader of standard output went away meanwhile.
    private func wait(until end: Timestamp?, _ now: Timestamp) -> Bool {
        let left = end.map { Int(clamping: $0.nanoseconds(since: now) / 1_000_000 + 1) } ?? Self.heartbeat
        var descriptors = [
            pollfd(fd: capture.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            // Nothing is asked for, but an error is told.
            pollfd(fd: 1, events: 0, revents: 0),
            pollfd(fd: command?.waitingFor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        _ = unsafe poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: max(0, min(left, Self.heartbeat))))
        return Int32(descriptors[2].revents) & (POLLERR | POLLHUP) != 0
    }

    /// Says at once that packets are being lost.
    private func tellDrops(_ told: inout LiveCapture.Counts, _ warn: (Notice) -> Void) {
        let counts = capture.counts
        let new = (counts.droppedByKernel - told.droppedByKernel, counts.droppedByInterface - told.droppedByInterface)
        if new.0 > 0 {
            warn(.droppedByKernel(new.0, bufferSize: capture.settings.bufferSize))
        }
        if new.1 > 0 { warn(.droppedByInterface(new.1)) }
        told = counts
    }

    /// The clock that captures are timed by.
    static func now() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
