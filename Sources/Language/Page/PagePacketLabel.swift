/// Labels of a page: the fields of a packet. `{0}` and so on stand for values.
public enum PagePacketLabel: String, CaseIterable, Sendable {
    case packet, frame, time, elapsed, direction, flags, window, length, captured, step, sum, acknowledges, states
    case stage, reason, checksum, checksumRight = "checksum_right", checksumUnknown = "checksum_unknown"
    case checksumDamaged = "checksum_damaged", checksumNotOnTheWire = "checksum_not-on-the-wire", interface, process
    case comment, wireshark, copy, close
}
