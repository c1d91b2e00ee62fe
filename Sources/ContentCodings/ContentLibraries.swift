import CBrotli

/// The C libraries that decode content, besides those that read captures too.
public enum ContentLibraries {
    public static var versions: [(name: String, version: String)] {
        let version = BrotliDecoderVersion()
        return [("brotli", "\(version >> 24).\(version >> 12 & 0xfff).\(version & 0xfff)")]
    }
}
