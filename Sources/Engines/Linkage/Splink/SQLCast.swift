/// Turning one type of value into another, by DuckDB's rules.
enum SQLCast {
    /// The value as another type; a text that does not fit is a problem, or not known when `isTry`.
    static func cast(_ value: SplinkValue, to type: SQLType, isTry: Bool) throws(SQLProblem) -> SplinkValue {
        if value.isNull { return .null }
        if let cast = plain(value, to: type) { return cast }
        if isTry { return .null }
        throw SQLProblem("“\(words(value))” cannot be read as \(type)")
    }

    private static func plain(_ value: SplinkValue, to type: SQLType) -> SplinkValue? {
        switch type {
        case .text: return .text(Array(words(value).utf8))
        case .integer: return integer(value).map { .integer($0) }
        case .real: return real(value).map { .real($0) }
        case .float: return real(value).map { .real(Double(Float($0))) }
        case .date: return date(value).map { .date($0) }
        case .instant: return instant(value).map { .instant($0) }
        case .flag: return flag(value).map { .flag($0) }
        }
    }

    static func integer(_ value: SplinkValue) -> Int64? {
        switch value {
        case .integer(let whole): return whole
        case .flag(let flag): return flag ? 1 : 0
        case .real(let real): return Int64(exactly: real.rounded(.toNearestOrEven))
        case .text(let bytes):
            let text = trimmed(bytes)
            if let whole = Int64(text) { return whole }
            return Double(text).flatMap { Int64(exactly: $0.rounded(.toNearestOrAwayFromZero)) }
        default: return nil
        }
    }

    static func real(_ value: SplinkValue) -> Double? {
        switch value {
        case .integer(let whole): Double(whole)
        case .real(let real): real
        case .flag(let flag): flag ? 1 : 0
        case .text(let bytes): Double(trimmed(bytes))
        default: nil
        }
    }

    static func date(_ value: SplinkValue) -> Int? {
        switch value {
        case .date(let day):
            return day
        case .instant(let instant):
            return SQLMoment.day(of: instant)
        case .text(let bytes):
            return date(in: trimmed(bytes)) ?? moment(in: bytes).map(SQLMoment.day)
        default:
            return nil
        }
    }

    static func instant(_ value: SplinkValue) -> Int64? {
        switch value {
        case .instant(let instant):
            return instant
        case .date(let day):
            return Int64(day) * SQLMoment.dayLength
        case .text(let bytes):
            return date(in: trimmed(bytes)).map { Int64($0) * SQLMoment.dayLength } ?? moment(in: bytes)
        default:
            return nil
        }
    }

    private static func date(in text: String) -> Int? {
        let mark: Character = text.dropFirst(4).first == "/" ? "/" : "-"
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        return CivilDay(year: year, month: month, day: day)?.number
    }

    private static func moment(in bytes: [UInt8]) -> Int64? {
        let plain = bytes.last == UInt8(ascii: "Z") ? Array(bytes.dropLast()) : bytes
        return momentFormats.lazy.compactMap { $0.instant(in: plain) }.first
    }

    private static let momentFormats: [SQLTimeFormat] = [
        "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M",
    ].compactMap { try? SQLTimeFormat($0) }

    private static func flag(_ value: SplinkValue) -> Bool? {
        switch value {
        case .flag(let flag): return flag
        case .integer(let whole): return whole != 0
        case .text(let bytes):
            switch trimmed(bytes).lowercased() {
            case "true", "t", "1", "yes", "y": return true
            case "false", "f", "0", "no", "n": return false
            default: return nil
            }
        default: return nil
        }
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let from = bytes.drop(while: SQLTimeFormat.isSpace)
        let count = from.reversed().drop(while: SQLTimeFormat.isSpace).count
        return String(decoding: from.prefix(count), as: UTF8.self)
    }

    /// The value written out as DuckDB writes it.
    static func words(_ value: SplinkValue) -> String {
        switch value {
        case .null: return "NULL"
        case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .integer(let whole): return String(whole)
        case .real(let real): return String(real)
        case .flag(let flag): return flag ? "true" : "false"
        case .date(let day): return words(day: day)
        case .instant(let instant):
            let seconds = SQLMoment.timeOfDay(instant) / 1_000_000
            let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded(Int($0), to: 2) }
            let micros = Int(SQLMoment.timeOfDay(instant) % 1_000_000)
            var fraction = micros == 0 ? "" : "." + padded(micros, to: 6)
            while fraction.hasSuffix("0") { fraction.removeLast() }
            return "\(words(day: SQLMoment.day(of: instant))) \(clock.joined(separator: ":"))\(fraction)"
        case .list(let items):
            return "[\(items.map(words).joined(separator: ", "))]"
        }
    }

    private static func words(day number: Int) -> String {
        let day = CivilDay(number: number)
        return "\(padded(day.year, to: 4))-\(padded(day.month, to: 2))-\(padded(day.day, to: 2))"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
