/// What is wrong with a form, field by field, in the order people meet the fields.
package struct FieldErrors: Error, Sendable, Equatable {
    package struct One: Sendable, Equatable {
        package let field: String
        package let message: String
    }

    package private(set) var list: [One] = []

    package init() {}

    package init(_ field: String, _ message: String) {
        add(field, message)
    }

    package var isEmpty: Bool { list.isEmpty }

    package mutating func add(_ field: String, _ message: String) {
        list.append(One(field: field, message: message))
    }

    /// The first message for a field, to stand beside it.
    package func message(for field: String) -> String? {
        list.first { $0.field == field }?.message
    }
}
