import Governance
import Kernel
import People
import Web

/// What a record can say to the questions of a referral.
///
/// What is filled in is kept in a draft that others read, so nothing under handling conditions is in it; and a pack
/// leaves the house, so it names no other young person.
struct PackFilling: Sendable {
    let frame: RecordFrame
    let connections: [ShownConnection]
    let episodes: [WrittenNote]
    let writer: Worker
    let today: Day

    /// Free to be kept in a draft: everybody who may see the record may read it.
    private var usable: [ShownConnection] {
        connections.filter { $0.standing == .current && !$0.isBound }
    }

    func answer(_ fill: String) -> String {
        let (person, grant) = (frame.person, frame.grant)
        let isIdentified = grant.shows(.identity)
        let mayContact = grant.shows(.contact)
        switch fill {
        case "name": return isIdentified ? person.fullName : ""
        case "aliases": return isIdentified ? person.knownAs : ""
        case "born":
            guard isIdentified, let born = person.born else { return "" }
            return person.isBirthEstimated ? "About \(born.age(on: today)); the birthday is not known" : born.long
        case "address":
            guard mayContact, !person.safeContact.contains(.addressIsSecret) else { return "" }
            return [person.address, person.postcode].filter { !$0.isEmpty }.joined(separator: ", ")
        case "language": return isIdentified ? person.language : ""
        case "contact":
            return mayContact ? person.safeContact.map(\.words).joined(separator: ". ") : ""
        case "writer": return "\(writer.name), \(writer.jobTitle), \(writer.agency.name)"
        case "dates": return dates
        case "missing": return missing
        case "exploiters":
            return lines(usable.filter { $0.tone == .harms && ($0.shape == .person || $0.shape == .record) })
        case "coVictims": return lines(usable.filter { $0.tone == .shared })
        case "places": return lines(usable.filter { $0.shape == .place })
        case "lines": return lines(usable.filter { $0.shape == .line })
        case "support": return lines(usable.filter { $0.tone == .helps })
        default: return ""
        }
    }

    /// Every question as the record answers it now.
    func answers(_ questions: PackQuestions) -> [String: String] {
        Dictionary(
            questions.fields.map { ($0.id, answer($0.fill)) }, uniquingKeysWith: { first, _ in first }
        ).filter { !$0.value.isEmpty }
    }

    /// One line each: who or what, how, since when, how it was graded.
    private func lines(_ connections: [ShownConnection]) -> String {
        connections.map { one in
            let isRecord = one.shape == .record
            let name = isRecord ? "Another young person, known to us" : one.label
            let since = one.since.map { ", since \($0.long)" } ?? ""
            // What is written about another young person stays on their records.
            let words = isRecord || one.words.isEmpty ? "" : ". \(one.words)"
            let grade = one.grade.isEmpty ? "" : " (graded \(one.grade))"
            return "\(name): \(one.type.lowercasedFirst)\(since)\(words)\(grade)"
        }.joined(separator: "\n")
    }

    private var missing: String {
        episodes.map { written in
            let found = written.note.missing.map { $0.foundWhere.isEmpty ? "" : ", found: \($0.foundWhere)" } ?? ""
            return
                "\(written.note.at.written(to: written.note.precision)): \(written.note.heading.lowercasedFirst)\(found)"
        }.joined(separator: "\n")
    }

    private var dates: String {
        let days = usable.filter { $0.tone == .harms }.compactMap(\.since) + episodes.map(\.note.at.day)
        guard let first = days.min() else { return "" }
        return "The first that this record knows of: \(first.long)"
    }
}
