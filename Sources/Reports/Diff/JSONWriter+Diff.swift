extension JSONWriter {
    /// The first record of a comparison: what of two captures is compared, their schema and names.
    func appendDiff(of subject: StaticString, _ files: (first: String, second: String), version: String) {
        beginRecord("diff")
        word("schema", "tcpexplain/1")
        member("version", version)
        word("of", subject)
        member("a", files.first)
        member("b", files.second)
        endRecord()
    }
}
