import Kernel
import Storage

/// Permission to read many young people's details at once, each as far as the policy lets this worker: made only by
/// asking it, which writes one audit line for the list.
package struct ListGrant<Subject>: Sendable {
    private let categories: [ID<Subject>: Set<Category>]
    private let hidden: Set<ID<Subject>>

    fileprivate init(categories: [ID<Subject>: Set<Category>], hidden: Set<ID<Subject>>) {
        self.categories = categories
        self.hidden = hidden
    }

    package func shows(_ category: Category, of subject: ID<Subject>) -> Bool {
        categories[subject]?.contains(category) ?? false
    }

    /// Whether this worker may not even know that the record is there.
    package func isHidden(_ subject: ID<Subject>) -> Bool { hidden.contains(subject) }

    /// Those of whom this may be shown, in a fixed order.
    package func subjects(showing category: Category) -> [ID<Subject>] {
        categories.filter { $0.value.contains(category) }.map(\.key).sorted()
    }
}

extension Visit {
    /// Asks the policy about many young people, and writes one audit line that says how many were shown.
    ///
    /// Only inside `record`, so that list and audit line stand or fall together.
    package func listGrant<Subject>(
        _ action: Action, on subjects: [ID<Subject>], _ detail: String, in tx: Transaction
    ) throws -> ListGrant<Subject> {
        var categories: [ID<Subject>: Set<Category>] = [:]
        var hidden: Set<ID<Subject>> = []
        for (subject, standing) in try tx.standings(of: worker, to: Array(Set(subjects)).sorted(), at: now) {
            switch Policy.decide(worker.role, action, standing) {
            // Knowing that a record exists, or of one's own referral, shows nothing in a list.
            case .permit(let shown) where shown.contains(.identity): categories[subject] = shown
            case .permit: break
            case .refuse(.excluded): hidden.insert(subject)
            case .refuse: break
            }
        }
        try note(action, "\(detail), \(categories.count) shown", in: tx)
        return ListGrant(categories: categories, hidden: hidden)
    }
}
