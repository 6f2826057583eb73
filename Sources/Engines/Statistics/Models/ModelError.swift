/// Why a model could not be fitted.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Lists that should have one entry for each row have not.
    case lengthsDiffer(what: String, found: Int, needed: Int)
    /// A number that is not a finite number.
    case notFinite(what: String)
    /// A response that the family does not allow.
    case badResponse(row: Int, value: Double, needed: String)
    /// A weight below 0.
    case badWeight(row: Int)
    /// No rows, or none with a weight.
    case noRows
    /// No columns, or none that is not zero throughout.
    case noColumns
    /// The steps led to no finite fit.
    case diverged
    /// The size of the negative binomial could not be found.
    case noTheta
    /// Fewer rows than what was asked for needs.
    case tooFewRows(found: Int, needed: Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .lengthsDiffer(let what, let found, let needed):
            "\(what): \(found) given for \(needed) rows. Give one for every row."
        case .notFinite(let what): "\(what): a value is missing or not a finite number. Leave its row out, or mend it."
        case .badResponse(let row, let value, let needed):
            "Row \(row + 1) has the response \(value): this family needs \(needed)."
        case .badWeight(let row): "Row \(row + 1) has a weight below 0. Weights are 0 or more."
        case .noRows: "There are no rows to fit. Give at least one row with a weight above 0."
        case .noColumns: "There is nothing to estimate: the design has no column that is not zero throughout."
        case .diverged:
            "The fit ran away and could not be brought back. Look for a very large value, or give starting values."
        case .noTheta:
            "The extra scatter of the counts could not be estimated. A Poisson or quasi-Poisson model may serve."
        case .tooFewRows(let found, let needed): "\(found) rows are too few: at least \(needed) are needed."
        }
    }
}
