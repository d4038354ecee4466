// A function without what it needs.
function F { code: "src" }
