import Kernel

/// What a column can hold: the four types both databases agree on, and nothing.
package enum Value: Hashable, Sendable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A Swift type that is kept in one column.
package protocol Storable: Sendable {
    var stored: Value { get }

    /// Nil when the column holds something this type cannot be.
    init?(stored: Value)
}

extension Int: Storable {
    package var stored: Value { .integer(self) }
    package init?(stored: Value) {
        guard case .integer(let number) = stored else { return nil }
        self = number
    }
}

extension Double: Storable {
    package var stored: Value { .real(self) }
    package init?(stored: Value) {
        switch stored {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        case .null, .text, .blob: return nil
        }
    }
}

extension String: Storable {
    /// Text without NUL characters, which PostgreSQL cannot keep and nobody means to type.
    package var stored: Value { .text(utf8.contains(0) ? replacing("\0", with: "") : self) }
    package init?(stored: Value) {
        guard case .text(let text) = stored else { return nil }
        self = text
    }
}

extension Bool: Storable {
    package var stored: Value { .integer(self ? 1 : 0) }
    package init?(stored: Value) {
        guard case .integer(let number) = stored, number == 0 || number == 1 else { return nil }
        self = number == 1
    }
}

extension [UInt8]: Storable {
    package var stored: Value { .blob(self) }
    package init?(stored: Value) {
        guard case .blob(let bytes) = stored else { return nil }
        self = bytes
    }
}

extension Optional: Storable where Wrapped: Storable {
    package var stored: Value {
        switch self {
        case .some(let wrapped): wrapped.stored
        case .none: .null
        }
    }
    package init?(stored: Value) {
        if stored == .null {
            self = Self.none
        } else if let wrapped = Wrapped(stored: stored) {
            self = .some(wrapped)
        } else {
            return nil
        }
    }
}

extension Instant: Storable {
    package var stored: Value { .integer(milliseconds) }
    package init?(stored: Value) {
        guard case .integer(let number) = stored else { return nil }
        self.init(milliseconds: number)
    }
}

extension Day: Storable {
    package var stored: Value { .text(description) }
    package init?(stored: Value) {
        guard case .text(let text) = stored else { return nil }
        self.init(text)
    }
}

extension ID: Storable {
    package var stored: Value { .text(text) }
    package init?(stored: Value) {
        guard case .text(let text) = stored else { return nil }
        self.init(text)
    }
}

/// An enum kept by its raw word: conform it to `Storable` and this does the rest.
extension RawRepresentable where Self: Storable, RawValue: Storable {
    package var stored: Value { rawValue.stored }
    package init?(stored: Value) {
        guard let raw = RawValue(stored: stored) else { return nil }
        self.init(rawValue: raw)
    }
}

extension Precision: Storable {}
