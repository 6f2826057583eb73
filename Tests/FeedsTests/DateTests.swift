import Kernel
import Testing

@testable import Feeds

@Suite struct DateTests {
    private func reader(
        _ formats: [DateFormat] = DateFormat.usual, _ ambiguity: Mapping.Ambiguity = .reject,
        _ range: Mapping.DateRange = .any, time: Bool = false
    ) -> DateReader {
        DateReader(
            formats: Set(formats), ambiguity: ambiguity, range: range, today: today, midnightIsDay: false,
            wantsTime: time)
    }

    @Test(arguments: [
        ("17/03/2009", "2009-03-17"), ("17-3-2009", "2009-03-17"), ("17.03.2009", "2009-03-17"),
        ("2009-03-17", "2009-03-17"), ("2009/3/17", "2009-03-17"), ("20090317", "2009-03-17"),
        ("17-Mar-09", "2009-03-17"), ("17 March 2009", "2009-03-17"), ("March 17, 2009", "2009-03-17"),
        ("Tue 17th March 2009", "2009-03-17"), ("17/03/09", "2009-03-17"), ("39889", "2009-03-17"),
        ("29/02/2008", "2008-02-29"), ("05/04/2009", "2009-04-05"), ("17/03/2009 00:00:00", "2009-03-17"),
        ("3 Sept 2011", "2011-09-03"),
    ])
    func `dates are read as people write them`(written: String, day: String) throws {
        #expect(try reader().read(written).text == day)
    }

    @Test(arguments: [
        ("31/02/2009", DateReading.Refusal.noSuchDay("31 February 2009")),
        ("29/02/2009", .noSuchDay("29 February 2009")),
        ("17/13/2009", .noSuchDay("month 13")), ("2009", .notADate), ("yesterday", .notADate), ("17/03", .notADate),
        ("1/2/3", .notADate), ("17/Mrz/2009", .notADate), ("20091340", .noSuchDay("month 13")),
        ("17/03/2009 25:00", .noSuchTime), ("99999999999999999999", .notADate), ("17/03/200", .notADate),
        ("17/03/2009; 18/03/2009", .notADate),
    ])
    func `what is no date is refused with its reason`(written: String, refusal: DateReading.Refusal) {
        #expect(throws: refusal) { try reader(time: true).read(written) }
        #expect(!refusal.reason(formats: DateFormat.usual).isEmpty)
    }

    @Test func `a date that could be two is refused, unless the mapping says which`() throws {
        let both: [DateFormat] = [.dayFirst, .monthFirst]
        #expect(throws: DateReading.Refusal.ambiguous("4 March 2009", "3 April 2009")) {
            try reader(both).read("04/03/2009")
        }
        #expect(try reader(both).read("17/03/2009").text == "2009-03-17")
        #expect(try reader(both).read("03/17/2009").text == "2009-03-17")
        #expect(try reader(both).read("04/04/2009").text == "2009-04-04")
        #expect(try reader(both, .dayFirst).read("04/03/2009") == reading("2009-03-04", other: "2009-04-03"))
        #expect(try reader(both, .monthFirst).read("04/03/2009") == reading("2009-04-03", other: "2009-03-04"))
    }

    @Test func `a month first is not swapped behind anybody's back`() {
        #expect(throws: DateReading.Refusal.noSuchDay("month 17")) { try reader([.dayFirst]).read("03/17/2009") }
        #expect(throws: DateReading.Refusal.otherFormat(.dayFirst)) { try reader([.iso]).read("03/07/2009") }
    }

    private func reading(_ text: String, other: String) -> DateReading {
        DateReading(text: text, precision: .day, other: other)
    }

    @Test func `two digits of a year mean a birth before today`() throws {
        #expect(try reader(DateFormat.usual, .reject, .life).read("17/03/27").text == "1927-03-17")
        #expect(try reader(DateFormat.usual, .reject, .life).read("24/12/26").text == "1926-12-24")
        #expect(try reader(DateFormat.usual, .reject, .life).read("22/11/26").text == "2026-11-22")
        #expect(try reader().read("17/03/27").text == "2027-03-17")
    }

    @Test func `births lie within 120 years and not ahead`() {
        let births = reader(DateFormat.usual, .reject, .life)
        #expect(throws: DateReading.Refusal.future) { try births.read("2026-11-24") }
        #expect(throws: DateReading.Refusal.tooOld) { try births.read("1826-03-17") }
        #expect(throws: DateReading.Refusal.tooEarly) { try reader().read("0209-03-17") }
    }

    @Test(arguments: [
        ("19/11/2026 16:10", "2026-11-19T16:10"), ("2026-11-19T16:10:33.250", "2026-11-19T16:10"),
        ("2026-07-19T23:30:00Z", "2026-07-20T00:30"), ("2026-11-19T23:30:00Z", "2026-11-19T23:30"),
        ("2026-07-19 12:00 +0200", "2026-07-19T11:00"), ("19 Nov 2026 4:10 pm", "2026-11-19T16:10"),
        ("19/11/2026 12:05am", "2026-11-19T00:05"), ("19/11/2026", "2026-11-19"), ("46345.5", "2026-11-19T12:00"),
    ])
    func `times are London's`(written: String, text: String) throws {
        let reading = try reader(time: true).read(written)
        #expect(reading.text == text)
        #expect(reading.precision == (text.contains("T") ? .minute : .day))
    }

    @Test func `a month alone keeps its precision`() throws {
        #expect(try reader([.month]).read("2026-11") == DateReading(text: "2026-11", precision: .month))
    }

    /// Every way of writing at once: each value is judged for itself.
    @Test func `every date format in one column`() throws {
        let dates = ["2009-03-17", "17/03/2009", "03/17/2009", "04/03/2009", "17-Mar-09", "39889", "17.3.09", "soon"]
        let text = "surname,dob\n" + dates.map { "Lee,\($0)\n" }.joined()
        var reader = try FeedReader(.text(text))
        let matched = try Mapping.shipped("person-list").matched(to: reader.headers, on: today)
        let rows = try reader.first(20).map(matched.check)
        #expect(
            rows.map(\.outcome) == [
                .accepted, .accepted, .accepted, .rejected, .accepted, .accepted, .accepted, .rejected,
            ])
        #expect(rows.filter { $0.outcome == .accepted }.allSatisfy { $0.fields["date_of_birth"] == "2009-03-17" })
        #expect(rows[3].problems.first?.reason.hasPrefix("It could be 4 March 2009 or 3 April 2009.") == true)
    }

    @Test func `a column's own values settle which comes first`() {
        let day: [DateFormat] = [.iso, .packed, .named, .namedShort, .excel, .dayFirst, .dayFirstShort]
        #expect(DateEvidence.formats(["04/03/2009", "17/03/2009"], range: .life, today: today) == day)
        #expect(
            DateEvidence.formats(["04/03/2009", "03/17/2009"], range: .life, today: today)?.contains(.monthFirst)
                == true)
        #expect(DateEvidence.formats(["04/03/2009", "05/06/2009"], range: .life, today: today) == nil)
        #expect(DateEvidence.formats(["17/03/2009", "03/17/2009"], range: .life, today: today) == nil)
    }
}
