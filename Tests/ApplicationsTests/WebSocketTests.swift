import Applications
import Testing

@Suite struct WebSocketTests {
    /// The example of RFC 6455 §1.3; and keys whose padded length is one block more.
    @Test func accept() {
        #expect(WebSocketAccept.value(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(WebSocketAccept.value(for: "") == "Kfh9QIsMVZcl6xEPYxPHzW8SZ8w=")
    }

    @Test func closeCodes() {
        let allowed = [1000, 1001, 1002, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 4999]
        #expect(allowed.allSatisfy { CloseCode.mayBeSent($0) })
        #expect([0, 999, 1004, 1005, 1006, 1015, 1016, 2999].allSatisfy { !CloseCode.mayBeSent($0) })
    }
}
