// A key that needs quotes.
queue Jobs { tags: { my-team: "x" } }
