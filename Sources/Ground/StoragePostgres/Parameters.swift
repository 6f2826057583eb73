import CPostgres
import Storage

/// Bound values in the form libpq takes them.
struct Parameters {
    /// PostgreSQL's numbers for the types (pg_type.dat); 0 lets the server see from the place what a NULL is.
    let types: [Oid]
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [Value]) {
        types = values.map { value in
            switch value {
            case .null: 0
            case .integer: 20
            case .real: 701
            case .text: 25
            case .blob: 17
            }
        }
        for value in values {
            switch value {
            case .null: append(nil, format: 0)
            case .integer(let number): append(Array(String(number).utf8), format: 0)
            case .real(let number): append(Array(number.description.utf8), format: 0)
            case .text(let text): append(Array(text.utf8), format: 0)
            case .blob(let blob): append(blob, format: 1)
            }
        }
    }

    private mutating func append(_ value: [UInt8]?, format: Int32) {
        starts.append(value.map { _ in bytes.count })
        lengths.append(Int32(value?.count ?? 0))
        formats.append(format)
        if let value {
            bytes.append(contentsOf: value)
            bytes.append(0)
        }
    }

    /// A letter a value: two statements of the same text with other types are prepared apart.
    var signature: String {
        String(decoding: types.map { UInt8(ascii: "a") + UInt8($0 % 26) }, as: UTF8.self)
    }

    /// Calls `send` with the arrays of values, lengths and formats.
    func use(
        _ send: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Int32
    ) -> Int32 {
        bytes.withUnsafeBytes { raw in
            let pointers = starts.map { start -> UnsafePointer<CChar>? in
                guard let start, let base = raw.baseAddress else { return nil }
                return (base + start).assumingMemoryBound(to: CChar.self)
            }
            return pointers.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        send(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
