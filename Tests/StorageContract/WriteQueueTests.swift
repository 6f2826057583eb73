import Storage
import Synchronization
import Testing

private let tallies = Table("tally", columns: [.integer("id"), .integer("job")])

@Suite struct `Group commit` {
    @Test(arguments: Backend.all) func `one bad job among fifty good ones undoes itself only`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase([tallies]) { database in
            let refused = try await withThrowingTaskGroup(of: Int?.self) { group in
                for job in 1...51 {
                    group.addTask {
                        do {
                            try await database.write { tx in
                                try tx.run("INSERT INTO tally (id, job) VALUES (\(2 * job), \(job))")
                                let other = job == 17 ? 2 * job : 2 * job + 1
                                try tx.run("INSERT INTO tally (id, job) VALUES (\(other), \(job))")
                            }
                            return nil
                        } catch StorageError.constraint(.unique, _) {
                            return job
                        }
                    }
                }
                return try await group.reduce(into: []) { list, job in list += [job].compactMap(\.self) }
            }
            #expect(refused == [17])
            #expect(try await database.count("SELECT COUNT(*) FROM tally") == 100)
            #expect(try await database.count("SELECT COUNT(*) FROM tally WHERE job = 17") == 0)
        }
    }

    @Test(arguments: Backend.all) func `two hundred writers at once lose nothing`(_ backend: Backend) async throws {
        try await backend.withDatabase([tallies]) { database in
            try await database.write { tx in try tx.run("INSERT INTO tally (id, job) VALUES (0, 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await database.write { tx in
                                let now: Int = try tx.value("SELECT job FROM tally WHERE id = 0") ?? 0
                                try tx.run("UPDATE tally SET job = \(now + 1) WHERE id = 0")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.value("SELECT job FROM tally WHERE id = 0") == 1000)
        }
    }

    @Test(arguments: Backend.all) func `after closing, what waited is done and the rest refused`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase([tallies]) { database in
            let writes = (0..<20).map { id in
                Task { try await database.write { tx in try tx.run("INSERT INTO tally (id, job) VALUES (\(id), 0)") } }
            }
            try await database.close()
            for write in writes {
                switch await write.result {
                case .success(let changed): #expect(changed == 1)
                case .failure(let error):
                    #expect(error as? StorageError == .unavailable("The database has been closed."))
                }
            }
            let late = await storageError { try await database.read { tx in try tx.count("SELECT 1 AS one") } }
            #expect(late == .unavailable("The database has been closed."))
        }
    }

    @Test func `callers wake only after the shared COMMIT`() async throws {
        let fake = FakeDisk()
        let queue = try WriteQueue(name: "fake") { FakeConnection(fake) }
        // The first job holds the thread until the others wait behind it.
        async let first: Void = queue.write { _ in
            while fake.arrived.load(ordering: .relaxed) < 40 {}
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    fake.arrived.add(1, ordering: .relaxed)
                    try await queue.write { tx in try tx.run("JOB \(number)") }
                    try fake.told("WOKE \(number)")
                }
            }
            try await group.waitForAll()
        }
        try await first
        await queue.close()
        let commits = fake.count { $0 == "COMMIT" }
        #expect((1...40).contains(commits))
        let log = fake.log
        for number in 0..<40 {
            let done = try #require(log.firstIndex(of: "JOB \(number)"))
            let woken = try #require(log.firstIndex(of: "WOKE \(number)"))
            #expect(done < woken && log[done..<woken].contains("COMMIT"))
        }
        #expect(fake.log.last == "CLOSE")
    }

    @Test(arguments: [(2, nil), (5, StorageError.conflict)] as [(Int, StorageError?)])
    func `a conflict at COMMIT is tried three times`(_ conflicts: Int, _ expected: StorageError?) async throws {
        let fake = FakeDisk(failing: ["COMMIT": (.conflict, conflicts)])
        let queue = try WriteQueue(name: "fake") { FakeConnection(fake) }
        let problem = await storageError { try await queue.write { tx in try tx.run("JOB") } }
        #expect(problem == expected)
        #expect(fake.count { $0 == "JOB" } == 3)
        await queue.close()
    }

    @Test func `a COMMIT whose outcome is unknown is not tried again`() async throws {
        let fake = FakeDisk(failing: ["COMMIT": (.unavailable("who knows"), 1)])
        let queue = try WriteQueue(name: "fake") { FakeConnection(fake) }
        let problem = await storageError { try await queue.write { tx in try tx.run("JOB") } }
        #expect(problem == .unavailable("who knows"))
        #expect(fake.count { $0 == "JOB" } == 1)
        await queue.close()
    }

    @Test func `when BEGIN fails everyone is told, and the next write works`() async throws {
        let fake = FakeDisk(failing: ["BEGIN": (.full, 1)])
        let queue = try WriteQueue(name: "fake") { FakeConnection(fake) }
        let problem = await storageError { try await queue.write { tx in try tx.run("JOB") } }
        #expect(problem == .full)
        #expect(try await queue.write { tx in try tx.run("JOB") } == 1)
        await queue.close()
    }

    @Test func `a connection lost before COMMIT is no reason to fail`() async throws {
        let fake = FakeDisk(failing: ["JOB": (.unavailable("gone"), 1)])
        let queue = try WriteQueue(name: "fake") { FakeConnection(fake) }
        #expect(try await queue.write { tx in try tx.run("JOB") } == 1)
        #expect(fake.count { $0 == "BEGIN" } == 2)
        await queue.close()
    }

    @Test func `a task cancelled before its turn writes nothing`() async throws {
        let fake = FakeDisk()
        let queue = try WriteQueue(name: "fake") { FakeConnection(fake) }
        let holding = Task {
            try await queue.write { _ in while fake.arrived.load(ordering: .relaxed) == 0 {} }
        }
        while fake.count({ $0 == "BEGIN" }) == 0 { await Task.yield() }
        let waiting = Task { try await queue.write { tx in try tx.run("JOB") } }
        try await Task.sleep(for: .milliseconds(20))
        waiting.cancel()
        fake.arrived.add(1, ordering: .relaxed)
        try await holding.value
        await #expect(throws: CancellationError.self) { try await waiting.value }
        await queue.close()
        #expect(fake.count { $0 == "JOB" } == 0)
    }
}

/// What a fake connection was told, and what it is to refuse.
private final class FakeDisk: Sendable {
    let arrived = Atomic(0)
    private let state: Mutex<(log: [String], failing: [String: (StorageError, Int)])>

    init(failing: [String: (StorageError, Int)] = [:]) {
        state = Mutex(([], failing))
    }

    var log: [String] { state.withLock { $0.log } }

    func count(_ matches: (String) -> Bool) -> Int { log.count(where: matches) }

    func told(_ text: String) throws {
        try state.withLock { state in
            state.log.append(text)
            guard let (problem, times) = state.failing[text], times > 0 else { return }
            state.failing[text] = (problem, times - 1)
            throw problem
        }
    }
}

private final class FakeConnection: WriteConnection {
    private let disk: FakeDisk
    private(set) var isInTransaction = false
    let dialect = Dialect.sqlite

    init(_ disk: FakeDisk) {
        self.disk = disk
    }

    func rows(_ text: String, _ values: [Value]) throws -> [Row] { [] }

    func run(_ text: String, _ values: [Value]) throws -> Int {
        if case .integer(let number)? = values.first {
            try disk.told("JOB \(number)")
        } else {
            try disk.told(text)
        }
        return 1
    }

    func begin() throws {
        try disk.told("BEGIN")
        isInTransaction = true
    }

    func mark() throws { try disk.told("MARK") }
    func rollBackToMark() throws { try disk.told("BACK") }

    func commit() throws {
        try disk.told("COMMIT")
        isInTransaction = false
    }

    func rollBack() { isInTransaction = false }
    func close() { try? disk.told("CLOSE") }
}
