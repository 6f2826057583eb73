import Foundation
import Testing
import Web

@Suite struct ComponentTests {
    @Test(arguments: Specimens.hostile) func `what people typed never becomes markup`(_ specimen: Specimen) {
        let text = specimen.html.text
        #expect(!text.contains(Specimens.evil))
        #expect(!text.contains("<script>"))
        #expect(Reading(text).faults == [])
        if !text.contains("&lt;script&gt;&quot;&#39;&amp;") {
            #expect(["icons", "pagination"].contains(specimen.name), "no text of \(specimen.name) was tried")
        }
    }

    @Test(arguments: Specimens.plain) func `tags are balanced and attributes quoted`(_ specimen: Specimen) {
        #expect(Reading(specimen.html.text).faults == [])
    }

    @Test(arguments: Specimens.plain) func `every identifier is used once and every reference finds one`(
        _ specimen: Specimen
    ) {
        let page = Reading(specimen.html.text)
        let ids = page.references("id")
        #expect(ids.count == Set(ids).count, "\(ids)")
        for name in ["aria-describedby", "aria-labelledby", "for"] {
            for reference in page.references(name) { #expect(ids.contains(reference), "\(name)=\(reference)") }
        }
    }

    @Test(arguments: Specimens.plain) func `no inline style, script or handler, and no address outside`(
        _ specimen: Specimen
    ) {
        for tag in Reading(specimen.html.text).tags {
            #expect(tag["style"] == nil)
            #expect(!tag.attributes.contains { $0.name.hasPrefix("on") })
            if tag.name == "script", !tag.isClosing { #expect(tag["src"] != nil) }
        }
        #expect(!specimen.html.text.contains("//"))
        #expect(!specimen.html.text.contains("govuk"))
    }

    @Test func `a wrong field is marked, described and reached from the summary`() {
        let form = FormView(Form([("name", "")]), errors: FieldErrors("name", "Enter their name"))
        let page = Reading(form.summary().text + form.text("name", label: "Their name", hint: "Anything").text)
        let input = page.tags.first { $0.name == "input" }
        #expect(input?["aria-invalid"] == "true")
        #expect(input?["aria-describedby"] == "name-hint name-error")
        let jump = page.tags.first { $0.name == "a" }
        #expect(jump?["href"] == "#\(input?["id"] ?? "?")")
    }

    @Test(arguments: ["date", "radios", "checkboxes"]) func `the summary leads to the first control of a group`(
        _ kind: String
    ) {
        let form = FormView(errors: FieldErrors("it", "Answer this"))
        let options = [Choice("a", "A"), Choice("b", "B")]
        let field =
            switch kind {
            case "date": form.date("it", legend: "It")
            case "radios": form.radios("it", legend: "It", options: options)
            default: form.checkboxes("it", legend: "It", options: options)
            }
        let page = Reading(form.summary().text + field.text)
        let target = page.tags.first { $0.name == "a" }?["href"]
        #expect(target == "#" + (page.tags.first { $0.name == "input" }?["id"] ?? "?"))
        #expect(page.tags.first { $0.name == "fieldset" }?["aria-describedby"] == "it-error")
    }

    @Test func `a password is never sent back`() {
        let form = FormView(Form([("password", "hunter2")]))
        #expect(!form.text("password", label: "Password", kind: .password).text.contains("hunter2"))
    }

    @Test func `a text area keeps a first empty line`() {
        let text = FormView(Form([("note", "\nKai")])).textarea("note", label: "Note").text
        #expect(text.contains(">\n\nKai</textarea>"))
    }

    @Test(
        arguments: zip(
            [-11_400, 16_800, 25_200, 21_900, 86_400, 200_000, 1500, -90_000],
            [
                "3h 10m overdue", "4h 40m left", "7h left", "6h 05m left", "1 day left", "2 days left", "25m left",
                "1 day overdue",
            ]))
    func `a clock says how long in words`(seconds: Int, words: String) {
        #expect(ClockView(secondsLeft: seconds, totalSeconds: 86_400, due: "").words == words)
    }

    @Test func `public tabs give nothing away`() throws {
        let text = try #require(Specimens.plain.first { $0.name == "shell-public" }).html.text
        #expect(text.contains("<title>Error: Local support – Eastmere</title>"))
        #expect(!text.contains("OFFICIAL"))
        #expect(text.contains(#"<a href="/exit" class="ui-btn ui-btn--warning""#))
    }

    @Test func `the script gets the words the page would show`() throws {
        let found = LanguageFinding(phrase: "absconder", alternative: "was missing", reason: "It blames nobody.")
        let hints = LanguageHints([found], title: "1 phrase")
        let data = try JSONEncoder().encode(hints)
        let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(read.keys) == ["title", "intro", "findings"])
        let first = try #require((read["findings"] as? [[String: String]])?.first)
        #expect(first == ["phrase": "absconder", "alternative": "was missing", "reason": "It blames nobody."])
        #expect(hints.html.text.contains("<mark>absconder</mark>"))
        #expect(LanguageHints([], title: "Nothing").html.isEmpty)
    }
}
