import People
import Web
import Wording

/// The picture of a network. It says nothing that the list beside it does not say.
struct NetworkPicture {
    let network: Network
    let name: String
    let lists: ConnectionLists

    var html: HTML {
        let inner = network.nodes.filter(\.isInner).count
        let outer = network.nodes.count - inner
        let title = "People and places around \(name)"
        let finding = """
            \(Words.plural(inner, "connection")) that help stand nearest, \(outer) others around them. \
            The list says the same in words.
            """
        let more: HTML =
            network.left > 0 ? "<p>\(Words.plural(network.left, "more connection")) in the list.</p>" : .empty
        let lines = network.nodes.map(line)
        let nodes = network.nodes.map(node)
        return """
            <figure class="ui-chart"><figcaption><h3>\(title)</h3><p>\(finding)</p></figcaption>
            <div class="ui-net" tabindex="0" role="region" aria-label="\(title): picture">\
            <svg class="ui-plot" viewBox="0 0 \(Int(Network.width)) \(Int(Network.height))" role="img" \
            aria-labelledby="net-title net-desc" focusable="false"><title id="net-title">\(title)</title>\
            <desc id="net-desc">\(description)</desc>\(lines)\
            <circle class="n-me" cx="\(units(Network.centre.x))" cy="\(units(Network.centre.y))" r="38"/>\
            <text class="inv" x="\(units(Network.centre.x))" y="\(units(Network.centre.y + 5))" text-anchor="middle">\
            \(Network.short(name, most: 9))</text>\(nodes)</svg></div>
            \(legend)\(more)</figure>
            """
    }

    private var description: String {
        let parts = network.nodes.map { "\($0.label): \($0.note)\($0.isLapsed ? ", lapsed" : "")" }
        return parts.isEmpty ? "Nothing is drawn yet." : parts.joined(separator: "; ")
    }

    private static func edge(_ tone: Bond) -> HTML {
        switch tone {
        case .helps: #"class="e-good""#
        case .knows: #"class="e-mid""#
        case .strained: #"class="e-tense""#
        case .shared: #"class="e-shared""#
        case .harms: #"class="e-harm""#
        }
    }

    private func line(_ node: Network.Node) -> HTML {
        """
        <line \(Self.edge(node.tone)) x1="\(units(Network.centre.x))" y1="\(units(Network.centre.y))" \
        x2="\(units(node.x))" y2="\(units(node.y))"/>
        """
    }

    private func node(_ node: Network.Node) -> HTML {
        let (x, y) = (node.x, node.y)
        let look: HTML = node.tone == .helps ? "n-good" : node.tone == .harms ? "n-harm" : "n-mid"
        let lapsed: HTML = node.isLapsed ? #" stroke-dasharray="3 3""# : .empty
        let shape: HTML =
            switch node.shape {
            case .person: #"<circle class="\#(look)" cx="\#(units(x))" cy="\#(units(y))" r="17"\#(lapsed)/>"#
            case .record:
                """
                <circle class="\(look)" cx="\(units(x))" cy="\(units(y))" r="17"\(lapsed)/>\
                <circle class="n-me" cx="\(units(x))" cy="\(units(y))" r="6"/>
                """
            case .place:
                """
                <rect class="\(look)" x="\(units(x - 16))" y="\(units(y - 16))" width="32" height="32"\(lapsed)/>
                """
            case .line:
                """
                <path class="\(look)" d="M\(units(x)) \(units(y - 20))L\(units(x + 20)) \(units(y))\
                L\(units(x)) \(units(y + 20))L\(units(x - 20)) \(units(y))Z"\(lapsed)/>
                """
            }
        return """
            <g>\(shape)<text class="t-strong ui-net__label" x="\(units(x))" y="\(units(y + 34))" text-anchor="middle">\
            \(node.label)</text><text class="t-sm ui-net__label" x="\(units(x))" y="\(units(y + 49))" \
            text-anchor="middle">\(node.isLapsed ? "Lapsed: ask again" : node.note)</text></g>
            """
    }

    private var legend: HTML {
        let edges = Bond.allCases.map { tone -> HTML in
            """
            <li><svg class="ui-plot ui-net__key" width="36" height="16" viewBox="0 0 36 16" aria-hidden="true" \
            focusable="false"><line \(Self.edge(tone)) x1="1" y1="8" x2="35" y2="8"/></svg>\(lists.tone(tone))</li>
            """
        }
        let shapes: [(HTML, String)] = [
            (#"<circle class="n-mid" cx="8" cy="8" r="6"/>"#, "Somebody"),
            (
                #"<circle class="n-mid" cx="8" cy="8" r="6"/><circle class="n-me" cx="8" cy="8" r="2.5"/>"#,
                "Young person with a record"
            ),
            (#"<rect class="n-mid" x="2" y="2" width="12" height="12"/>"#, "Place"),
            (#"<path class="n-mid" d="M8 1L15 8L8 15L1 8Z"/>"#, "Line"),
        ]
        let keys = shapes.map { shape, words -> HTML in
            """
            <li><svg class="ui-plot" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
            \(shape)</svg>\(words)</li>
            """
        }
        return #"<ul class="ui-legend" aria-label="What lines and shapes mean">\#(edges)\#(keys)</ul>"#
    }
}
