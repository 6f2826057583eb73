import Governance
import Kernel
import People
import Providers
import Storage

extension Offer: FromRow {
    package init(row: Row) throws {
        self.init(
            id: try row["id"], support: try row["support_id"], service: try row["service_id"],
            mentor: try row["mentor_id"], agency: try row["agency_id"], rank: try row["rank_number"],
            againstRanking: try row["against_ranking"], toKnow: try row["to_know"], madeBy: try row["made_by"],
            madeAt: try row["made_at"], answerBy: try row["answer_by"], status: try row["status"],
            declineReason: try row["decline_reason"], words: try row["words"], answeredBy: try row["answered_by"],
            answeredAt: try row["answered_at"])
    }

    static let table = Table(
        "support_offer", indexes: [["support_id"], ["agency_id", "status"], ["service_id", "status"]],
        columns: [
            .text("id"), .text("support_id", .link, references: "support"),
            .text("service_id", optional: true, references: "service"),
            .text("mentor_id", optional: true, references: "mentor"),
            .text("agency_id", optional: true, references: "agency"), .integer("rank_number", optional: true),
            .text("against_ranking", .freeText), .text("to_know", .freeText), .text("made_by", references: "worker"),
            .integer("made_at"), .integer("answer_by"), .text("status"), .text("decline_reason"),
            .text("words", .freeText), .text("answered_by", optional: true, references: "worker"),
            .integer("answered_at", optional: true),
        ])

    fileprivate static let written: SQL = """
        SELECT o.id, o.support_id, o.service_id, o.mentor_id, o.agency_id, o.rank_number, o.against_ranking, o.to_know,
            o.made_by, o.made_at, o.answer_by, o.status, o.decline_reason, o.words, o.answered_by, o.answered_at,
            sv.name AS service_name, mv.name AS mentor_name, a.name AS agency_name, m.name AS made_name,
            n.name AS answered_name, s.pathway, s.pathway_version, s.person_id, s.opened_at,
            s.status AS support_status
        FROM support_offer o JOIN support s ON s.id = o.support_id JOIN worker m ON m.id = o.made_by
            LEFT JOIN worker n ON n.id = o.answered_by LEFT JOIN agency a ON a.id = o.agency_id
            LEFT JOIN service sn ON sn.id = o.service_id
            LEFT JOIN service_version sv ON sv.service_id = sn.id AND sv.version = sn.version
            LEFT JOIN mentor mn ON mn.id = o.mentor_id
            LEFT JOIN mentor_version mv ON mv.mentor_id = mn.id AND mv.version = mn.version
        """
}

extension Transaction {
    func insert(_ offer: Offer) throws {
        try run(
            """
            INSERT INTO support_offer (id, support_id, service_id, mentor_id, agency_id, rank_number, against_ranking,
                to_know, made_by, made_at, answer_by, status, decline_reason, words, answered_by, answered_at)
            VALUES (\(offer.id), \(offer.support), \(offer.service), \(offer.mentor), \(offer.agency), \(offer.rank),
                \(offer.againstRanking), \(offer.toKnow), \(offer.madeBy), \(offer.madeAt), \(offer.answerBy),
                \(offer.status), '', '', NULL, NULL)
            """)
    }

    /// Keeps the answer to an open offer; false when somebody had answered before.
    func answer(_ offer: Offer) throws -> Bool {
        try run(
            """
            UPDATE support_offer SET status = \(offer.status), decline_reason = \(offer.declineReason),
                words = \(offer.words), answered_by = \(offer.answeredBy), answered_at = \(offer.answeredAt)
            WHERE id = \(offer.id) AND status = \(OfferStatus.open)
            """) == 1
    }

    /// The offers made for a support, the latest first. Callers asked the policy for its young person.
    func offers(for support: ID<Support>) throws -> [WrittenOffer] {
        try all("\(sql: Offer.written) WHERE o.support_id = \(support) ORDER BY o.made_at DESC, o.id")
    }

    func offer(_ id: ID<Offer>) throws -> WrittenOffer? {
        try first("\(sql: Offer.written) WHERE o.id = \(id)")
    }

    /// Offers an agency has to answer, the first to lapse first, or lately answered. They show nothing that names anybody.
    func offers(to agency: ID<Agency>, open: Bool, most: Int) throws -> [WrittenOffer] {
        let which: SQL = open ? "o.status = \(OfferStatus.open)" : "o.status <> \(OfferStatus.open)"
        return try all(
            """
            \(sql: Offer.written) WHERE o.agency_id = \(agency) AND \(sql: which)
            ORDER BY o.answer_by, o.id LIMIT \(most)
            """)
    }

    /// Marks what nobody answered in time, and tells whoever offered it what comes next.
    ///
    /// Every page that shows offers or who waits asks first, so that none of them shows one that is over.
    func lapseOffers(_ settings: OfferSettings, at now: Instant) throws {
        let late: [WrittenOffer] = try all(
            "\(sql: Offer.written) WHERE o.status = \(OfferStatus.open) AND o.answer_by < \(now) ORDER BY o.answer_by, o.id"
        )
        for one in late {
            var offer = one.offer
            offer.status = .lapsed
            offer.answeredAt = now
            _ = try answer(offer)
            try goOn(after: one, next: settings.lapsed, why: "nobody answered in time", by: nil, at: now)
        }
    }

    /// What is open on a service, each in words, so that it is not archived under somebody.
    package func openOn(_ service: ID<Service>) throws -> [String] {
        let offers = try count(
            "SELECT COUNT(*) FROM support_offer WHERE service_id = \(service) AND status = \(OfferStatus.open)")
        let supports = try count(
            """
            SELECT COUNT(*) FROM support
            WHERE service_id = \(service) AND status IN \(list: SupportStatus.allCases.filter(\.isOpen))
            """)
        return [
            (offers, "offer waits for an answer", "offers wait for an answer"),
            (supports, "support runs", "supports run"),
        ]
        .filter { $0.0 > 0 }.map { $0.0 == 1 ? "1 \($0.1)" : "\($0.0) \($0.2)" }
    }

    /// How many young people each mentor supports now.
    package func mentorLoad() throws -> [ID<Mentor>: Int] {
        let rows = try rows(
            """
            SELECT mentor_id, COUNT(*) AS held FROM support
            WHERE mentor_id IS NOT NULL AND status IN \(list: SupportStatus.allCases.filter(\.isOpen))
            GROUP BY mentor_id
            """)
        return try Dictionary(
            rows.map { (try $0["mentor_id"], try $0["held"]) }, uniquingKeysWith: { first, _ in first })
    }
}
