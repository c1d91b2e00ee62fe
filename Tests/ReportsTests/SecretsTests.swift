import Language
import Testing

/// Masking over bytes must not show anything that masking of strings hides.
@Suite struct SecretsTests {
    private static let names = [
        "Host", "Cookie", "cookie", "Cookie2", "Set-Cookie", "Authorization", "Proxy-Authorization", "Date", "Referer",
        "Location", "Coo kie", "X", "", "Accept", "Content-Length", "User-Agent",
    ]
    private static let values = [
        "", "a", "a=b", "a=b; c=d", "a=b;", "; ;x", "Basic dXNlcjpwYXNz", "Bearer abc", "secret", "user:pw@host", "http://u:p@h/",
        "Thu, 01 Jan 2026 00:00:00 GMT", "text authorization: Basic x", "text Cookie : a=b", "cookie:", "x/y:z", "a=b; Path=/",
    ]

    @Test func bytesAreMaskedAsStringsAre() {
        let secrets = Secrets()
        for name in Self.names {
            for value in Self.values {
                let bytes = Array((name + value).utf8)
                let split = name.utf8.count
                if secrets.leaves(split..<bytes.count, of: 0..<split, in: bytes.span) {
                    #expect(secrets.value(of: name, value) == value, "\(name): \(value)")
                }
                let masked = String(
                    decoding: secrets.maskedCookie(split..<bytes.count, in: bytes.span), as: UTF8.self)
                #expect(masked == secrets.value(of: "cookie", value), "\(value)")
            }
        }
    }

    @Test func shownSecretsAreLeftAsTheyAre() {
        let bytes = Array("Cookiea=b".utf8)
        let isLeft = Secrets(areShown: true).leaves(6..<9, of: 0..<6, in: bytes.span)
        #expect(isLeft)
        #expect(Secrets(areShown: true).value(of: "Cookie", "a=b") == "a=b")
    }

    @Test(
        arguments: [
            ("Authorization", "Basic dXNlcjpwYXNz", "Basic ***"), ("Authorization", "dXNlcjpwYXNz", "***"),
            ("authorization ", "Bearer x", "Bearer ***"), ("Cookie", "a=b; c=d", "a=***; c=***"),
            ("Set-Cookie", "id=1; Path=/; HttpOnly", "id=***; Path=/; HttpOnly"), ("Host", "u:p@example.org", "***@example.org"),
            ("Referer", "https://u:p@example.org/?q", "https://***@example.org/?q"), ("Accept", "*/*", "*/*"),
            ("X-Folded", "x cookie: a=b", "x ***"),
        ] as [(String, String, String)])
    func valuesAreMasked(name: String, value: String, shown: String) {
        #expect(Secrets().value(of: name, value) == shown)
    }
}
