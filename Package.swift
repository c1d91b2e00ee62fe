// swift-tools-version: 6.2
import PackageDescription

/// One set of strict settings for every room. In CI a warning is an error.
let strict: [SwiftSetting] =
    [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A room of the house: a library target under `Sources/` with the strict settings.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "tcpexplain",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "tcpexplain", targets: ["tcpexplain"]),
        .library(
            name: "TCPExplain",
            targets: ["Wire", "HTTPMessages", "Capture", "Tracking", "Analysis", "Explanation", "Reporting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // Floor 0: the C borders, and the rooms that know nobody.
        .systemLibrary(
            name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .systemLibrary(
            name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
        .target(name: "CShims"),
        room("Wire", ["CShims"]),
        room("HTTPMessages"),
        // Floor 1
        room("Capture", ["CPcap", "CZlib", "CZstd", "CShims", "Wire"]),
        room("Tracking", ["CShims", "Wire"]),
        room("ContentCodings", ["CZlib", "CBrotli", "CZstd"]),
        // Floors 2, 3, 4
        room("Analysis", ["Wire", "Tracking", "HTTPMessages", "ContentCodings"]),
        room("Explanation", ["Wire", "Tracking", "HTTPMessages", "Analysis"]),
        room(
            "Reporting",
            [
                "Wire", "Tracking", "HTTPMessages", "Analysis", "Explanation", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // The roof
        .executableTarget(
            name: "tcpexplain",
            dependencies: [
                "Capture", "Analysis", "Explanation", "Reporting", "Tracking", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // What a Swift programmer does with the library.
        .executableTarget(
            name: "list-failures", dependencies: ["Capture", "Analysis", "Tracking"], path: "Examples/list-failures",
            swiftSettings: strict),

        // Tests: packets written as a script, and one target a room.
        .target(
            name: "PacketScript", dependencies: ["Wire"], path: "Tests/PacketScript", swiftSettings: strict),
        tests("WireTests", ["Wire", "PacketScript"]),
        tests("HTTPMessagesTests", ["HTTPMessages"]),
        tests("TrackingTests", ["Tracking", "Wire"]),
        tests("AnalysisTests", ["Analysis", "Tracking", "Wire", "HTTPMessages", "Capture", "PacketScript"]),
        tests("ReportingTests", ["Reporting", "Explanation", "Analysis", "Tracking", "Capture", "Wire", "PacketScript"]),
        tests("CaptureTests", ["Capture", "Wire"]),
        tests("CommandTests", ["tcpexplain", "PacketScript", "Wire"]),
        tests("LayeringTests", []),
    ],
    swiftLanguageModes: [.v6]
)
