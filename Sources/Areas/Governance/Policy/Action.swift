import Storage

/// Everything a worker can ask to do. The policy has a line for each; one without a line cannot be compiled.
package enum Action: String, Sendable, CaseIterable, Storable {
    // Everyone who is signed in
    case useAccount = "use my own account"
    case checkWording = "check wording"

    // Young people
    case searchPeople = "search for a young person"
    case viewRecord = "view a record"
    case addToRecord = "add to a record"
    case seeWhoLooked = "see who has looked at a record"
    case seeWhyVisible = "see why a person can see a record"
    case breakGlass = "open a record in an emergency"
    case restrictRecord = "restrict a record"

    // The front door
    case makeReferral = "make a referral"
    case followReferral = "follow my referral"
    case enterReferral = "enter a referral for someone"
    case readReferral = "read a referral"
    case handleReferral = "handle a referral"
    case reviewQuarantine = "review held-back public reports"

    // The hub
    case viewBoard = "view the hub board"
    case addInformation = "add what my agency knows"
    case setRisk = "set a risk level"
    case decideReferral = "record a decision"
    case runMeeting = "run the daily meeting"
    case seeCounts = "see counts"

    // Agencies' files and the joined-up picture
    case importFiles = "import an agency's file"
    case importFigures = "import a file about no person"
    case reviewLinks = "review possible links"
    case seeCohorts = "see cohorts"
    case runCohorts = "define and run cohorts"
    case manageAgreements = "manage sharing agreements"
    case seeFlows = "see what information flows where"

    // Who can help
    case seeServices = "see the directory of services"
    case manageServices = "keep the directory of services"
    case seeMentors = "see mentors and advocates"
    case manageMentors = "keep mentors and advocates"

    // Support
    case seeSupport = "see support"
    case offerSupport = "offer support to a provider"
    case answerOffer = "answer an offer"
    case recordSupport = "plan and record support"
    case manageSupport = "manage a team's support"
    case managePathways = "change pathways"
    case keepTasks = "keep tasks"

    // Around a young person, and beside the courts
    case seeConnections = "see people, places and lines around a young person"
    case keepConnections = "keep people, places and lines around a young person"
    case seeResolutions = "see out-of-court agreements"
    case keepResolutions = "keep out-of-court agreements"
    case seePanels = "see panels and strategy discussions"
    case runPanels = "run panels and strategy discussions"

    // What the counts say
    case seeMeasures = "see measures, maps and signals"
    case workSignals = "decide about signals and actions for places"
    case manageMeasures = "bring in areas, and mark what changed on charts"

    // The house itself
    case manageWorkers = "manage people and roles"
    case reviewAccess = "review access and alerts"
    case setWhatCounts = "set what counts here"
}

/// A kind of information: what a viewer may see of a record is a set of these.
package enum Category: String, Sendable, CaseIterable {
    /// That there is a record, under initials.
    case existence
    case identity, contact, concerns, risk, decisions, plan, notes, education, health, police, socialCare, youthJustice
    /// Who told us, when they asked us not to say.
    case source
    /// Reference and status word of one's own referral.
    case receipt

    package var name: String {
        switch self {
        case .existence: "that a record exists"
        case .identity: "name and age"
        case .contact: "address and contact"
        case .concerns: "concerns told to us"
        case .risk: "risk and safety"
        case .decisions: "decisions"
        case .plan: "plan"
        case .notes: "notes"
        case .education: "education"
        case .health: "health"
        case .police: "police"
        case .socialCare: "social care"
        case .youthJustice: "youth justice"
        case .source: "who told us"
        case .receipt: "the status of their own referral"
        }
    }
}
