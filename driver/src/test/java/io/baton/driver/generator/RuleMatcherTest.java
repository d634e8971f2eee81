/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {
    @SuppressWarnings("unused")
    interface Sample {
        int getNumber() throws SQLException;

        void setNumber(int number) throws SQLException;

        void setNumber(int number, int scale) throws SQLException;

        ResultSet rows() throws SQLException;

        int version();

        default void refresh(Statement statement) throws SQLException {}
    }

    private static final String COMPLETE = """
            OWN        version refresh
            QUERY      rows
            CONFIGURE  setNumber(int)
            OWN        setNumber
            FORWARD    get*
            """;

    @Test
    void theFirstMatchDecides() {
        assertThat(type(COMPLETE).decisions().entrySet())
                .extracting(decision -> decision.getKey().signature() + " "
                        + decision.getValue().rule())
                .containsExactly(
                        "getNumber() FORWARD",
                        "refresh(Statement) OWN",
                        "rows() QUERY",
                        "setNumber(int) CONFIGURE",
                        "setNumber(int,int) OWN",
                        "version() OWN");
    }

    @Test
    void aMethodWithoutARuleFails() {
        assertFails(COMPLETE.replace("QUERY      rows\n", ""), "Sample: rows() has no rule: add it to RuleTable");
    }

    @Test
    void anEntryThatMatchesNothingFails() {
        assertFails(COMPLETE + "FORWARD    isReady\n", "Sample: FORWARD isReady decides about no method");
    }

    @Test
    void anEntryThatComesTooLateFails() {
        assertFails(COMPLETE + "OWN        getNumber\n", "Sample: OWN getNumber decides about no method");
    }

    @Test
    void twoEntriesOfOneKindForAMethodFail() {
        assertFails(COMPLETE + "FORWARD    getN*\n", "Sample: getNumber() is matched ambiguously, by [get*, getN*]");
        assertFails(
                COMPLETE + "OWN        setNumber\n",
                "Sample: setNumber(int,int) is matched ambiguously, by [setNumber, setNumber]");
    }

    @Test
    void aRuleThatWouldHandOutTheVendorsObjectFails() {
        assertFails(COMPLETE.replace("QUERY ", "FORWARD "), "Sample: rows() cannot be FORWARD");
    }

    @Test
    void aRuleWhoseHooksThrowFailsForAMethodThatDoesNot() {
        assertFails(
                COMPLETE.replace("OWN        version", "FORWARD    version"), "Sample: version() cannot be FORWARD");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertFails("FORWARD    get* isReady\n", "rows() has no rule", "version() has no rule", "FORWARD isReady");
    }

    @Test
    void noRowOfTheRealTablesIsSpare() {
        for (ForwardingType type : ForwardingType.ALL) {
            for (RuleRow row : type.rows()) {
                List<RuleRow> others =
                        type.rows().stream().filter(other -> !other.equals(row)).toList();
                assertThat(isSame(type, new ForwardingType(type.jdbc(), type.parent(), others)))
                        .as(row.toString())
                        .isFalse();
            }
        }
    }

    /** Whether it decides about every method, and as before. */
    private static boolean isSame(ForwardingType type, ForwardingType less) {
        try {
            return less.decisions().equals(type.decisions());
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void assertFails(String table, String... complaints) {
        assertThatThrownBy(() -> ForwardingWriter.write(type(table)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(complaints);
    }

    private static ForwardingType type(String table) {
        return new ForwardingType(Sample.class, null, RuleRow.parse(table));
    }
}
