import Governance
import Kernel
import Web

/// Intelligence as typed, read from its form.
struct IntelligenceForm {
    let lists: ConnectionLists
    let agencies: [Agency]
    let today: Day

    func read(_ form: Form, about subject: Intelligence.Subject) throws -> Intelligence {
        var reading = FormReading(form)
        let text = reading.required("text", limit: 2000, "Write what was told")
        let source = reading.text("source", limit: 200)
        if source.count > 2, text.lowercased().contains(source.lowercased()) {
            reading.complain("text", "Take out who told it: that stands in its own field, which fewer people see")
        }
        let received = reading.past("received", today: today)
        if received == nil, DayField.read("received", in: form) == .empty {
            reading.complain("received", "Enter the day it was received")
        }
        let graded = GradeForm(agencies: agencies, lists: lists).read(&reading)
        let look = reading.lookAgain("look", from: today)
        guard let received, let graded, reading.errors.isEmpty else { throw reading.errors }
        return Intelligence(
            id: .make(), subject: subject, text: text, source: source, grade: graded.grade, handling: graded.handling,
            receivedOn: received, lookAgainBy: look)
    }

    func html(_ form: FormView, to action: Link, cancel: Link, token: HTML) -> HTML {
        """
        \(form.summary())\(postForm(
            to: action, token: token,
            body: """
                \(form.textarea("text", label: "What was told", hint: "Not who told it, and nothing that shows who it was", style: .strong, rows: 5, limit: 2000, wording: "/wording/check"))\
                \(form.text("source", label: "Who told it", hint: "Seen only by you, and by those who may know who told us", style: .strong))\
                \(form.date("received", legend: "Received on"))\
                \(GradeForm(agencies: agencies, lists: lists).fields(form))\
                \(form.date("look", legend: "Look again by", hint: "After this day it counts as lapsed. Leave it empty for half a year from now"))\
                \(buttonGroup(button("Keep this"), anchor("Cancel", cancel)))
                """))
        """
    }
}
