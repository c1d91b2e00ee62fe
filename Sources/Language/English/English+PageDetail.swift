/// Labels of a page.
extension English {
    public func label(_ label: PageConnectionLabel) -> String {
        switch label {
        case .connection: "Connection"
        case .client: "client"
        case .server: "server"
        case .rolesInferred: "who is the client is inferred"
        case .story: "What happened"
        case .showFrames: "frames"
        case .agreed: "What was agreed"
        case .missing: "not captured"
        case .handshakeTime: "handshake round trip"
        case .filterOf: "Wireshark filter"
        case .bytes: "bytes"
        case .views: "Views"
        case .tabLadder: "Ladder"
        case .tabExchanges: "HTTP exchanges"
        case .tabPlots: "Plots"
        case .ladderLabel: "Ladder of connection {0}"
        case .ladderHelp:
            "Time runs down, a row for each packet. An arrow falls by half a round trip, estimated, on the scale of its row, which lasts until the next (bounded; alike where no round trip was measured); arrows that cross were under way at the same time, as their acknowledgment numbers prove. Rest the pointer on a packet for all of its fields, click it to keep them; arrow keys move."
        case .plotsEnd: "The plots end before the first of them, frame {0}."
        case .packetsLeftOut: "{0} packets of this connection are left out: a page holds only so many."
        case .frameAndTime: "frame, s"
        case .run: "{0} packets: {1} bytes from the client, {2} from the server"
        }
    }

    public func label(_ label: PagePacketLabel) -> String {
        switch label {
        case .packet: "Packet"
        case .frame: "frame"
        case .time: "time"
        case .elapsed: "since the start"
        case .direction: "direction"
        case .flags: "flags"
        case .window: "window"
        case .length: "length"
        case .captured: "{0} captured"
        case .step: "step"
        case .sum: "check"
        case .acknowledges: "acknowledges"
        case .states: "states"
        case .stage: "stage"
        case .reason: "because"
        case .checksum: "checksum"
        case .checksumRight: "right"
        case .checksumUnknown: "not known"
        case .checksumDamaged: "wrong: damaged on its way"
        case .checksumNotOnTheWire: "wrong in the capture, not on the wire"
        case .interface: "interface"
        case .process: "process"
        case .comment: "comment"
        case .wireshark: "Wireshark:"
        case .copy: "Copy"
        case .close: "Close"
        }
    }
}
