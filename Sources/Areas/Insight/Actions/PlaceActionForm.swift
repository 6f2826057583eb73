import Governance
import Kernel
import Web

/// What somebody typed about an action for places.
struct PlaceActionForm {
    let title: String
    let lead: Agency
    let starts: Day
    let ends: Day?
    let howFar: String
    let areas: [String]

    static let longestHowFar = 1000
    static let mostAreas = 50

    /// - Throws: `FieldErrors` with every complaint at once.
    init(_ form: Form, agencies: [Agency], areas known: [Area]) throws {
        var reading = FormReading(form)
        title = reading.required("title", limit: FormReading.longestLine, "Say in a few words what is done")
        let lead = agencies.first { $0.id.text == form["lead"] }
        if lead == nil { reading.complain("lead", "Choose who leads it") }
        areas = Self.areas(&reading, known)
        let starts = Self.plausible("starts", &reading)
        if starts == nil, reading.errors.message(for: "starts") == nil {
            reading.complain("starts", "Say when it begins or began")
        }
        ends = Self.plausible("ends", &reading)
        if let starts, let ends, ends < starts {
            reading.complain("ends", "The end must not come before the beginning")
        }
        howFar = reading.text("how_far", limit: Self.longestHowFar)
        guard let lead, let starts, reading.errors.isEmpty else { throw reading.errors }
        self.lead = lead
        self.starts = starts
    }

    private static func plausible(_ name: String, _ reading: inout FormReading) -> Day? {
        guard let day = reading.day(name) else { return nil }
        guard (2000...2100).contains(day.year) else {
            reading.complain(name, "Check the year")
            return nil
        }
        return day
    }

    /// One area to a line, by code or by name.
    private static func areas(_ reading: inout FormReading, _ known: [Area]) -> [String] {
        let lines = reading.lines("areas")
        if lines.isEmpty { reading.complain("areas", "Say which areas it is for") }
        if lines.count > mostAreas { reading.complain("areas", "Name at most \(mostAreas) areas") }
        var codes: [String] = []
        for line in lines.prefix(mostAreas) {
            let wanted = line.lowercased()
            let match = known.first { $0.code.lowercased() == wanted || $0.name.lowercased() == wanted }
            guard let match else {
                reading.complain("areas", "No area on the map is called “\(line.prefix(60))”. Use its name or code")
                continue
            }
            if !codes.contains(match.code) { codes.append(match.code) }
        }
        return codes
    }
}
