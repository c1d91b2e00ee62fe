import Foundation
import Testing

/// What is wrong with files of expectations, each told with its line and column.
extension MessageTests {
    /// A file of expectations, and what is said of it.
    struct Fault: CustomTestStringConvertible, Sendable {
        var form: String
        var text: String
        var line: String

        init(_ form: String, _ text: String, _ line: String) {
            (self.form, self.text, self.line) = (form, text, line)
        }

        var testDescription: String { line }
    }

    private static let head = "schema: tcpexplain-expect/1\n"
    private static let all = head + "expect:\n  - name: a\n    select: {every: true}\n"

    static let faults: [Fault] = [
        Fault("json", "{\"a\": 1} x", "e.json:1:10: not JSON: something follows the value"),
        Fault("json", String(repeating: "[", count: 3000), "e.json:1:65: not JSON: too deep"),
        Fault("json", "{\"a\": }", "e.json:1:7: not JSON: a value must be here"),
        Fault("json", "{1: 2}", "e.json:1:2: not JSON: a key in quotes must be here"),
        Fault("json", "{\"a\" 1}", "e.json:1:6: not JSON: a colon must be here"),
        Fault("json", "{\"a\": 1 \"b\"}", "e.json:1:9: not JSON: a comma or } must be here"),
        Fault("json", "[1 2]", "e.json:1:4: not JSON: a comma or ] must be here"),
        Fault("json", "{\"a\": x}", "e.json:1:7: not JSON: a value must be here"),
        Fault("json", "\"\u{1}\"", "e.json:1:2: not JSON: a control character in a string"),
        Fault("json", "\"\\x\"", "e.json:1:4: not JSON: an escape that is none"),
        Fault("json", "\"abc", "e.json:1:5: not JSON: a string has no end"),
        Fault("json", "\"\\u00\"", "e.json:1:4: not JSON: four hexadecimal digits must be here"),
        Fault("json", "", "e.json:1:1: not JSON: a value is missing"),
        Fault("json", "{\"a\":", "e.json:1:6: not JSON: a value is missing"),
        Fault("yaml", "", "e.yaml:1:1: the file is empty"),
        Fault("yaml", head + "---\nx: y\n", "e.yaml:2:1: a second document begins; a file holds one"),
        Fault("yaml", String(repeating: "a: [", count: 200), "e.yaml:1:129: too many values, or too deep"),
        Fault("yaml", "a: *no\n", "e.yaml:1:4: there is no anchor &no before this"),
        Fault("yaml", "- a\n", "e.yaml:1:1: an expectation file is a mapping of keys and values, not a list"),
        Fault("yaml", "schema: [1]\n", "e.yaml:1:9: schema is tcpexplain-expect/1, not a list"),
        Fault("yaml", head + "? [a]\n: b\n", "e.yaml:2:3: a key is a word, not a list"),
        Fault("yaml", head + "expct: 1\n", "e.yaml:2:1: there is no key expct in an expectation file; near it: expect"),
        Fault(
            "yaml", head + "zzzzzz: 1\n",
            "e.yaml:2:1: there is no key zzzzzz in an expectation file; known are: schema, connections, expect"),
        Fault("yaml", head + "connections: 1\nconnections: 2\n", "e.yaml:3:1: the key connections is there twice"),
        Fault("yaml", "connections: 1\n", "e.yaml:1:1: the key schema is missing: schema: tcpexplain-expect/1"),
        Fault("yaml", "schema: other\n", "e.yaml:1:9: schema is tcpexplain-expect/1, not other"),
        Fault("yaml", head + "", "e.yaml:1:1: nothing is expected: give connections, or expect with at least one expectation"),
        Fault("yaml", head + "expect: 1\n", "e.yaml:2:9: expect is a list, not 1"),
        Fault(
            "yaml", head + "expect: []\n",
            "e.yaml:1:1: nothing is expected: give connections, or expect with at least one expectation"),
        Fault("yaml", head + "expect: [1]\n", "e.yaml:2:10: an expectation is a mapping of keys and values, not 1"),
        Fault("yaml", head + "connections: x\n", "e.yaml:2:14: connections is a number from 0 on, or {min: …, max: …}, not x"),
        Fault("yaml", head + "connections: {min: 2, max: 1}\n", "e.yaml:2:14: connections: min is more than max"),
        Fault("yaml", head + "connections: {mn: 2}\n", "e.yaml:2:15: there is no key mn in connections; near it: min"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    handshake: complete\n",
            "e.yaml:3:5: the key select is missing, such as select: {server: \"10.0.0.1:80\"} or {every: true}"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {}\n",
            "e.yaml:4:13: select is empty: name a server, a client, a port, a host, a URL or an sni, or every: true"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {every: true, nth: 1}\n",
            "e.yaml:4:32: nth and every: true exclude one another"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {server: [1]}\n    handshake: refused\n",
            "e.yaml:4:23: server is an address, a network, or an address with a port, not 1"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {server: 1.2}\n    handshake: refused\n",
            "e.yaml:4:22: server is an address, a network, or an address with a port, not 1.2"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {port: 99999}\n    handshake: refused\n",
            "e.yaml:4:20: port is a port from 0 to 65535, not 99999"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {host: \"a b\"}\n    handshake: refused\n",
            "e.yaml:4:20: host is an address, a network, or a name, not the text \"a b\""),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {url: [1]}\n    handshake: refused\n",
            "e.yaml:4:13: \"a\": selects no connection"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {url: \"/[/\"}\n    handshake: refused\n",
            "e.yaml:4:19: url is a part of a URL, or a /regular expression/, not the text \"/[/\""),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {sni: 5}\n    handshake: refused\n",
            "e.yaml:4:19: sni is a name, not 5"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {nth: 0, port: 80}\n    handshake: refused\n",
            "e.yaml:4:19: nth is a number from 1 to 100000, not 0"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {every: maybe}\n    handshake: refused\n",
            "e.yaml:4:21: every is true or false, not maybe"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {client: \"x y\"}\n    handshake: refused\n",
            "e.yaml:4:22: client is an address, a network, or an address with a port, not the text \"x y\""),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {server: nowhere}\n    handshake: refused\n",
            "e.yaml:4:22: server is an address, a network, or an address with a port, not nowhere"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {port: 4}\n    handshake: refused\n",
            "e.yaml:4:13: \"a\": selects no connection"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {sni: zz}\n    handshake: refused\n",
            "e.yaml:4:13: \"a\": selects no connection"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {host: 1.2.3.4}\n    handshake: refused\n",
            "e.yaml:4:13: \"a\": selects no connection"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {nth: 9, port: 8080}\n    handshake: refused\n",
            "e.yaml:4:13: \"a\": selects no connection"),
        Fault(
            "yaml", head + "expect:\n  - name: a\n    select: {port: 8080}\n    handshake: refused\n",
            "e.yaml:4:13: \"a\": selects no connection"),
        Fault(
            "yaml", all + "    handshake: nope\n",
            "e.yaml:5:16: handshake is one of complete, simultaneous, split, refused, aborted, unanswered, partial, not-captured, not nope"
        ),
        Fault("yaml", all + "    handshake: {a: b}\n", "e.yaml:5:17: there is no key a in handshake; known are: not"),
        Fault("yaml", all + "    handshake: []\n", "e.yaml:5:16: handshake: the list is empty"),
        Fault(
            "yaml", all + "    handshake: {not: nope}\n",
            "e.yaml:5:22: handshake is one of complete, simultaneous, split, refused, aborted, unanswered, partial, not-captured, not nope"
        ),
        Fault("yaml", all + "    opened_within: x\n", "e.yaml:5:20: opened_within is a time such as 50ms or 1.5s, not x"),
        Fault("yaml", all + "    opened_within: [1]\n", "e.yaml:5:20: opened_within is a time such as 50ms or 1.5s, not a list"),
        Fault(
            "yaml", all + "    retransmissions: -1\n",
            "e.yaml:5:22: retransmissions is a number from 0 on, or {min: …, max: …}, not -1"),
        Fault(
            "yaml", all + "    retransmissions: \"1\"\n",
            "e.yaml:5:22: retransmissions is a number from 0 on, or {min: …, max: …}, not the text \"1\""),
        Fault("yaml", all + "    findings: 1\n", "e.yaml:5:15: findings is a mapping of keys and values, not 1"),
        Fault(
            "yaml", all + "    findings: {none: [x]}\n", "e.yaml:5:23: none is error, warning or note, or a list of these, not x"),
        Fault("yaml", all + "    findings: {have: refusd}\n", "e.yaml:5:22: there is no finding refusd; near it: refused"),
        Fault(
            "yaml", all + "    findings: {have: qqqqq}\n", "e.yaml:5:22: there is no finding qqqqq; docs/findings.md lists them"),
        Fault(
            "yaml", all + "    findings: {have: [{a: b}]}\n",
            "e.yaml:5:23: have is a name of a finding, or a list of them, not a mapping"),
        Fault(
            "yaml", all + "    exchanges_exactly: true\n",
            "e.yaml:3:5: exchanges_exactly goes with exchanges; exchanges: [] expects none"),
        Fault("yaml", all + "    exchanges: 1\n", "e.yaml:5:16: exchanges is a list, not 1"),
        Fault("yaml", all + "    exchanges: [1]\n", "e.yaml:5:17: an exchange is a mapping of keys and values, not 1"),
        Fault(
            "yaml", all + "    exchanges: [{method: {a: b}}]\n",
            "e.yaml:5:26: method is a method such as GET, or a list of them, not a mapping"),
        Fault(
            "yaml", all + "    exchanges: [{status: 99999}]\n",
            "e.yaml:5:26: status is a status such as 200, a class such as 2xx, absent, or a list of these, not 99999"),
        Fault("yaml", all + "    exchanges: [{status: []}]\n", "e.yaml:5:26: status: the list is empty"),
        Fault(
            "yaml", all + "    exchanges: [{target: [1]}]\n",
            "e.yaml:5:26: target is a text or a /regular expression/, not a list"),
        Fault("yaml", all + "    exchanges: [{target: \"/[/\"}]\n", "e.yaml:5:26: target: /[/ is not a regular expression"),
        Fault(
            "yaml", all + "    exchanges: [{headers: [1]}]\n", "e.yaml:5:27: headers is a mapping of keys and values, not a list"),
        Fault(
            "yaml", all + "    exchanges: [{headers: {a: [1]}}]\n",
            "e.yaml:5:31: a is a text or a /regular expression/, not a list"),
        Fault(
            "yaml", all + "    exchanges: [{headers: {\"a b\": x}}]\n",
            "e.yaml:5:28: headers is a mapping of names of header fields, not the text \"a b\""),
        Fault(
            "yaml", all + "    exchanges: [{content_sha256: 12}]\n",
            "e.yaml:5:34: content_sha256 is 64 hexadecimal digits, not 12"),
        Fault(
            "yaml", all + "    exchanges: [{content_bytes: -1}]\n",
            "e.yaml:5:33: content_bytes is a number from 0 on, or {min: …, max: …}, not -1"),
        Fault(
            "yaml", all + "    exchanges: [{first_byte_within: soon}]\n",
            "e.yaml:5:37: first_byte_within is a time such as 50ms or 1.5s, not soon"),
        Fault("yaml", all + "    name: [a]\n", "e.yaml:5:5: the key name is there twice"),
        Fault(
            "yaml", all + "    handshake: null\n",
            "e.yaml:5:16: handshake is one of complete, simultaneous, split, refused, aborted, unanswered, partial, not-captured, not nothing"
        ),
        Fault(
            "yaml", all + "    handshake: 12\n",
            "e.yaml:5:16: handshake is one of complete, simultaneous, split, refused, aborted, unanswered, partial, not-captured, not 12"
        ),
        Fault(
            "yaml", all + "    handshake: \"abc\"\n",
            "e.yaml:5:16: handshake is one of complete, simultaneous, split, refused, aborted, unanswered, partial, not-captured, not abc"
        ),
        Fault(
            "yaml", all + "    handshake: [[a]]\n",
            "e.yaml:5:17: handshake is one of complete, simultaneous, split, refused, aborted, unanswered, partial, not-captured, not a list"
        ),
        Fault("yaml", all + "    closed_by: x\n", "e.yaml:5:16: closed_by is one of client, server, none, not x"),
        Fault(
            "yaml", head + "expect:\n  - name: []\n    select: {every: true}\n    handshake: refused\n",
            "e.yaml:3:11: name is a text, not a list"),
    ]
}
