import Foundation
import Testing

@Suite struct RepeatedSYNTests {
    /// A SYN that repeats another's number is a retransmission, however soon it comes: its reason does not say that it counts as late.
    @Test func aRepeatedSYNSoonBehindTheFirst() throws {
        var conversation = Conversation()
        conversation.segment(fromClient: true, port: 2000, 100, 0, 2, [0x78, 0x78])
        conversation.segment(fromClient: true, port: 2000, 100, 0, 2, [0x78])
        let text = try Command.run(["--width", "300", "-"], input: conversation.data).text
        #expect(text.contains("! retransmission: sent before, sent again"), "\(text)")
        #expect(text.contains("(it begins below 3, up to which had been sent 1.0 ms before)"), "\(text)")
        #expect(!text.contains("counts as late"))
    }
}
