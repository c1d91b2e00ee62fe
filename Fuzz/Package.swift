// swift-tools-version: 6.2
import PackageDescription

// libFuzzer targets over the library: a package of its own, since they are built with a sanitizer. See scripts/fuzz.
let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "tcpexplain", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzz", dependencies: [.product(name: "TCPExplainModules", package: "tcpexplain")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    ],
    swiftLanguageModes: [.v6]
)
