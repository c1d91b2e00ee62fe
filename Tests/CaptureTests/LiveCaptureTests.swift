#if os(Linux)
    import Foundation
    import Testing
    import Wire

    @testable import Capture

    /// Capturing on the loopback interface, which takes root; `scripts/check-live` does more.
    @Suite(.enabled(if: geteuid() == 0, "live capture takes root")) struct LiveCaptureTests {
        private func send(_ payload: [UInt8], port: UInt16) {
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            let sent = unsafe withUnsafePointer(to: &address) { address in
                unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe sendto(descriptor, payload, payload.count, 0, address, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            #expect(sent == payload.count)
        }

        @Test func packetsOfTheLoopback() throws {
            var settings = LiveCapture.Settings(interface: "lo")
            settings.filter = "udp dst port 40404"
            settings.bufferSize = 1
            let capture = try LiveCapture(settings)
            #expect(capture.linkType == .ethernet && capture.settings.interface == "lo")
            for i: UInt8 in 1...3 { send([UInt8](repeating: i, count: 20), port: 40404) }
            send([9], port: 40405)
            var payloads: [[UInt8]] = []
            var numbers: [Int] = []
            for _ in 0..<100 where payloads.count < 3 {
                var waiting = pollfd(fd: capture.descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&waiting, 1, 100)
                let outcome = capture.takePackets(from: payloads.count + 1, limit: 2) { info, bytes in
                    #expect(info.hasTime && info.wireLength == 62 && bytes.count == 62)
                    numbers.append(info.number)
                    payloads.append((42..<62).map { bytes[$0] })
                    return true
                }
                guard case .packets(let count) = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
                #expect(count <= 2)
            }
            #expect(payloads == [1, 2, 3].map { [UInt8](repeating: $0, count: 20) } && numbers == [1, 2, 3])
            #expect(capture.newOrigins.isEmpty && capture.counts == LiveCapture.Counts())
        }

        /// Whoever takes packets can stop after each; the others wait.
        @Test func stopsAfterAPacket() throws {
            var settings = LiveCapture.Settings(interface: "lo")
            settings.filter = "udp dst port 40407"
            let capture = try LiveCapture(settings)
            for i: UInt8 in 1...5 { send([i], port: 40407) }
            var taken: [UInt8] = []
            for _ in 0..<100 where taken.count < 5 {
                var waiting = pollfd(fd: capture.descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&waiting, 1, 100)
                let before = taken.count
                let outcome = capture.takePackets(from: before + 1, limit: 64) { _, bytes in
                    taken.append(bytes[42])
                    return false
                }
                #expect(outcome == .packets(taken.count - before) && taken.count - before <= 1)
            }
            #expect(taken == [1, 2, 3, 4, 5])
        }

        /// On `any`, each packet names its interface.
        @Test func packetsOfAllInterfaces() throws {
            var settings = LiveCapture.Settings(interface: "any")
            settings.filter = "udp dst port 40406"
            settings.isPromiscuous = false
            let capture = try LiveCapture(settings)
            #expect(capture.linkType == .linuxCooked2)
            send([1, 2, 3], port: 40406)
            var origins: [FrameOrigin] = []
            for _ in 0..<100 where origins.isEmpty {
                var waiting = pollfd(fd: capture.descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&waiting, 1, 100)
                _ = capture.takePackets(from: 1, limit: 1) { info, _ in
                    origins += capture.newOrigins.filter { $0.number == info.origin }.map(\.origin)
                    return true
                }
            }
            #expect(origins.map { ($0.interfaceIndex ?? 0) > 0 } == [true])
        }

        @Test func whatCannotBeCaptured() {
            #expect(throws: CaptureError.noDevice("nosuchif0")) { try LiveCapture(LiveCapture.Settings(interface: "nosuchif0")) }
            var settings = LiveCapture.Settings(interface: "lo")
            settings.filter = "udp prt 9"
            let wrong = #expect(throws: CaptureError.self) { try LiveCapture(settings) }
            guard case .filter("udp prt 9", .words)? = wrong else {
                Issue.record("\(String(describing: wrong))")
                return
            }
        }
    }
#endif
