// swift-tools-version: 6.2
import PackageDescription

/// Settings every target of ours is built with: the language's stricter defaults, and no warning left standing.
let ours: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: a library target in `Sources/<storey>/<name>`.
func room(
    _ storey: String, _ name: String, on below: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: below, path: "Sources/\(storey)/\(name)", resources: resources, swiftSettings: ours)
}

func ground(_ name: String, on below: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    room("Ground", name, on: below, resources: resources)
}

/// What computes: pure, usable alone, knowing nothing of ours.
func engine(_ name: String, on left: [Target.Dependency] = []) -> Target {
    room("Engines", name, on: left)
}

func area(_ name: String, on below: [Target.Dependency], resources: [Resource] = []) -> Target {
    room("Areas", name, on: below + ["Kernel", "Storage", "Web", "Wording"], resources: resources)
}

/// The tests of one or more rooms, in `Tests/<name>`.
///
/// `reference` says that scripts which made expected values stand beside them.
func tests(
    _ name: String, of rooms: [Target.Dependency], resources: [Resource] = [], reference: Bool = false
) -> Target {
    .testTarget(
        name: name, dependencies: rooms, path: "Tests/\(name)", exclude: reference ? ["Reference"] : [],
        resources: resources, swiftSettings: ours)
}

let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let types = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "breakwater",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "breakwater", targets: ["breakwater"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    ],
    targets: [
        // Ground
        ground("Kernel", resources: [.copy("Resources")]),
        ground("Wording", on: ["Kernel"], resources: [.copy("Resources")]),
        ground("Storage", on: ["Kernel", crypto]),
        ground("StorageSQLite", on: ["Kernel", "Storage", sqlite]),
        .systemLibrary(name: "CPostgres", path: "Sources/Ground/CPostgres", pkgConfig: "libpq"),
        ground("StoragePostgres", on: ["Kernel", "Storage", "CPostgres"]),
        ground(
            "Web",
            on: [
                "Kernel", "Wording", "CZlib", crypto, hummingbird, hummingbirdCore, logging, types, nio, nioTypes,
            ],
            resources: [.copy("Resources")]),
        .systemLibrary(name: "CZlib", path: "Sources/Ground/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CArgon2", path: "Sources/Ground/CArgon2", pkgConfig: "libargon2"),

        ground("Geography"),
        ground("Feeds", on: ["Kernel", "Geography", "CZlib"], resources: [.copy("Resources")]),

        // Engines
        engine("Threads"),
        engine("Statistics"),
        engine("Linkage", on: ["Threads"]),
        engine("Surveillance", on: ["Threads", "Statistics"]),
        engine("Matching", on: ["Statistics"]),

        // Areas, left to right in the order a concern travels
        area("Governance", on: ["CArgon2", "Feeds", crypto, logging, nioPosix], resources: [.copy("Resources")]),
        area("People", on: ["Governance"], resources: [.copy("Resources")]),
        area(
            "Joining", on: ["Feeds", "Linkage", "Governance", "People", crypto, logging],
            resources: [.copy("Resources")]),
        area("Tasks", on: ["Governance", "People", logging]),
        area("Connections", on: ["Governance", "People", "Tasks"], resources: [.copy("Resources")]),
        area("FrontDoor", on: ["Governance", "People", "Joining", crypto, logging], resources: [.copy("Resources")]),
        area("Providers", on: ["Governance", crypto], resources: [.copy("Resources")]),
        area("Casework", on: ["Governance", "People", "FrontDoor", "Providers"], resources: [.copy("Resources")]),
        area(
            "SupportWork",
            on: [
                "Feeds", "Matching", "Statistics", "Governance", "People", "Tasks", "FrontDoor", "Providers",
                "Casework",
            ],
            resources: [.copy("Resources")]),
        area(
            "Resolutions", on: ["Governance", "People", "Tasks", "Casework", "SupportWork"],
            resources: [.copy("Resources")]),
        area(
            "Panels", on: ["Governance", "People", "Tasks", "Connections", "Casework", "SupportWork"],
            resources: [.copy("Resources")]),
        area(
            "Insight",
            on: [
                "Feeds", "Geography", "Statistics", "Surveillance", "Governance", "People", "Joining", "FrontDoor",
                "Casework", crypto, logging,
            ],
            resources: [.copy("Resources")]),

        // App
        room(
            "App", "Eastmere",
            on: [
                "Kernel", "Storage", "Wording", "Geography", "Feeds", "Governance", "People", "Joining", "Tasks",
                "Connections", "FrontDoor", "Providers", "Casework", "SupportWork", "Resolutions", "Panels", "Insight",
            ],
            resources: [.copy("Resources")]),
        room(
            "App", "Composition",
            on: [
                "Kernel", "Storage", "Web", "Wording", "Governance", "People", "Joining", "Tasks", "Connections",
                "FrontDoor", "Providers", "Casework", "SupportWork", "Resolutions", "Panels", "Insight", logging,
            ]),
        .executableTarget(
            name: "breakwater",
            dependencies: [
                "Composition", "Eastmere", "Feeds", "Geography", "Insight", "Joining", "Kernel", "Linkage",
                "Matching", "Providers", "Statistics", "Surveillance", "Storage", "StorageSQLite",
                "StoragePostgres", "Tasks", "Web", "Wording", "Governance", arguments, crypto, logging,
            ],
            path: "Sources/App/breakwater", swiftSettings: ours),
        .target(
            name: "HouseSupport",
            dependencies: [
                "Composition", "Governance", "Kernel", "People", "PostgresSupport", "Storage", "StoragePostgres",
                "StorageSQLite", "Web", crypto, logging,
            ],
            path: "Tests/HouseSupport", swiftSettings: ours),
        tests(
            "HouseTests",
            of: ["Composition", "FrontDoor", "Governance", "HouseSupport", "Kernel", "People", "Storage", "Web"]),
        tests(
            "FrontDoorTests",
            of: ["FrontDoor", "Governance", "HouseSupport", "Kernel", "People", "Storage", "Web", "Wording"]),
        tests("Architecture", of: []),
        tests(
            "EastmereTests",
            of: [
                "Composition", "Eastmere", "Governance", "HouseSupport", "Kernel", "Providers", "Storage", "Web",
                "Wording", crypto, logging,
            ]),
        tests("WebServerTests", of: ["Kernel", "Web", crypto, logging]),
        tests(
            "CaseworkTests",
            of: [
                "Casework", "FrontDoor", "Governance", "HouseSupport", "Kernel", "People", "Storage", "Web", "Wording",
            ]),
        tests("GovernanceTests", of: ["Governance", "HouseSupport", "Kernel", "Storage", "Web", crypto]),
        .target(name: "PostgresSupport", path: "Tests/PostgresSupport", swiftSettings: ours),
        tests("StorageContract", of: ["Kernel", "PostgresSupport", "Storage", "StorageSQLite", "StoragePostgres"]),
        .executableTarget(
            name: "durability-writer", dependencies: ["Kernel", "Storage", "StorageSQLite"],
            path: "Tests/Durability/Writer", swiftSettings: ours),
        tests("PeopleTests", of: ["Governance", "HouseSupport", "Kernel", "People", "Storage", "Web"]),
        tests(
            "FrontDoorPublicTests",
            of: [
                "Composition", "FrontDoor", "Governance", "HouseSupport", "Kernel", "People", "Storage", "Web",
                "Wording",
                crypto, logging,
            ]),
        tests(
            "JoiningTests",
            of: [
                "Composition", "Feeds", "FrontDoor", "Governance", "HouseSupport", "Joining", "Kernel", "Linkage",
                "People", "PostgresSupport", "Storage", "Web", crypto, logging,
            ]),
        tests("FeedsTests", of: ["Feeds", "Kernel"], resources: [.copy("Fixtures")]),
        tests("ThreadsTests", of: ["Threads"]),
        tests("LinkageTests", of: ["Linkage"], resources: [.copy("Fixtures")]),
        tests("StatisticsTests", of: ["Statistics"], resources: [.copy("Fixtures")], reference: true),
        tests(
            "SurveillanceTests", of: ["Statistics", "Surveillance"], resources: [.copy("Fixtures")], reference: true),
        tests("MatchingTests", of: ["Matching", "Statistics"], resources: [.copy("Fixtures")], reference: true),
        tests("GeographyTests", of: ["Geography"], resources: [.copy("Fixtures")], reference: true),
        tests(
            "InsightTests",
            of: [
                "Composition", "Eastmere", "Feeds", "Geography", "Governance", "HouseSupport", "Insight", "Joining",
                "Kernel", "PostgresSupport", "Statistics", "Storage", "Surveillance", "Web", crypto, logging,
            ]),
        tests("AnalyseTests", of: ["breakwater"], resources: [.copy("Fixtures")], reference: true),
        tests(
            "ProvidersTests",
            of: [
                "Composition", "Eastmere", "Governance", "HouseSupport", "Kernel", "Providers", "Storage", "Web",
                crypto, logging,
            ]),
        tests(
            "PanelsTests",
            of: [
                "Casework", "Governance", "HouseSupport", "Kernel", "Panels", "People", "Storage", "SupportWork", "Web",
            ]),
        tests(
            "ConnectionsTests",
            of: [
                "Connections", "Governance", "HouseSupport", "Kernel", "People", "Storage", "Tasks", "Web", "Wording",
            ]),
        tests(
            "ResolutionsTests",
            of: [
                "Casework", "FrontDoor", "Governance", "HouseSupport", "Kernel", "People", "Resolutions", "Storage",
                "SupportWork", "Tasks", "Web",
            ]),
        tests(
            "SupportTests",
            of: [
                "Casework", "Composition", "FrontDoor", "Governance", "HouseSupport", "Kernel", "People",
                "PostgresSupport", "Providers", "Statistics", "Storage", "SupportWork", "Tasks", "Web", "Wording",
            ]),
        tests(
            "TasksTests",
            of: ["Governance", "HouseSupport", "Kernel", "People", "Storage", "Tasks", "Web", logging],
            resources: [.copy("Sink")]),
        tests("KernelTests", of: ["Kernel"]),
        tests("WordingTests", of: ["Wording"]),
        tests("WebLookTests", of: ["Kernel", "Web"], resources: [.copy("Golden")]),
    ]
)
