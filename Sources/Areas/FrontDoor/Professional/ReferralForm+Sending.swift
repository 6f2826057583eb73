import Governance
import Kernel

extension ReferralForm {
    /// The longest a line on the meeting's board is; the whole text is one click away.
    static let longestLine = 160

    /// The referral a finished draft becomes. Its identifier is the draft's, so that sending twice makes one.
    static func referral(
        from draft: ReferralDraft, by worker: Worker, reference: String, at now: Instant
    ) -> Referral? {
        guard let id = ID<Referral>(draft.id.text) else { return nil }
        let source = source(of: draft, by: worker)
        var referral = Referral(
            id: id, reference: reference, channel: draft.channel, status: .received, sourceCode: source.code,
            sourceWords: source.words, receivedAt: cameAt(draft, now))
        switch draft.channel {
        case .phone, .letter: break
        case .publicForm, .professional, .agencyFile, .partnership:
            referral.referrer = worker.id
            referral.agency = worker.agency.id
        }
        referral.answers = withoutScreening(draft.answers)
        referral.concerns = ConcernLine.all(in: draft.answers).map(\.what).filter { !$0.isEmpty }.prefix(5).map(line)
        referral.helps = lines(answer("helps", draft.answers))
        referral.proposed = line(answer("hope", draft.answers))
        return referral
    }

    /// The first lines of a text, short enough for the board.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { line(String($0)) }.filter { !$0.isEmpty }.prefix(5).map { $0 }
    }

    /// A text as one line of the board: its first sentence, or as much of it as fits.
    static func line(_ text: String) -> String {
        let whole = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard whole.count > longestLine else { return whole }
        let head = whole.prefix(longestLine)
        if let end = head.lastIndex(where: { $0 == "." || $0 == "!" || $0 == "?" }), head[...end].count > 40 {
            return String(head[...end])
        }
        let cut = head.lastIndex(of: " ") ?? head.endIndex
        return "\(head[..<cut])…"
    }

    private static func source(of draft: ReferralDraft, by worker: Worker) -> (code: String, words: String) {
        switch draft.channel {
        case .phone, .letter:
            let code = answer("source_code", draft.answers)
            let words = answer("source_words", draft.answers)
            let way = draft.channel == .phone ? "by phone" : "by letter or e-mail"
            return (code, "\(words.isEmpty ? ReferralSource.words(for: code) : words), \(way)")
        case .publicForm, .professional, .agencyFile, .partnership:
            return (ReferralSource.usualCode(for: worker.agency.kind), worker.agency.name)
        }
    }

    /// When it came: now, or 9am on the day a letter came, so that our clock starts when theirs did.
    private static func cameAt(_ draft: ReferralDraft, _ now: Instant) -> Instant {
        guard let day = LooseDate("came", in: draft.answers).resolved?.day, day < now.day else { return now }
        return London.instant(day, hour: 9, minute: 0)
    }
}
