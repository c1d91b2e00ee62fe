import Foundation

/// What libFuzzer calls with each input. FUZZ_TARGET in the environment names the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        FileHandle.standardError.write(Data("fuzz: FUZZ_TARGET is \"\(name)\", and must be one of \(names)\n".utf8))
        exit(2)
    }
    return target
}()

enum FuzzTarget: String, CaseIterable {
    /// One frame of any link type.
    case frame
    /// A whole capture, pcap or pcapng, compressed or not.
    case capture
    /// A script of segments: connections, cuts, repeats, gaps.
    case segments
    /// The bytes of both directions of a connection, cut anywhere.
    case http
    /// Content in a coding.
    case codings
    /// Records and handshake messages of TLS, and key logs.
    case handshakes
    /// The bytes of both ends of TLS, as a connection.
    case tls
    /// Field blocks of HTTP/2.
    case hpack
    /// Frames of HTTP/2, and connections of them.
    case http2
    /// A connection through every writer.
    case writers

    func run(_ input: [UInt8]) {
        switch self {
        case .frame: FrameTarget.run(input)
        case .capture: CaptureTarget.run(input)
        case .segments: SegmentsTarget.run(input)
        case .http: HTTPTarget.run(input)
        case .codings: CodingsTarget.run(input)
        case .handshakes: HandshakesTarget.run(input)
        case .tls: TLSTarget.run(input)
        case .hpack: HPACKTarget.run(input)
        case .http2: HTTP2Target.run(input)
        case .writers: WritersTarget.run(input)
        }
    }
}

/// Ends the run where something does not hold that must.
func require(_ condition: @autoclosure () -> Bool, _ what: @autoclosure () -> String) {
    if !condition() { fatalError("invariant: \(what())") }
}
