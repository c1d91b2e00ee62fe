extension EnglishTopics {
    /// Where causes and advice are alike: the program that made the message, or somebody who smuggles requests.
    static let violations = [
        TopicText(
            "http-length-and-transfer-encoding", "both Content-Length and Transfer-Encoding",
            "Recipients may read a different end of the message: request smuggling.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "A repeated Content-Length: that is read alike by everybody."),
        TopicText(
            "http-conflicting-lengths", "Content-Lengths that contradict each other", "The end of the message cannot be known.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "http-repeated-length: there they say the same."),
        TopicText(
            "http-repeated-length", "the same Content-Length twice", "Read alike by everybody, and still against the rules.",
            causes: "A program and a proxy that both add the field.", advice: "Let one of the two leave it out.",
            not: "http-conflicting-lengths: there they differ."),
        TopicText(
            "http-invalid-length", "a Content-Length that is no number", "The end of the message cannot be known.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "A length of 0, which is valid: no content."),
        TopicText(
            "http-chunked-not-last", "chunked is not the last transfer coding",
            "The end of a request cannot be known; a response ends with its connection.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "Content-Encoding, which does not decide where a message ends."),
        TopicText(
            "http-unknown-transfer-coding", "a transfer coding that is not known",
            "Recipients that do not know it cannot read on.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "Content-Encoding (gzip, br), where such names belong."),
        TopicText(
            "http-transfer-encoding-in-1.0", "Transfer-Encoding in HTTP/1.0",
            "HTTP/1.0 does not have it: recipients may ignore it.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "HTTP/1.1, where chunked is usual."),
        TopicText(
            "http-framing-without-content", "framing fields where there can be no content",
            "On 1xx, 204, or an answer to CONNECT.", causes: "A program that adds the fields to every answer.",
            advice: "Let it leave them out; recipients ignore them.",
            not: "An answer to HEAD, or a 304: there a Content-Length is allowed, and no content follows."),
        TopicText(
            "http-bare-cr", "a CR without LF", "Some recipients end the line there, others do not.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "http-bare-lf, which nearly all recipients read alike."),
        TopicText(
            "http-bare-lf", "a line that ends with LF alone", "Recipients may accept it.",
            causes: "A script or a small device that writes lines by hand.", advice: "Let the program end its lines with CR LF.",
            not: "http-bare-cr, which is dangerous."),
        TopicText(
            "http-whitespace-before-colon", "white space between a field's name and its colon",
            "Some recipients read another name: request smuggling.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "White space behind the colon, which is usual."),
        TopicText(
            "http-whitespace-after-start-line", "white space before the first field",
            "Some recipients skip the line, others take it for a field.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "http-obsolete-folding: there the line continues a field."),
        TopicText(
            "http-obsolete-folding", "a field over several lines", "Obsolete: a recipient must reject it or join the lines.",
            causes: "An old program, or one that breaks long values.", advice: "Let it write the field in one line.",
            not: "http-whitespace-after-start-line, where no field stands before."),
        TopicText(
            "http-line-without-colon", "a header line without a colon", "It is no field.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "The empty line, which ends the header section."),
        TopicText(
            "http-invalid-field-name", "a field name with characters that no name has", "Recipients read it in different ways.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "Upper and lower case, which do not matter in names."),
        TopicText(
            "http-invalid-field-value", "a field value with NUL, CR or LF", "Recipients may cut it.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "Bytes beyond ASCII, which are allowed, and best avoided."),
        TopicText(
            "http-missing-host", "HTTP/1.1 without Host", "A server must answer 400.",
            causes: "A script or a small program; a client made for HTTP/1.0.", advice: "Let the client send Host.",
            not: "HTTP/1.0, which does not need it."),
        TopicText(
            "http-repeated-host", "more than one Host", "A proxy and the server behind it may take different ones.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "X-Forwarded-Host and the like, which are other fields."),
        TopicText(
            "http-invalid-host", "a Host that is no host", "A server must answer 400.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "An empty Host, which is allowed where the target names no host."),
        TopicText(
            "http-invalid-target", "a request target of none of the four forms", "Recipients may guess in different ways.",
            causes: "A client that does not encode spaces or other characters; an attempt to confuse proxies.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "http-client-error: a wrong path has a valid form."),
        TopicText(
            "http-invalid-start-line", "where a start line must be, a line that is none",
            "The text shows it, and says whether it was read all the same.",
            causes:
                "A program that writes it by hand, other data on the connection, or a body that is longer than its Content-Length.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "protocol-mismatch: there the whole connection speaks something else."),
        TopicText(
            "http-invalid-chunk", "a chunk whose size cannot be read", "The end of the message cannot be known.",
            causes: "A faulty program made the message, or somebody tries to smuggle requests past a proxy.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "A chunk of size 0, which is valid: the last one."),
        TopicText(
            "http-head-too-large", "a head beyond this program's bound", "It is not read as HTTP any further.",
            causes: "Cookies that grew without end, or an attack.",
            advice: "Look at the largest field; most servers stop at 8 to 32 KiB with a 431.",
            not: "A limit of the server: this is the bound of this program."),
        TopicText(
            "http-broken-content-coding", "content that cannot be decoded",
            "It is not what Content-Encoding says, or is damaged.",
            causes: "A program that names a coding and does not use it, or compressed data that was cut or changed.",
            advice: "Look at the program that made it; a proxy and the server behind it should refuse it.",
            not: "http-incomplete: there bytes are missing, here they are there and make no sense."),
        TopicText(
            "http-content-too-large", "content beyond this program's bound",
            "It is no longer decoded; a small message that decodes to a huge one is an attack.",
            causes: "Very well compressible content, or an attack (a decompression bomb).",
            advice: "Look how large the content is decoded, before anything decodes it whole.",
            not: "A status 413: that is the server's own answer."),
        TopicText(
            "http-zstd-window-too-large", "zstd content with a window beyond 8 MiB",
            "Browsers and other recipients refuse it, though its data may be right.",
            causes: "A program that compresses with a high level, or with long distances, for files and not for HTTP.",
            advice: "Compress with a window of 8 MiB at most (zstd: a level up to 19, no --long).",
            not: "http-broken-content-coding: there the data makes no sense."),
    ]
}
