/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.net.URL;
import java.sql.CallableStatement;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.Calendar;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the statements of one forwarding method: {@link Rule} shows them, this class has them in full. */
final class ForwardingBody {
    private static final Set<Class<?>> COPIED = Set.of(int[].class, String[].class);

    /** Nobody can change these, and no class of an application's can be one. */
    private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, URL.class);

    private static final String CONTINUED = ",\n        ";

    private final JdbcMethod method;
    private final RuleRow row;
    private final ForwardingType type;

    ForwardingBody(JdbcMethod method, RuleRow row, ForwardingType type) {
        this.method = method;
        this.row = row;
        this.type = type;
    }

    String source() {
        return switch (row.rule()) {
            case FORWARD -> forward("");
            case ONCE -> forward("once();\n");
            case READ -> read();
            case INQUIRE -> remembered("inquire");
            case CONSTANT -> remembered("constant");
            case CONFIGURE -> captures() + configure() + remember();
            case EXECUTE -> execute();
            case DESCRIBE -> describe();
            case QUERY -> query();
            case RESULT -> result();
            case CREATE -> create();
            case OWN -> throw new IllegalArgumentException(method.signature() + " is written by hand");
        };
    }

    private String forward(String first) {
        return first + """
                %s d = delegate();
                try {
                    %s%s;
                } catch (SQLException e) {
                    throw failure(e);
                }
                """.formatted(type.delegate(), method.returnsVoid() ? "" : "return ", callOn("d"));
    }

    private String read() {
        return """
                %s d = delegate();
                try {
                    return %s;
                } catch (SQLException e) {
                    return readAgain(e, x -> %s);
                }
                """.formatted(type.delegate(), callOn("d"), callOn("x"));
    }

    /** What is asked, arguments included, is the name by which the answer is remembered. */
    private String remembered(String hook) {
        String arguments = IntStream.range(0, method.parameters().size())
                .mapToObj(i -> " + \" \" + p" + i)
                .collect(Collectors.joining());
        String separator = arguments.isEmpty() && method.name().length() < 40 ? ", " : CONTINUED;
        return "return %s(\"%s\"%s%sx -> %s);\n".formatted(hook, method.name(), arguments, separator, callOn("x"));
    }

    private String configure() {
        return """
                %s d = delegate();
                try {
                    %s;
                } catch (SQLException e) {
                    %sx -> %s);
                }
                """.formatted(type.delegate(), callOn("d"), hookForFailure(), callOn("x"));
    }

    private String result() {
        return """
                %s d = delegate();
                %s raw;
                try {
                    raw = %s;
                } catch (SQLException e) {
                    %s;
                }
                return %s;
                """.formatted(
                type.delegate(),
                method.resultType(),
                callOn("d"),
                type.jdbc() == ResultSet.class
                        ? "raw = readAgain(e, x -> %s)".formatted(callOn("x"))
                        : "throw failure(e)",
                isJournaled() ? "journals() ? follow(x -> %s, raw) : wrap(raw)".formatted(callOn("x")) : "wrap(raw)");
    }

    private boolean isJournaled() {
        boolean rowsOrNumbers =
                method.method().getReturnType().isPrimitive() || method.method().getReturnType() == ResultSet.class;
        return rowsOrNumbers && Statement.class.isAssignableFrom(type.jdbc());
    }

    private String execute() {
        if (method.returnsVoid()) {
            return """
                    %1$s d = begin(%2$s);
                    try {
                        %3$s;
                    } catch (SQLException e) {
                        recover(e, %2$s, x -> {
                            %4$s;
                            return null;
                        });
                    }
                    """.formatted(type.delegate(), method.sqlArgument(), callOn("d"), callOn("x"));
        }
        if (!isJournaled()) {
            return """
                    %1$s d = begin(%2$s);
                    try {
                        return %3$s;
                    } catch (SQLException e) {
                        return recover(e, %2$s, x -> %4$s);
                    }
                    """.formatted(type.delegate(), method.sqlArgument(), callOn("d"), callOn("x"));
        }
        return protection()
                + """
                %1$s d = begin(%2$s);
                %5$s r;
                try {
                    r = %3$s;
                } catch (SQLException e) {
                    r = recover(e, %2$s, x -> %4$s);
                }
                if (journals()) {
                %6$s    journal(%2$s, x -> %7$s, r);
                }
                return r;
                """.formatted(
                                type.delegate(),
                                method.sqlArgument(),
                                callOn("d"),
                                callOn("x"),
                                method.resultType(),
                                copies().indent(4),
                                callOnCopies());
    }

    private String protection() {
        return """
                if (protects(%1$s)) {
                %2$s    return protectedly(%1$s, x -> %3$s);
                }
                """.formatted(method.sqlArgument(), copies().indent(4), callOnCopies());
    }

    private String query() {
        if (type.jdbc() == DatabaseMetaData.class) {
            return catalogue();
        }
        return (isJournaled() ? protection() : "")
                + """
                %1$s d = begin(%2$s);
                %5$s raw;
                try {
                    raw = %3$s;
                } catch (SQLException e) {
                    raw = recover(e, %2$s, x -> %4$s);
                }
                return %6$s;
                """.formatted(
                                type.delegate(),
                                method.sqlArgument(),
                                callOn("d"),
                                callOn("x"),
                                method.resultType(),
                                isJournaled()
                                        ? "journals() ? journal(%s, x -> %s, raw) : wrap(raw)"
                                                .formatted(method.sqlArgument(), callOn("x"))
                                        : "wrap(raw)");
    }

    private String catalogue() {
        return """
                %1$s d = begin(null);
                ResultSet raw;
                try {
                    raw = %2$s;
                } catch (SQLException e) {
                    raw = recover(e, null, x -> %3$s);
                }
                %4$sreturn wrap(raw, x -> %5$s);
                """.formatted(type.delegate(), callOn("d"), callOn("x"), copies(), callOnCopies());
    }

    private String describe() {
        return """
                %1$s d = ask();
                %4$s raw;
                try {
                    raw = %2$s;
                } catch (SQLException e) {
                    raw = askAgain(e, x -> %3$s);
                }
                if (raw != null && journals()) {
                    described(x -> %3$s, raw);
                }
                return wrap(raw);
                """.formatted(type.delegate(), callOn("d"), callOn("x"), method.resultType());
    }

    private String create() {
        Class<?> made = method.method().getReturnType();
        String hook = made == CallableStatement.class
                ? "callableStatement(p0, "
                : made == PreparedStatement.class ? "preparedStatement(p0, " : "statement(";
        boolean hasText = made != Statement.class;
        return copies()
                + "return %s(x, sql) -> %s);\n".formatted(hook, call("x", i -> hasText && i == 0 ? "sql" : copyOf(i)));
    }

    /** The line after the call of a CONFIGURE method, with what it needs to be true. */
    private String remember() {
        String lambda = hasNumber() ? "(x, i) -> " : "x -> ";
        return hookForSetting() + lambda + callOnCopies() + ");\n";
    }

    /** Of a parameter: its slot knows it, and gives it back. */
    private boolean hasNumber() {
        return row.rule() == Rule.CONFIGURE && hookForSetting().startsWith("bind(") && parameter(0) == int.class;
    }

    /** An argument that is written to is none that a lambda could hold on to: the compiler refuses that. */
    private String captures() {
        return captured()
                .mapToObj(i -> "Object c%1$d = %2$s(p%1$d);\np%1$d = null;\n".formatted(i, hookForCapture(i)))
                .collect(Collectors.joining());
    }

    private String hookForCapture(int i) {
        if (parameter(i) == SQLType.class) {
            return "captureType";
        }
        return parameter(i) == Calendar.class ? "captureZone" : "capture";
    }

    private IntStream captured() {
        return IntStream.range(0, method.parameters().size()).filter(this::isCaptured);
    }

    private boolean isCaptured(int i) {
        return row.rule() == Rule.CONFIGURE && !parameter(i).isPrimitive() && !IMMUTABLE.contains(parameter(i));
    }

    private boolean isParameters() {
        return type.jdbc() != Statement.class && !method.name().equals("registerOutParameter");
    }

    private String hookForFailure() {
        return isParameters() && captured().findAny().isPresent()
                ? "bindAgain(e, p0, c" + captured().min().orElseThrow() + CONTINUED
                : "configureAgain(e, ";
    }

    private String hookForSetting() {
        if (type.jdbc() == Statement.class) {
            return "configured(" + row.attribute() + ", ";
        }
        String values = captured().mapToObj(i -> "c" + i + ", ").collect(Collectors.joining());
        if (!isParameters()) {
            return "registered(p0, " + values;
        }
        String size = parameter(1) == String.class ? "Captured.size(p1), " : "0, ";
        return "bind(p0, " + (values.isEmpty() ? size : values.strip().replaceFirst(",$", CONTINUED));
    }

    private String copies() {
        List<Class<?>> types = method.parameters();
        return IntStream.range(0, types.size())
                .filter(i -> COPIED.contains(types.get(i)))
                .mapToObj(i -> "%1$s c%2$d = Copies.of(p%2$d);\n"
                        .formatted(types.get(i).getSimpleName(), i))
                .collect(Collectors.joining());
    }

    private String callOn(String target) {
        return call(target, i -> isCaptured(i) ? forDriver(i) : "p" + i);
    }

    private String callOnCopies() {
        return call("x", i -> {
            if (i == 0 && hasNumber()) {
                return "i";
            }
            return isCaptured(i) ? forDriver(i) : copyOf(i);
        });
    }

    private String forDriver(int i) {
        return "Captured.<%s>forDriver(c%d)".formatted(parameter(i).getSimpleName(), i);
    }

    private String copyOf(int i) {
        return (COPIED.contains(parameter(i)) ? "c" : "p") + i;
    }

    private String call(String target, IntFunction<String> argument) {
        return IntStream.range(0, method.parameters().size())
                .mapToObj(argument)
                .collect(Collectors.joining(", ", target + "." + method.name() + "(", ")"));
    }

    private Class<?> parameter(int i) {
        return method.parameters().get(i);
    }
}
