package org.fovea.evaluate.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the text of a program before LibTorch compiles it, for what runs while LibTorch loads a file, before
 * {@link ProgramScreen} has a graph to judge: {@code __setstate__}, defaults and class constants that call something,
 * and classes of C++. Text that LibTorch's own printer would not write is refused, so that both split it into the same
 * tokens, and so is text that nests so deep that a parser's stack would end.
 */
final class ProgramText {
    private static final String UNUSUAL = "text that is written in an unusual way";
    private static final int MAX_DEPTH = 100;
    private static final int MAX_EXPRESSION = 2000;
    private static final int MAX_BLANK_LINES = 100;
    /** On constant texts, one of which is empty, LibTorch computes them while it loads, without end. */
    private static final Set<String> ENDLESS = Set.of("replace", "count");

    private static final Set<String> HIDING = Set.of("__torch__", "\"torch\"", "\"ops\"", "\"classes\"");
    private static final int MAX_STATEMENT = 100_000;

    /** Signs that stand alone; two of them make one token for LibTorch, which changes nothing here. */
    private static final String SIGNS = "()[]{}.,:=+-*/%<>@&|^~!";

    private final String code;

    /** Tokens of the statement so far. */
    private final List<String> statement = new ArrayList<>();

    /** Blocks around the statement, with their first words. */
    private final Deque<Block> blocks = new ArrayDeque<>();

    /** For each open bracket, and the statement itself: how many tokens since the last comma. */
    private final Deque<Integer> parts = new ArrayDeque<>();

    private int at;

    private record Block(int indent, String word) {}

    private ProgramText(String code) {
        this.code = code;
    }

    /**
     * What a source file has that must not be loaded.
     *
     * @param code its bytes as ISO 8859-1
     * @return a phrase, or nothing where it is clean
     */
    static Optional<String> complaint(String code) {
        return new ProgramText(code).complaint();
    }

    private Optional<String> complaint() {
        int blank = 0;
        while (at < code.length()) {
            int indent = 0;
            while (at < code.length() && code.charAt(at) == ' ') {
                indent++;
                at++;
            }
            if (at < code.length() && code.charAt(at) == '\n') {
                at++;
                if (++blank > MAX_BLANK_LINES) {
                    return Optional.of(UNUSUAL);
                }
                continue;
            }
            blank = 0;
            Optional<String> found = line(indent);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** One statement, up to the end of its line. */
    private Optional<String> line(int indent) {
        while (!blocks.isEmpty() && blocks.peek().indent() >= indent) {
            blocks.pop();
        }
        statement.clear();
        parts.clear();
        parts.push(0);
        int tokens = 0;
        while (at < code.length() && !(code.charAt(at) == '\n' && parts.size() == 1)) {
            char sign = code.charAt(at);
            if (sign == ' ' || sign == '\n') {
                at++;
                continue;
            }
            String token = token();
            if (token.isEmpty()) {
                return Optional.of(UNUSUAL);
            }
            statement.add(token);
            if (statement.size() > MAX_STATEMENT) {
                return Optional.of("a statement of more than " + MAX_STATEMENT + " words");
            }
            tokens = open(token, tokens);
            if (parts.size() + blocks.size() > MAX_DEPTH || tokens > MAX_EXPRESSION) {
                return Optional.of("an expression or a block that nests too deep");
            }
            if (parts.isEmpty()) {
                return Optional.of(UNUSUAL);
            }
        }
        at++;
        Optional<String> found = judged();
        if (!statement.isEmpty() && statement.getLast().equals(":")) {
            blocks.push(new Block(indent, statement.getFirst()));
        }
        return found;
    }

    /** Keeps account of brackets. @return tokens that can be nested in each other at this place */
    private int open(String token, int tokens) {
        switch (token) {
            case "(", "[", "{" -> {
                parts.push(parts.pop() + 1);
                parts.push(0);
                return tokens + 1;
            }
            case ")", "]", "}" -> {
                return tokens - parts.pop();
            }
            case "," -> {
                return tokens - parts.pop() + reset();
            }
            default -> {
                parts.push(parts.pop() + 1);
                return tokens + 1;
            }
        }
    }

    private int reset() {
        parts.push(0);
        return 0;
    }

    /** The next token, or nothing where LibTorch might see another. */
    private String token() {
        int from = at;
        char sign = code.charAt(at);
        if (sign == '"') {
            return string();
        }
        if (isLetter(sign)) {
            while (at < code.length() && (isLetter(code.charAt(at)) || isDigit(code.charAt(at)))) {
                at++;
            }
        } else if (isDigit(sign)) {
            while (at < code.length() && (isDigit(code.charAt(at)) || code.charAt(at) == '.')) {
                at++;
            }
        } else if (SIGNS.indexOf(sign) >= 0) {
            at++;
        }
        return code.substring(from, at);
    }

    private String string() {
        int from = at;
        if (code.startsWith("\"\"\"", at)) {
            return "";
        }
        at++;
        while (at < code.length() && code.charAt(at) != '"') {
            if (code.charAt(at) == '\\') {
                at++;
            }
            if (at < code.length() && code.charAt(at) == '\n') {
                return "";
            }
            at++;
        }
        at++;
        return at <= code.length() ? code.substring(from, at) : "";
    }

    private static boolean isLetter(char sign) {
        return sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z' || sign == '_';
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    private Optional<String> judged() {
        if (statement.isEmpty()) {
            return Optional.empty();
        }
        String first = statement.getFirst();
        if (statement.contains("__setstate__")) {
            return Optional.of("a call at loading (__setstate__)");
        }
        // LibTorch's printer writes getattr(self, "0") where a name begins with a digit.
        if (statement.contains("getattr") && statement.stream().anyMatch(HIDING::contains)) {
            return Optional.of("a name of LibTorch that is computed (getattr)");
        }
        if (first.equals("elif") || first.equals("@") || first.equals("global") || first.equals("with")) {
            return Optional.of(first.equals("with") ? "a block of with" : UNUSUAL);
        }
        for (int i = 2; i < statement.size(); i++) {
            if (statement.get(i).equals("classes") && statement.get(i - 2).equals("torch")) {
                return Optional.of("a class of C++ (torch.classes)");
            }
        }
        for (int i = 2; i < statement.size(); i++) {
            if (ENDLESS.contains(statement.get(i))
                    && statement.get(i - 1).equals(".")
                    && (statement.get(i - 2).equals("torch")
                            || statement.get(i - 2).equals("aten"))) {
                return Optional.of("the operator aten::" + statement.get(i));
            }
        }
        boolean header = first.equals("def");
        boolean inClass = !blocks.isEmpty() && blocks.peek().word().equals("class");
        if (header || inClass) {
            for (int i = header ? 3 : 1; i < statement.size(); i++) {
                if (statement.get(i).equals("(") && isCalled(statement.get(i - 1))
                        || statement.get(i).equals("for")
                        || statement.get(i).equals("*")) {
                    return Optional.of("a call at loading (the value of a default or a constant)");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isCalled(String before) {
        char last = before.charAt(before.length() - 1);
        return isLetter(last) || isDigit(last) || last == ')' || last == ']' || last == '"';
    }
}
