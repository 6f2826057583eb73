import Governance
import Kernel
import Linkage
import People
import Storage

extension Transaction {
    /// The last run that learnt something and ended well.
    func lastLearntRun() throws -> ID<LinkRun>? {
        try value(
            """
            SELECT id FROM link_run WHERE state = \(LinkRun.State.done) AND model IS NOT NULL
            ORDER BY started_at DESC, id LIMIT 1
            """)
    }

    /// What a run learnt; nil where it cannot be read as a model of this engine.
    func model(of run: ID<LinkRun>) throws -> LinkageModel? {
        let text: String? = try value("SELECT model FROM link_run WHERE id = \(run)")
        return try? Stored.value(text)
    }
}
