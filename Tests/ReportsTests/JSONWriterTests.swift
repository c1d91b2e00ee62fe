import Foundation
import TCP
import Testing
import Wire

@testable import Reports

/// JSON is put together by one writer.
@Suite struct JSONWriterTests {
    private static func written(_ body: (JSONWriter) -> Void) -> String {
        let output = OutputBuffer { _ in }
        body(JSONWriter(output))
        return String(decoding: output.gathered(), as: UTF8.self)
    }

    @Test func commasStandBetweenMembersAndElements() {
        let text = Self.written { json in
            json.beginRecord("test")
            json.beginArray("empty")
            json.endArray()
            json.member("numbers", [1, 2])
            json.beginArray("objects")
            for number in [1, 2] {
                json.beginObject()
                json.member(named: "n\(number)", number)
                json.endObject()
            }
            json.element("a,")
            json.element(3)
            json.elementNull()
            json.endArray()
            json.beginObject("none")
            json.endObject()
            json.member("absent", nil as Int?)
            json.member("absent", nil as String?)
            json.seconds("absent", nil)
            json.null("null")
            json.member("flag", false)
            json.endRecord()
            json.beginRecord("next")
            json.endRecord()
        }
        #expect(
            text == """
                {"type":"test","empty":[],"numbers":[1,2],"objects":[{"n1":1},{"n2":2},"a,",3,null],"none":{},"null":null,"flag":false}
                {"type":"next"}

                """)
    }

    /// What looks like structure in a text is text: it is read back as it was.
    @Test(arguments: ["", "{", "[", ":", ",", "\n", "\"", "\\", "a\u{7}b", "\u{2028}", "ä\u{85}", "\u{1f600}"])
    func textsAreEscaped(text: String) throws {
        let written = Self.written { json in
            json.beginObject()
            json.member("a", text)
            json.member("b", [text, text])
            json.member("c", 1)
            json.endObject()
        }
        let read = try #require(try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: Any])
        #expect(read["a"] as? String == text && read["b"] as? [String] == [text, text] && read["c"] as? Int == 1)
        #expect(!written.contains("\n") && !written.contains("\u{2028}"))
    }

    @Test func valuesOfItsOwn() {
        let text = Self.written { json in
            json.beginObject()
            json.seconds("time", 1_213_000)
            json.member("at", Timestamp(seconds: 1, nanoseconds: 5))
            json.member("end", Endpoint(address: IPAddress(ipv4: 0x0a00_0001), port: 80))
            json.member("from", Role.server)
            json.word("word", "a-b")
            json.endObject()
        }
        #expect(
            text == #"{"time":0.001213,"at":"1970-01-01T00:00:01.000000005Z","end":"10.0.0.1:80","from":"server","word":"a-b"}"#)
    }

    /// A buffer that was handed on in the middle of a record still knows what it wrote last.
    @Test func commasSurviveAFlush() {
        var all: [UInt8] = []
        let output = OutputBuffer { span in for i in span.indices { all.append(span[i]) } }
        let json = JSONWriter(output)
        json.beginObject()
        output.flush()
        json.member("a", 1)
        output.flush()
        json.member("b", 2)
        json.endObject()
        output.flush()
        #expect(String(decoding: all, as: UTF8.self) == #"{"a":1,"b":2}"#)
    }
}
