/// The opening of the public start page, across the window.
package func hero(_ title: String, lead: String, action: HTML, note: HTML) -> HTML {
    """
    <div class="ui-hero"><svg class="ui-hero__art" viewBox="0 0 400 400" aria-hidden="true" focusable="false">\
    <path class="ui-hero__ring" d="M318 262A150 150 0 1 1 282 78" fill="none" stroke-width="44" stroke-linecap="round"/>\
    <circle class="ui-ring__dot" cx="346" cy="150" r="34"/></svg>
    <div class="ui-width ui-width--text"><h1>\(title)</h1>
    <p class="ui-hero__lead">\(lead)</p>
    <p class="ui-hero__act">\(action)</p>
    <p class="ui-hero__note"><small>\(note)</small></p></div></div>
    """
}

/// What will happen, in numbered steps.
package func steps(_ items: [(heading: String, body: HTML)]) -> HTML {
    let list = items.map { "<li><h3>\($0.heading)</h3><p>\($0.body)</p></li>\n" as HTML }
    return #"<ol class="ui-steps">\#(list)</ol>"#
}

/// Things people might notice, each with its picture.
package func signs(_ items: [(icon: Icon, words: String)]) -> HTML {
    let list = items.map { "<li>\($0.icon.svg)<span>\($0.words)</span></li>\n" as HTML }
    return #"<ul class="ui-signs">\#(list)</ul>"#
}

/// Numbers to ring, each with who answers.
package func contacts(_ items: [(number: String, words: String)]) -> HTML {
    let list = items.map { "<li><strong>\(phoneLink($0.number))</strong>\($0.words)</li>\n" as HTML }
    return #"<ul class="ui-contacts">\#(list)</ul>"#
}
