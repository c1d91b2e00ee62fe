/// What the walk through a frame knows so far.
struct Walk {
    /// What will be the result.
    var result = Dissection()
    /// The addresses that the TCP checksum covers, where they are not those of the IPv6 header: the home address of a mobile
    /// node (RFC 6275 §6.3) and the last address of a source route (RFC 8200 §8.1).
    var checksumSource: IPAddress?
    var checksumDestination: IPAddress?
    /// The compressed datagram just found, until it is decompressed.
    var compressed: Range<Int>?
    /// The fragment just read, until the reassembler has taken it.
    var fragment: Fragment?
    /// The ICMP error that was found, and who sent it.
    var icmpError: (error: ICMPError, from: IPAddress)?
    /// How often compression was taken off.
    var decompressions = 0
}
