/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tokens of one statement as an {@link InsertText}. */
final class InsertTextReader {

    private final String sql;
    private final List<Token> tokens;
    private int at;

    InsertTextReader(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    Optional<InsertText> read() {
        if (!skip("INSERT") || !skip("INTO") || at >= tokens.size()) {
            return Optional.empty();
        }
        int startOfTable = tokens.get(at).start();
        do {
            at++;
        } while (skip("."));
        int endOfTable = tokens.get(at - 1).end();
        String table = sql.substring(startOfTable, endOfTable);
        if (skip("DEFAULT")) {
            return skip("VALUES") ? insert(table, List.of(), List.of(List.of()), endOfTable) : Optional.empty();
        }
        List<String> columns = columns();
        boolean readable = !skip("OVERRIDING") || (skip("SYSTEM") && skip("VALUE"));
        if (!readable || columns.isEmpty() || !skip("VALUES")) {
            return Optional.empty();
        }
        List<List<InsertText.Item>> rows = new ArrayList<>();
        do {
            rows.add(items());
        } while (skip(","));
        boolean complete = rows.stream().allMatch(row -> row.size() == columns.size());
        return complete ? insert(table, columns, rows, endOfTable) : Optional.empty();
    }

    private Optional<InsertText> insert(
            String table, List<String> columns, List<List<InsertText.Item>> rows, int endOfTable) {
        boolean returns = at < tokens.size() && tokens.get(at).is("RETURNING");
        if (at < tokens.size() && !returns) {
            return Optional.empty();
        }
        int tail = returns ? tokens.get(at).start() : sql.length();
        ReturningList list = returns ? ReturningList.of(tokens.subList(at + 1, tokens.size())) : null;
        return Optional.of(new InsertText(sql, table, columns, rows, endOfTable, tail, list));
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        if (skip("(")) {
            do {
                String name = at < tokens.size() ? tokens.get(at++).name() : null;
                if (name == null) {
                    return List.of();
                }
                columns.add(name);
            } while (skip(","));
        }
        return skip(")") ? columns : List.of();
    }

    /** Of one row; none when it is not one. */
    private List<InsertText.Item> items() {
        List<InsertText.Item> items = new ArrayList<>();
        if (!skip("(")) {
            return items;
        }
        int first = at;
        int depth = 0;
        for (; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (depth == 0 && (token.is(",") || token.is(")"))) {
                if (first == at) {
                    return List.of();
                }
                items.add(item(first, at));
                first = at + 1;
                if (token.is(")")) {
                    at++;
                    return items;
                }
            } else if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
            }
        }
        return List.of();
    }

    private InsertText.Item item(int first, int end) {
        boolean isDefault = end == first + 1 && tokens.get(first).is("DEFAULT");
        String source = isDefault ? InsertText.DEFAULT : DrawText.sequenceDrawnBy(tokens.subList(first, end));
        return new InsertText.Item(
                tokens.get(first).start(), tokens.get(end - 1).end(), source);
    }

    private boolean skip(String word) {
        if (at < tokens.size() && tokens.get(at).is(word)) {
            at++;
            return true;
        }
        return false;
    }
}
