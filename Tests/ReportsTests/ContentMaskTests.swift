import Language
import PacketScript
import Testing

/// Content of messages: what is named like a secret is masked, whatever the form.
@Suite struct ContentMaskTests {
    private static let secret = "hunter2Z9"

    @Test(
        arguments: [
            // Forms and queries.
            ("user=a&password=hunter2Z9&x=1", "user=a&password=***&x=1"),
            ("user%5Bpassword%5D=hunter2Z9&x=1", "user%5Bpassword%5D=***&x=1"), ("pass%77ord=hunter2Z9", "pass%77ord=***"),
            ("/cb?access_token=hunter2Z9&state=1", "/cb?access_token=***&state=1"),
            ("next=%2Fcb%3Ftoken%3Dhunter2Z9&a=b", "next=***&a=b"),
            ("data=%7B%22password%22%3A%22hunter2Z9%22%7D&a=b", "data=***&a=b"),
            ("PASSWORD=two words hunter2Z9\nUSER=a", "PASSWORD=***\nUSER=a"),
            // JSON.
            (#"{"user":"a","password":"hunter2Z9","n":1}"#, #"{"user":"a","password":"***","n":1}"#),
            (#"{"Client-Secret" : "a\"hunter2Z9", "n": 1}"#, #"{"Client-Secret" : "***", "n": 1}"#),
            (#"{"pass\u0077ord":"hunter2Z9"}"#, #"{"pass\u0077ord":"***"}"#),
            (#"{"token":12345678,"a":1}"#, #"{"token":***,"a":1}"#),
            (#"{"tokens":["hunter2Z9",{"a":"]"}],"a":1}"#, #"{"tokens":***,"a":1}"#),
            (
                #"{"password":null,"max_tokens":100,"token_type":"bearer"}"#,
                #"{"password":null,"max_tokens":100,"token_type":"bearer"}"#
            ),
            (#"{"body":"{\"password\":\"hunter2Z9\",\"a\":1}"}"#, #"{"body":"{\"password\":\"***\",\"a\":1}"}"#),
            (
                #"[{"name":"DB_PASSWORD","value":"hunter2Z9"},{"name":"A","value":"b"}]"#,
                #"[{"name":"DB_PASSWORD","value":"***"},{"name":"A","value":"b"}]"#
            ),
            (#"[{"value":"hunter2Z9","name":"secret"}]"#, #"[{"value":"***","name":"secret"}]"#),
            ("{\n  \"api_key\":\n  \"hunter2Z9\"\n}", "{\n  \"api_key\":\n  \"***\"\n}"),
            ("{'密码': 'hunter2Z9'}", "{'密码': '***'}"),
            (#"{"password":"hunter2Z9"#, #"{"password":"***"#),
            // XML and HTML.
            ("<a><Password>hunter2Z9</Password></a>", "<a><Password>***</Password></a>"),
            (#"<wsse:Password Type="Text">hunter2Z9</wsse:Password>"#, #"<wsse:Password Type="Text">***</wsse:Password>"#),
            ("<secret><![CDATA[a<hunter2Z9]]></secret>", "<secret>***]]></secret>"),
            (#"<input type="password" name="p" value="hunter2Z9">"#, #"<input type="password" name="p" value="***">"#),
            (#"<db password="hunter2Z9" host="h"/>"#, #"<db password="***" host="h"/>"#),
            // Header fields, settings, tokens.
            ("Authorization: Basic hunter2Z9\r\nHost: a", "Authorization: ***\r\nHost: a"),
            ("a: Bearer hunter2Z9.x y", "a: Bearer *** y"),
            ("curl -H 'X-Api-Key: hunter2Z9'", "curl -H 'X-Api-Key: ***"),
            ("t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.hunter2Z9abc end", "t *** end"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2Z9\n-----END RSA PRIVATE KEY-----\nx",
                "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----\nx"
            ),
            (
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2Z9\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n***\r\n--b--\r\n"
            ),
            ("https://u:hunter2Z9@h/", "https://***@h/"),
        ] as [(String, String)]) func isMasked(content: String, shown: String)
    {
        #expect(Secrets().content(content) == shown)
        #expect(!Secrets().content(content).contains(Self.secret))
        #expect(Secrets(areShown: true).content(content) == content)
    }

    @Test(arguments: [
        "", "a", "The quick brown fox", #"{"id":1,"name":"Ann","type":"user","value":"v"}"#,
        "<p>basic words and bearer of news</p>",
        "a=1&b=2", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "100%", "%", "\\u", "password", "<password", "\"token\"", "secret:",
        "pin=",
        "{\"token\":", "-----BEGIN PRIVATE KEY-----",
    ]) func isLeft(content: String) { #expect(Secrets().content(content) == content) }

    /// Bytes of any kind, cut anywhere, end; so does a content that is made to take long.
    @Test func endsOnAnything() {
        let parts = [
            "password", "=", "\"", "\\", "{", "[", "<", ">", "name=\"token\"", "form-data;", "\r\n\r\n", "%", "%7B", "\\u00", "&",
            "a",
        ]
        var seed: UInt64 = 1
        for _ in 0..<2000 {
            var text = ""
            for _ in 0..<12 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += parts[Int(seed >> 33) % parts.count]
            }
            _ = Secrets().content(Array(text.utf8) + [0xff, 0])
        }
        for part in ["form-data; name=\"token\" ", "{\"token\":[", "<token ", "token=\\\"", "%25"] {
            let content = String(repeating: part, count: 4000)
            let seconds = ProcessorTime.measure { _ = Secrets().content(content) }
            #expect(seconds < 20, "\(part): \(seconds) s")
        }
    }
}
