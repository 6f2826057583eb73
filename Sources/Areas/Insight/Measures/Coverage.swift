import Kernel

/// For which months a source has sent something: a month it says nothing about is no figure, never nought.
package struct Coverage: Sendable, Equatable {
    package let months: Set<Month>

    /// Under so many a month, a month with none at all inside what a file covers is believed.
    ///
    /// With a mean of 5 a Poisson count is nought once in about 150 months; more often it means a month not sent.
    static let believable = 5.0

    /// - `counts`: everything of this kind by month, whatever the measure then picks from it.
    /// - `files`: the first and last month of each file, and the month in which it came, which no file has whole.
    package init(counts: [Month: Int], files: [(months: ClosedRange<Month>, came: Month)]) {
        var covered: Set<Month> = []
        for file in files where file.months.lowerBound < file.came {
            let last = min(file.months.upperBound, file.came.adding(-1))
            let span = (file.months.lowerBound...last).all
            let mean = Double(span.map { counts[$0] ?? 0 }.reduce(0, +)) / Double(span.count)
            covered.formUnion(span.filter { (counts[$0] ?? 0) > 0 || mean < Self.believable })
        }
        months = covered
    }
}
