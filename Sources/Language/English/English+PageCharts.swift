/// Labels of a page.
extension English {
    public func label(_ label: PageExchangeLabel) -> String {
        switch label {
        case .exchangeNumber: "#"
        case .exchangeMethod: "method"
        case .exchangeUrl: "target"
        case .exchangeStatus: "status"
        case .exchangeFrames: "frames"
        case .exchangeSent: "sent"
        case .exchangeReceived: "received"
        case .exchangeWait: "wait"
        case .exchangeTook: "in all"
        case .exchangesLeftOut: "{0} exchanges of this connection are left out: a page holds only so many."
        case .request: "Request"
        case .response: "Response"
        case .frames: "frames"
        case .notCaptured: "The capture does not have it."
        case .incomplete: "It is not complete."
        case .fieldUnknown: "(its HPACK entry was not captured)"
        case .content: "Content:"
        case .decodedTo: "decoded: {0}"
        case .firstBytes: "the first {0} are in this page"
        case .indented: "Indented to be read: only white space between tokens differs from what was sent."
        case .imageAlt: "The content, an image ({0})"
        case .partConnect: "connect"
        case .partTls: "TLS"
        case .partRequest: "request"
        case .partWait: "wait"
        case .partResponse: "response"
        case .waterfallTitle: "Waterfall"
        case .waterfallHelp:
            "Every exchange over the time of the capture: connecting and TLS stand before the first one of a connection. A click opens it."
        case .waterfallLeftOut: "The first {0} of {1} are shown."
        }
    }

    public func label(_ label: PagePlotLabel) -> String {
        switch label {
        case .plotSequence: "Sequence numbers over time"
        case .plotFlight: "Bytes in flight and the window"
        case .plotRtt: "Round-trip time, by ACKs"
        case .plotThroughput: "Bytes a second"
        case .sender: "Sent by"
        case .zoomHelp: "Drag to move, Ctrl and wheel or + and − to zoom, arrow keys to move, 0 shows all."
        case .zoomIn: "Zoom in"
        case .zoomOut: "Zoom out"
        case .zoomReset: "Show all"
        case .keySegment: "segment"
        case .keyRepeated: "sent again"
        case .keyAck: "acknowledged"
        case .keyWindow: "window edge"
        case .keySack: "SACK"
        case .keyGap: "gap before it"
        case .keyFlight: "in flight"
        case .keyAllowed: "window"
        case .keyRtt: "round trip"
        case .keyRate: "bytes a second"
        case .noPlot: "There is nothing to draw: no times, or no data."
        case .plotSummary: "{0}: {1} points, from {2} to {3}"
        }
    }
}
