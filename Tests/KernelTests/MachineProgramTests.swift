import Foundation
import Kernel
import Testing

@Suite struct MachineProgramTests {
    private func shell() throws -> MachineProgram { try MachineProgram(at: ["/nowhere/sh", "/bin/sh"]) }

    @Test func `it reads what it is given, and ends with its own status and complaint`() throws {
        let ended = try shell().runHere(
            ["-c", "read line; echo \"$line $PLANTED\" >&2; exit 7"], input: Array("told\n".utf8),
            environment: ["PLANTED": "and planted"], patience: 20)
        #expect(ended.status == 7)
        #expect(ended.complaints == "told and planted\n")
        #expect(try shell().runHere(["-c", "kill -TERM $$"], patience: 20).status == 128 + 15)
    }

    @Test func `what does not end in time is stopped, and what is not there is said`() async throws {
        let began = ContinuousClock.now
        await #expect(throws: MachineProgram.Failure.tooSlow) {
            try await shell().run(["-c", "sleep 60"], patience: 0.3)
        }
        #expect(ContinuousClock.now - began < .seconds(30))
        #expect(throws: MachineProgram.Failure.absent) { try MachineProgram(at: ["/nowhere/at/all"]) }
        await #expect(throws: MachineProgram.Failure.ended(3)) {
            try await shell().run(["-c", "exit 3"], patience: 20)
        }
    }

    /// Foundation's own way of starting a program falls over near here.
    @Test func `it starts beside two thousand open files, and takes none of them along`() throws {
        var held: [Int32] = []
        defer { held.forEach { close($0) } }
        for _ in 0..<2000 {
            let file = open("/dev/null", O_RDONLY)
            guard file >= 0 else { break }
            held.append(file)
        }
        try #require(held.count > 1400)
        let ended = try shell().runHere(["-c", "ls /proc/self/fd | wc -l >&2"], patience: 20)
        #expect(ended.status == 0)
        // Its own three and the one with which the folder is read.
        #expect(ended.complaints.trimmingCharacters(in: .whitespacesAndNewlines) == "4")
    }
}
