import Feeds
import Geography
import Storage

/// Finds the small area something happened in: by its point, its code, a lookup from other boundaries, or its words.
struct EventPlacing: Sendable {
    /// How a row came to its area, or why it has none.
    enum Means: String, Sendable, CaseIterable, Storable {
        case point, code
        /// All of the area of other boundaries that it names lies in one of these.
        case lookup
        case name, postcode
        /// By its code it lies outside our areas, or the code is of other boundaries.
        case foreignCode
        /// It happened at a home, and where homes are is not kept.
        case home
        /// The area of other boundaries that it names was split or redrawn.
        case redrawn
        /// It names an area of other boundaries, and no lookup says which of these that is.
        case otherBoundaries
        /// Its words are no place we know, or more than one.
        case unknownWords
        case nothing
    }

    let book: AreaBook
    private let passages: Passages
    private let gazetteer: Gazetteer

    init(_ book: AreaBook, _ passages: Passages, names: [Gazetteer.Entry]) {
        self.book = book
        self.passages = passages
        gazetteer = Gazetteer(names, postcodes: [:])
    }

    /// The area's code and how it was found: empty when it is not known, `Area.elsewhere` outside them all.
    func place(_ row: EventRow, _ grid: GridPoint?) -> (area: String, means: Means) {
        if let grid { return (book.code(easting: grid.easting, northing: grid.northing), .point) }
        let coded = row.area.map { byCode($0, of: row.boundaries) }
        if let coded, !coded.area.isEmpty { return coded }
        if row.point != nil { return (Area.elsewhere, .point) }
        if row.placeType == PlaceType.home.rawValue { return ("", .home) }
        if let text = row.placeText {
            switch gazetteer.answer(PlaceText(text)) {
            case .found(let finding): return (finding.area, finding.means == .postcode ? .postcode : .name)
            case .home: return ("", .home)
            case .notKnown: return coded ?? ("", .unknownWords)
            }
        }
        return coded ?? ("", .nothing)
    }

    private func byCode(_ code: AreaCode, of year: Int?) -> (area: String, means: Means) {
        let isOurs = year == nil || year == book.set.year
        if isOurs, book.place(of: code.text) != nil { return (code.text, .code) }
        switch passages.way(from: code, of: year) {
        case .into(let area):
            return book.place(of: area.text) == nil ? (Area.elsewhere, .foreignCode) : (area.text, .lookup)
        case .redrawn: return ("", .redrawn)
        case .unknown: return isOurs ? (Area.elsewhere, .foreignCode) : ("", .otherBoundaries)
        }
    }
}

extension EventPlacing.Means {
    /// Said on the page of where figures come from.
    var words: String {
        switch self {
        case .point: "By its point"
        case .code: "By its area’s code"
        case .lookup: "By a code of other boundaries, through the lookup"
        case .name: "By its words: a school, a street or an area we know"
        case .postcode: "By a postcode in its words"
        case .foreignCode: "Outside our areas by its code, or a code of other boundaries"
        case .home: "No place: at a home, and where homes are is not kept"
        case .redrawn: "No place: its area was split or redrawn since"
        case .otherBoundaries: "No place: a code of other boundaries, and no lookup for it"
        case .unknownWords: "No place: its words fit no place we know, or several"
        case .nothing: "No place: nothing says where"
        }
    }

    /// It may be found once more is known: a lookup, more names.
    static let openEnds: [EventPlacing.Means] = [.redrawn, .otherBoundaries, .foreignCode, .unknownWords]
}
