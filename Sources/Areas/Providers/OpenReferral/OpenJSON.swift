/// JSON as it stands in a file, with flags, numbers and texts told apart.
enum OpenJSON: Codable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([OpenJSON])
    case object([String: OpenJSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([OpenJSON].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: OpenJSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var number: Double? {
        if case .number(let number) = self, number.isFinite { number } else { nil }
    }

    var list: [OpenJSON]? {
        if case .list(let list) = self { list } else { nil }
    }

    var object: [String: OpenJSON]? {
        if case .object(let object) = self { object } else { nil }
    }

    var isNull: Bool {
        if case .null = self { true } else { false }
    }
}
