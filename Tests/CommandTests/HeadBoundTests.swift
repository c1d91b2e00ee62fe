import Foundation
import Testing

/// A head beyond the bounds hides nothing behind it, and what could not be read is not called absent.
@Suite struct HeadBoundTests {
    private func capture(hugeRequest: Bool, hugeResponse: Bool) -> Data {
        let more = (0..<4101).map { "X-\($0): y\r\n" }.joined()
        var conversation = Conversation()
        var ends = conversation.open()
        for i in 1...3 {
            let request = "GET /\(i) HTTP/1.1\r\nHost: a\r\n\(hugeRequest && i == 1 ? more : "")\r\n"
            let response = "HTTP/1.1 200 OK\r\n\(hugeResponse && i == 1 ? more : "")Content-Length: 2\r\n\r\nhi"
            conversation.send(request.utf8, fromClient: true, on: &ends)
            conversation.send(response.utf8, fromClient: false, on: &ends)
        }
        conversation.close(ends)
        return conversation.data
    }

    @Test(arguments: [(true, false), (false, true), (true, true)])
    func readingGoesOn(hugeRequest: Bool, hugeResponse: Bool) throws {
        let input = capture(hugeRequest: hugeRequest, hugeResponse: hugeResponse)
        let run = try Command.run(["-"], input: input, environment: ["COLUMNS": "300"])
        #expect(run.status == 0)
        for i in [2, 3] {
            #expect(run.text.contains("GET /\(i) on a → 200 OK, 2 bytes"), "\(run.text)")
        }
        #expect(run.text.contains("beyond the bounds of this program; reading went on"))
        #expect(!run.text.contains("never answered"))
        #expect(!run.text.contains("nothing to complain of"))
    }
}
