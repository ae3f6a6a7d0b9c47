use super::*;

/// Draws each part as `kind: words`.
fn draw(text: &str, title: Option<&str>) -> String {
    segments(text, 0, title)
        .iter()
        .map(|part| format!("{:?}: {}\n", part.kind, part.span.of(text).replace('\n', " / ")))
        .collect()
}

#[track_caller]
fn check(text: &str, title: Option<&str>, expected: &str) {
    let drawn = draw(text, title);
    assert_eq!(drawn.trim(), expected.trim(), "\n{drawn}");
}

#[test]
fn captions_keep_their_credit_apart() {
    check(
        "Mara Quill attends the opening of the Norda festival on May 3, 2023 in Oslo. (Photo by Jo Marsh/Harbour Pictures)

Theo Lang and Mara Quill at the pier in \"Harbour Lights.\" Ida Falk/Norda Images

The lighthouse on the day after the storm. Norda Pictures

(Image credit: Ida Falk/Norda)

Jo Marsh/Norda Images

Best Album - Rock/Pop

Quill told the paper (AP) that she was \"happy\" with it.",
        None,
        "
Caption: Mara Quill attends the opening of the Norda festival on May 3, 2023 in Oslo.
Credit: (Photo by Jo Marsh/Harbour Pictures)
Caption: Theo Lang and Mara Quill at the pier in \"Harbour Lights.\"
Credit: Ida Falk/Norda Images
Caption: The lighthouse on the day after the storm.
Credit: Norda Pictures
Credit: (Image credit: Ida Falk/Norda)
Credit: Jo Marsh/Norda Images
Heading: Best Album - Rock/Pop
Body: Quill told the paper (AP) that she was \"happy\" with it.
",
    );
}

#[test]
fn advertising_is_cut_out_of_a_paragraph() {
    check(
        "Reading Time: 3 minutes

The film is late. -- Advertisement --

It was late [ADVERTISEMENT] before.

Advertisement

Story continues below advertisement

The advertisement was pulled, the studio said. It ran for 3 minutes.

4 min read The pier is closed, officials said.",
        None,
        "
Boilerplate: Reading Time: 3 minutes
Body: The film is late.
Boilerplate: -- Advertisement --
Body: It was late
Boilerplate: [ADVERTISEMENT]
Body: before.
Boilerplate: Advertisement
Boilerplate: Story continues below advertisement
Body: The advertisement was pulled, the studio said. It ran for 3 minutes.
Boilerplate: 4 min read
Body: The pier is closed, officials said.
",
    );
}

#[test]
fn other_stories_are_links() {
    check(
        "The film is late, the studio said.

Read more: Quill leaves the harbour

RELATED: The ten best films about rain

Quill:The singer is back at the pier

'A mess':Lang speaks about his year

More stories

Lang sells his boat

Quill buys a boat

The studio said more: it was sorry.",
        None,
        "
Body: The film is late, the studio said.
Related: Read more: Quill leaves the harbour
Related: RELATED: The ten best films about rain
Related: Quill:The singer is back at the pier
Related: 'A mess':Lang speaks about his year
Related: More stories
Related: Lang sells his boat
Related: Quill buys a boat
Body: The studio said more: it was sorry.
",
    );
}

#[test]
fn title_byline_and_place_lead_the_text() {
    check(
        "Harbour Lights moves again

By Ida Falk, The Norda Bell

Updated May 17, 2023, 6:30 p.m. ET

OSLO, Norway (AP) — The film has moved, the studio said on Friday.

Is This the End of the Pier?

But is it the end?",
        None,
        "
Title: Harbour Lights moves again
Byline: By Ida Falk, The Norda Bell
Byline: Updated May 17, 2023, 6:30 p.m. ET
Byline: OSLO, Norway (AP) —
Body: The film has moved, the studio said on Friday.
Heading: Is This the End of the Pier?
Body: But is it the end?
",
    );
    check(
        "Ida Falk

The Norda Bell

Norda Bell —

A film moved. That was all.

falk@bell.example

Follow Ida Falk on Twitter: @idafalk",
        Some("Harbour Lights moves again"),
        "
Byline: Ida Falk
Byline: The Norda Bell
Byline: Norda Bell —
Body: A film moved. That was all.
Byline: falk@bell.example
Boilerplate: Follow Ida Falk on Twitter: @idafalk
",
    );
}

#[test]
fn no_text_is_an_error() {
    for text in [
        "",
        " ",
        "—",
        "(",
        ")",
        "é/É",
        "a\u{a0}/B",
        "(Photo by",
        "Advertisement".repeat(9).as_str(),
        ":::",
        "\"\"",
        "©",
        "a » b » c",
    ] {
        for part in segments(text, 0, None) {
            assert!(!part.span.of(text).trim().is_empty(), "{text}");
        }
    }
}

#[test]
fn cost_is_linear_in_the_length_of_a_line() {
    let text = "The film is late, -- Advertisement -- she said. ".repeat(100_000);
    let parts = segments(&text, 0, None);
    assert_eq!(parts.len(), 200_001);
}
