// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "EspaceAdherent",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "EspaceAdherent", targets: ["EspaceAdherent"]),
    .library(name: "EventStreamTesting", targets: ["EventStreamTesting"]),
    .executable(name: "espace", targets: ["espace"]),
  ],
  targets: [
    .target(name: "SHAInstructions"),
    .target(name: "Digests", dependencies: ["SHAInstructions"]),
    .target(name: "Notation"),
    .target(name: "EventLog", dependencies: ["Digests", "Notation"], path: "EventLog"),
    .target(name: "Membership", dependencies: ["Digests", "Notation"]),
    .target(
      name: "Projections", dependencies: ["Membership", "EventLog", "Digests", "Notation"],
      path: "Projections"),
    .target(
      name: "EspaceAdherent",
      dependencies: ["Projections", "Membership", "EventLog", "Digests", "Notation"]),
    .target(
      name: "EventStreamTesting",
      dependencies: [
        "EspaceAdherent", "Projections", "Membership", "EventLog", "Digests", "Notation",
      ]),
    .executableTarget(name: "espace", dependencies: ["EspaceAdherent", "EventStreamTesting"]),
    .executableTarget(
      name: "espace-bench",
      dependencies: [
        "EspaceAdherent", "EventStreamTesting", "Projections", "Membership", "EventLog", "Digests",
        "Notation",
      ]),
    .target(
      name: "TestSupport",
      dependencies: ["EventStreamTesting", "Membership", "Digests", "Notation"],
      path: "Tests/Support"),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "NotationTests", dependencies: ["Notation"]),
    .testTarget(
      name: "EventLogTests",
      dependencies: ["TestSupport", "EventStreamTesting", "EventLog", "Digests", "Notation"]),
    .testTarget(
      name: "MembershipTests",
      dependencies: [
        "TestSupport", "EventStreamTesting", "Projections", "Membership", "Digests", "Notation",
      ]),
    .testTarget(
      name: "ProjectionsTests",
      dependencies: [
        "TestSupport", "Projections", "Membership", "EventLog", "Digests", "Notation",
      ]),
    .testTarget(
      name: "EspaceAdherentTests",
      dependencies: [
        "TestSupport", "EspaceAdherent", "EventStreamTesting", "Projections", "Membership",
        "EventLog", "Digests",
        "Notation",
      ]),
    .testTarget(
      name: "CrashTests",
      dependencies: [
        "TestSupport", "espace", "EspaceAdherent", "EventStreamTesting", "Membership", "EventLog",
        "Digests", "Notation",
      ]),
    .testTarget(
      name: "EventStreamTestingTests",
      dependencies: [
        "TestSupport", "EventStreamTesting", "EspaceAdherent", "Projections", "Membership",
        "EventLog", "Digests",
        "Notation",
      ]),
    .testTarget(name: "CommandLineTests", dependencies: ["TestSupport", "espace"]),
    .testTarget(
      name: "RepositoryTests",
      dependencies: [
        "EspaceAdherent", "EventStreamTesting", "Membership", "EventLog", "Digests", "espace",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets { target.swiftSettings = settings }

// The tests run millions of decisions and folds: with the code under test optimised they take a
// third of the time. A package that depends on this one, and finds it in this folder of SwiftPM's,
// chooses for itself.
if !Context.packageDirectory.contains("/checkouts/") {
  for target in package.targets where target.type == .regular && target.name != "SHAInstructions" {
    target.swiftSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
  }
}
