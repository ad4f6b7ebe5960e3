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
  targets: [
    .target(name: "Digests"),
    .target(name: "Notation"),
    .target(name: "Membership", dependencies: ["Digests", "Notation"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets { target.swiftSettings = settings }
