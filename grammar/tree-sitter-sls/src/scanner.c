// What an LR(1) parser cannot see in .sls: which line ends end something, strings, comments in one another, and a few tokens
// that depend on what follows them.

#include "tree_sitter/parser.h"

#include <string.h>

enum Token {
    LINE_END,
    BLOCK_COMMENT,
    STRING_CONTENT,
    MULTILINE_CONTENT,
    RAW_STRING,
    TARGET_COMMA,
    MESSAGE_COMMA,
    PERCENT,
    // never valid but where the parser tries everything to recover from an error
    ERROR_SENTINEL,
};

// raw strings have at most as many `#`
enum { MAX_HASHES = 6, MAX_WORD = 64 };

void *tree_sitter_sls_external_scanner_create(void) { return NULL; }
void tree_sitter_sls_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_sls_external_scanner_serialize(void *payload, char *buffer) {
    (void)payload;
    (void)buffer;
    return 0;
}
void tree_sitter_sls_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
    (void)payload;
    (void)buffer;
    (void)length;
}

static bool is_alpha(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_char(int32_t c) { return is_alpha(c) || (c >= '0' && c <= '9'); }
static bool is_space(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == 0xFEFF; }
static bool is_quote(int32_t c) { return c == '"' || c == '#'; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static void skip_spaces(TSLexer *lexer) {
    while (is_space(lexer->lookahead)) advance(lexer);
}

static void skip_line(TSLexer *lexer) {
    while (!lexer->eof(lexer) && lexer->lookahead != '\n') advance(lexer);
}

// The rest of a block comment, whose `/*` is behind; comments nest.
static void skip_block_comment(TSLexer *lexer) {
    unsigned depth = 1;
    while (depth > 0 && !lexer->eof(lexer)) {
        int32_t c = lexer->lookahead;
        advance(lexer);
        if (c == '/' && lexer->lookahead == '*') {
            depth++;
            advance(lexer);
        } else if (c == '*' && lexer->lookahead == '/') {
            depth--;
            advance(lexer);
        }
    }
}

// White space and comments, over line ends. Says whether a lone `/` was taken on the way.
static bool skip_blanks(TSLexer *lexer) {
    for (;;) {
        while (is_space(lexer->lookahead) || lexer->lookahead == '\n') advance(lexer);
        if (lexer->lookahead != '/') return false;
        advance(lexer);
        if (lexer->lookahead == '/') {
            skip_line(lexer);
        } else if (lexer->lookahead == '*') {
            advance(lexer);
            skip_block_comment(lexer);
        } else {
            return true;
        }
    }
}

// Takes a word, and keeps it if it is short.
static void take_word(TSLexer *lexer, char word[MAX_WORD]) {
    unsigned length = 0;
    while (is_char(lexer->lookahead)) {
        if (length < MAX_WORD - 1) word[length++] = (char)lexer->lookahead;
        advance(lexer);
    }
    word[length] = 0;
}

static bool is_any(const char *word, const char *const *words) {
    for (; *words; words++) {
        if (strcmp(word, *words) == 0) return true;
    }
    return false;
}

// `:` or `=`, but neither `::` nor `==`
static bool at_sign(TSLexer *lexer) {
    int32_t c = lexer->lookahead;
    if (c != ':' && c != '=') return false;
    advance(lexer);
    return lexer->lookahead != c;
}

// The text of a string up to its end, an escape or an interpolation.
static bool string_content(TSLexer *lexer, bool multiline) {
    bool some = false;
    for (;;) {
        lexer->mark_end(lexer);
        int32_t c = lexer->lookahead;
        if (lexer->eof(lexer) || c == '\\' || (c == '\n' && !multiline)) break;
        if (c == '"' && !multiline) break;
        advance(lexer);
        if (c == '$' && lexer->lookahead == '{') break;
        if (c == '"' && lexer->lookahead == '"') {
            advance(lexer);
            if (lexer->lookahead == '"') break;
            // two quotes within; a third would have been the end
        }
        some = true;
    }
    lexer->result_symbol = multiline ? MULTILINE_CONTENT : STRING_CONTENT;
    return some;
}

static bool raw_string(TSLexer *lexer) {
    unsigned hashes = 0;
    while (lexer->lookahead == '#' && hashes < MAX_HASHES) {
        hashes++;
        advance(lexer);
    }
    if (lexer->lookahead != '"') return false;
    advance(lexer);
    while (!lexer->eof(lexer)) {
        bool quote = lexer->lookahead == '"';
        advance(lexer);
        if (!quote) continue;
        unsigned closing = 0;
        while (closing < hashes && lexer->lookahead == '#') {
            closing++;
            advance(lexer);
        }
        if (closing == hashes) {
            lexer->mark_end(lexer);
            lexer->result_symbol = RAW_STRING;
            return true;
        }
    }
    return false;
}

// `10%` is a percentage, but `10 % 3` and `10 %x` are divisions.
static bool percent(TSLexer *lexer) {
    static const char *const clauses[] = {"for", "if", "else", "in", "on", "and", "or", "from", NULL};
    advance(lexer);
    lexer->mark_end(lexer);
    lexer->result_symbol = PERCENT;
    skip_spaces(lexer);
    int32_t c = lexer->lookahead;
    if (is_char(c)) {
        char word[MAX_WORD];
        take_word(lexer, word);
        return is_any(word, clauses);
    }
    return !(is_quote(c) || c == '(' || c == '[' || c == '!');
}

// Whether a name that begins here is another statement's: a sign, a block, a word or a string follows it.
static bool other_member(TSLexer *lexer) {
    char word[MAX_WORD];
    take_word(lexer, word);
    skip_spaces(lexer);
    if (at_sign(lexer) || lexer->lookahead == '{') return true;
    if (is_alpha(lexer->lookahead)) {
        take_word(lexer, word);
        return strcmp(word, "if") != 0;
    }
    return is_quote(lexer->lookahead);
}

// Whether what begins on a line of its own is one more target: a name or a string, and nothing else but an end.
static bool lone_target(TSLexer *lexer) {
    if (lexer->lookahead == '"') {
        advance(lexer);
        while (!lexer->eof(lexer) && lexer->lookahead != '"' && lexer->lookahead != '\n') advance(lexer);
        if (lexer->lookahead != '"') return false;
        advance(lexer);
    } else if (is_alpha(lexer->lookahead)) {
        while (is_char(lexer->lookahead) || lexer->lookahead == '.') advance(lexer);
    } else {
        return false;
    }
    skip_spaces(lexer);
    int32_t c = lexer->lookahead;
    if (lexer->eof(lexer) || c == '\n' || c == ',' || c == '}' || c == '[') return true;
    if (c == '/') {
        advance(lexer);
        return lexer->lookahead == '/';
    }
    char word[MAX_WORD];
    take_word(lexer, word);
    return strcmp(word, "if") == 0;
}

// The comma between two targets of a permission, and the one before the message of an assertion; any other comma ends the
// statement.
static bool comma(TSLexer *lexer, const bool *valid) {
    advance(lexer);
    lexer->mark_end(lexer);
    skip_spaces(lexer);
    int32_t c = lexer->lookahead;
    if (valid[MESSAGE_COMMA]) {
        lexer->result_symbol = MESSAGE_COMMA;
        if (is_alpha(c)) return !other_member(lexer);
        if (c == '\n' || c == '/') return !skip_blanks(lexer) && is_quote(lexer->lookahead);
        return c != '}' && !lexer->eof(lexer);
    }
    lexer->result_symbol = TARGET_COMMA;
    if (is_alpha(c)) return !other_member(lexer);
    if (is_quote(c) || c == '[') return true;
    return !skip_blanks(lexer) && lone_target(lexer);
}

// A line end ends a statement or an element, unless a comma or an `else` follows.
static bool line_end(TSLexer *lexer) {
    advance(lexer);
    lexer->mark_end(lexer);
    lexer->result_symbol = LINE_END;
    if (skip_blanks(lexer)) return true;
    if (lexer->lookahead == ',') return false;
    if (lexer->lookahead != 'e') return true;
    char word[MAX_WORD];
    take_word(lexer, word);
    if (strcmp(word, "else") != 0) return true;
    skip_spaces(lexer);
    return at_sign(lexer);
}

bool tree_sitter_sls_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    (void)payload;
    if (!valid[ERROR_SENTINEL]) {
        if (valid[STRING_CONTENT]) return string_content(lexer, false);
        if (valid[MULTILINE_CONTENT]) return string_content(lexer, true);
        if (valid[PERCENT] && lexer->lookahead == '%') return percent(lexer);
    }
    while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
    if (lexer->lookahead == '\n' && valid[LINE_END]) return line_end(lexer);
    while (is_space(lexer->lookahead) || lexer->lookahead == '\n') lexer->advance(lexer, true);
    if (lexer->lookahead == '/') {
        advance(lexer);
        if (lexer->lookahead != '*') return false;
        advance(lexer);
        skip_block_comment(lexer);
        lexer->mark_end(lexer);
        lexer->result_symbol = BLOCK_COMMENT;
        return true;
    }
    if (lexer->lookahead == '#' && valid[RAW_STRING]) return raw_string(lexer);
    if (lexer->lookahead == ',' && !valid[ERROR_SENTINEL] && (valid[TARGET_COMMA] || valid[MESSAGE_COMMA])) return comma(lexer, valid);
    return false;
}
