/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.BatonDataSource;
import io.baton.driver.BatonDriver;
import io.baton.driver.BatonVendorUrlDriver;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * No JDBC method of the running JDK is left to the default body of its interface, which would hide the vendor's own.
 * Run on each supported JDK, this says which methods a newer one has added.
 */
class ForwardingCompletenessTest {
    /**
     * Methods younger than JDK 17, which the generated classes cannot override while {@code --release 17} compiles them,
     * and why their default will do. JDK 18 to 25 have added none.
     */
    private static final Map<String, String> NEWER_METHODS = Map.of(
            "Connection.enquoteIdentifier(String,boolean)", "JDK 26: Statement's, which asks the vendor, stays",
            "Connection.enquoteLiteral(String)", "JDK 26: Statement's, which asks the vendor, stays",
            "Connection.enquoteNCharLiteral(String)", "JDK 26: Statement's, which asks the vendor, stays",
            "Connection.isSimpleIdentifier(String)", "JDK 26: Statement's, which asks the vendor, stays");

    @SuppressWarnings("unused")
    static final List<ForwardingType> TYPES = ForwardingType.ALL;

    @ParameterizedTest
    @FieldSource("TYPES")
    void onlyNewerMethodsThatWereDecidedAboutAreLeftToTheirDefault(ForwardingType type) {
        assertThat(methods(type, method -> implementation(type, method).isDefault()))
                .as("Methods left to the interface: regenerate with JDK 17 or decide in NEWER_METHODS")
                .isSubsetOf(NEWER_METHODS.keySet());
    }

    /** What is written by hand, and which defaults will do there. */
    @Test
    void whatIsNotGeneratedLeavesNothingToItsDefaultButSharding() {
        List<String> left = Stream.of(BatonDriver.class, BatonVendorUrlDriver.class, BatonDataSource.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(Method::isDefault)
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .distinct()
                .toList();

        assertThat(left)
                .as("the defaults refuse it, as the vendors' data sources do")
                .containsExactlyInAnyOrder(
                        "DataSource.createConnectionBuilder", "CommonDataSource.createShardingKeyBuilder");
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void whatIsDecidedAboutAsNewerIsNotGenerated(ForwardingType type) {
        assertThat(methods(type, method -> !implementation(type, method).isDefault()))
                .doesNotContainAnyElementsOf(NEWER_METHODS.keySet());
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void whatTheTableCallsOwnIsWrittenByHand(ForwardingType type) {
        List<String> own = methods(type, method -> rule(type, method).equals(Optional.of(Rule.OWN)));

        assertThat(methods(type, method -> isWrittenByHand(implementation(type, method))))
                .containsAll(own);
    }

    private static boolean isWrittenByHand(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return !declaring.isInterface() && !declaring.getSimpleName().startsWith("Forwarding");
    }

    private static List<String> methods(ForwardingType type, Predicate<JdbcMethod> condition) {
        return JdbcMethod.of(type.jdbc(), null).stream()
                .filter(condition)
                .map(method -> type.jdbc().getSimpleName() + "." + method.signature())
                .toList();
    }

    /** What a call on the class that applications get runs: its own method, an inherited one or an interface's. */
    private static Method implementation(ForwardingType type, JdbcMethod method) {
        try {
            return Class.forName(
                            ForwardingType.PACKAGE + ".Failover" + type.jdbc().getSimpleName())
                    .getMethod(method.name(), method.method().getParameterTypes());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the table of the first interface of the family that has the method; none for a method newer than the table. */
    private static Optional<Rule> rule(ForwardingType type, JdbcMethod method) {
        Stream<RuleRow> rows = ForwardingType.ALL.stream()
                .filter(other -> other.jdbc().isAssignableFrom(type.jdbc()))
                .filter(other -> other.methods().contains(method))
                .limit(1)
                .flatMap(other -> other.rows().stream());
        return rows.filter(row -> row.entries().stream().anyMatch(entry -> entry.matches(method)))
                .map(RuleRow::rule)
                .findFirst();
    }
}
