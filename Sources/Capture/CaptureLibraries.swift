import CPcap
import CZlib
import CZstd

/// The C libraries that read captures.
public enum CaptureLibraries {
    public static var versions: [(name: String, version: String)] {
        // "libpcap version 1.10.3 (with TPACKET_V3)"
        let words = unsafe String(cString: pcap_lib_version()).split(separator: " ")
        return [
            ("libpcap", words.count > 2 ? String(words[2]) : "?"), ("zlib", unsafe String(cString: zlibVersion())),
            ("zstd", unsafe String(cString: ZSTD_versionString())),
        ]
    }
}
