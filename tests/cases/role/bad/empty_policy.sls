// A policy that allows nothing.
policy P { description: "x" }
