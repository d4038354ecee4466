// A role that nobody takes.
role R { description: "x" }
